"""Everybody who may knock: one token for each scope, and people in every state of a login."""

from dataclasses import dataclass, field

from arengo.auth.oauth.actions import issue_token
from arengo.auth.oauth.queries import app_by_client_id
from arengo.auth.roles.model import RoleNumber
from arengo.auth.users.actions import set_role
from arengo.auth.users.model import UserFlag
from arengo.base.ids import AccountId, bucket_of
from arengo.gate.routes import TABLE, Access, Route
from arengo.social.accounts.actions import suspend
from tests.world import SCOPES, Person, World

LIVE = [route for route in TABLE if route.bucket == "stream"]  # these answer for ever
API = [route for route in TABLE if not route.is_page and route not in LIVE]
PAGES = [route for route in TABLE if route.is_page]
CLOSED = [route for route in API if route.access is not Access.ANYONE]
OPEN = [route for route in API if route.access is Access.ANYONE]
EVERYTHING = tuple(SCOPES.split())
# A token alone is no proof of an app: these two ask every caller who it is (RFC 6749).
ASKS_FOR_THE_APP = {"/oauth/token", "/oauth/revoke"}


def name_of(route: Route) -> str:
    """Return what a failing test is called."""
    return f"{route.method} {route.path}"


@dataclass
class Callers:
    """One site, and tokens for it that are made when somebody asks for them."""

    world: World
    alice: Person
    app_id: int
    _known: dict[tuple[str, ...], Person] = field(default_factory=dict)

    async def with_scopes(self, *scopes: str) -> Person:
        """Return alice with a token of exactly these scopes."""
        if scopes not in self._known:
            self._known[scopes] = await self._let_in(self.alice, scopes)
        return self._known[scopes]

    async def right(self, route: Route) -> Person:
        """Return alice with the one scope that a route asks for; for the staff, olga."""
        if route.permission:
            return await self.owner(route.scope or "read")
        return await self.with_scopes(route.scope or "read")

    async def wrong(self, route: Route) -> Person:
        """Return alice (or olga) with a scope that covers nothing of a route."""
        if route.permission:
            return await self.owner("push")
        return await self.with_scopes("read:search" if route.scope == "push" else "push")

    async def owner(self, *scopes: str) -> Person:
        """Return olga, who owns the site, with a token of exactly these scopes."""
        key = ("owner", *scopes)
        if key not in self._known:
            if ("owner",) not in self._known:
                self._known[("owner",)] = olga = await self.world.join("olga")
                await self.world.db.write(
                    set_role, account_id=AccountId(olga.account_id), role=RoleNumber.OWNER
                )
            self._known[key] = await self._let_in(self._known[("owner",)], scopes)
        return self._known[key]

    async def app(self) -> Person:
        """Return an app on its own, with every scope."""
        return self.world.holder("", await self.world.app_token())

    async def in_state(self, state: str) -> Person:
        """Return somebody who is suspended, disabled, unconfirmed or waiting, with every scope."""
        key = (f"state {state}",)
        if key not in self._known:
            person = await self.world.join(state)
            await self._bring_into(state, AccountId(person.account_id))
            self._known[key] = await self._let_in(person, EVERYTHING)
        return self._known[key]

    async def _bring_into(self, state: str, account_id: AccountId) -> None:
        if state == "suspended":
            await self.world.db.write(suspend, account_id)
            return
        good = UserFlag.CONFIRMED | UserFlag.APPROVED
        flags = {
            "disabled": good | UserFlag.DISABLED,
            "unconfirmed": UserFlag.APPROVED,
            "waiting": UserFlag.CONFIRMED,
        }[state]
        await self.world.db.write(
            lambda tx: tx.execute(
                "UPDATE users SET flags = :flags WHERE bucket = :bucket AND id = :id",
                flags=int(flags),
                bucket=bucket_of(account_id),
                id=account_id,
            )
        )

    async def _let_in(self, person: Person, scopes: tuple[str, ...]) -> Person:
        issued = await self.world.db.write(
            issue_token,
            app_id=self.app_id,
            account_id=AccountId(person.account_id),
            scopes=scopes,
            keys=self.world.whole.site.keys,
        )
        return self.world.holder(person.name, issued.text, person.account_id)


async def callers_of(world: World) -> Callers:
    """Bring the cast into an empty site."""
    app = await world.app()
    found = await world.db.read(app_by_client_id, app["client_id"])
    assert found is not None
    return Callers(world, await world.join("alice"), found.id)
