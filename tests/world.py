"""A whole site in a test: the real gate over ASGI, the cast, rows, jobs, sent mail."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from arengo.app import Whole, build
from arengo.config.settings import Settings
from arengo.providers.mail import Mail, NullMailer
from tests.asking import Client

sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]  # httpx looks for it all the time
PASSWORD = "correct horse battery"
SCOPES = "read write follow push profile"


class Person:
    """A client of the API with one token (or none)."""

    def __init__(self, world: "World", name: str, token: str | None, account_id: int) -> None:
        """Talk to the site as `name`."""
        self.world = world
        self.name = name
        self.token = token
        self.account_id = account_id
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.http = Client(world.whole.gate, origin=world.settings.origin, headers=headers)

    async def get(self, path: str, **options: Any) -> httpx.Response:
        """GET."""
        return await self.http.get(path, **options)

    async def post(self, path: str, **options: Any) -> httpx.Response:
        """POST."""
        return await self.http.post(path, **options)

    async def put(self, path: str, **options: Any) -> httpx.Response:
        """PUT."""
        return await self.http.put(path, **options)

    async def patch(self, path: str, **options: Any) -> httpx.Response:
        """PATCH."""
        return await self.http.patch(path, **options)

    async def delete(self, path: str, **options: Any) -> httpx.Response:
        """DELETE."""
        return await self.http.delete(path, **options)

    async def publish(self, text: str, **parameters: Any) -> dict[str, Any]:
        """Publish a post and return its entity."""
        answer = await self.post("/api/v1/statuses", json={"status": text, **parameters})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def follow(self, other: "Person") -> dict[str, Any]:
        """Follow somebody and return the relationship."""
        answer = await self.post(f"/api/v1/accounts/{other.account_id}/follow")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


class World:
    """One running site and what a test may look at behind it."""

    def __init__(self, whole: Whole, settings: Settings) -> None:
        """Look at `whole`."""
        self.whole = whole
        self.settings = settings
        self.db = whole.site.db
        self._app_token: str | None = None
        self._there: dict[str, tuple[str, int]] = {}

    def expect(self, app_token: str, people: dict[str, tuple[str, int]]) -> None:
        """Know whom the site that was opened has already: name → token and account."""
        self._app_token = app_token
        self._there = dict(people)

    async def meet(self, name: str) -> Person:
        """Return somebody of the cast: who is there already, else they join now."""
        if name in self._there:
            return Person(self, name, *self._there.pop(name))
        person = await self.join(name)
        if name == "carol":
            await person.patch("/api/v1/accounts/update_credentials", json={"locked": True})
        return person

    def anonymous(self) -> Person:
        """Return somebody without a token."""
        return Person(self, "", None, 0)

    def holder(self, name: str, token: str | None, account_id: int = 0) -> Person:
        """Return whoever holds a token."""
        return Person(self, name, token, account_id)

    async def app(self, **options: Any) -> dict[str, Any]:
        """Register an app and return its credentials."""
        form = {
            "client_name": "Tests",
            "redirect_uris": "urn:ietf:wg:oauth:2.0:oob",
            "scopes": SCOPES,
            **options,
        }
        answer = await self.anonymous().post("/api/v1/apps", json=form)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def app_token(self) -> str:
        """Return a token without a user."""
        if self._app_token is None:
            app = await self.app()
            form = {
                "grant_type": "client_credentials",
                "client_id": app["client_id"],
                "client_secret": app["client_secret"],
                "scope": SCOPES,
            }
            answer = await self.anonymous().post("/oauth/token", data=form)
            assert answer.status_code == 200, answer.text
            self._app_token = answer.json()["access_token"]
        return self._app_token

    async def join(self, name: str) -> Person:
        """Sign somebody up as an app does, and return them signed in."""
        app = Person(self, "", await self.app_token(), 0)
        form = {
            "username": name,
            "email": f"{name}@example.org",
            "password": PASSWORD,
            "agreement": True,
            "locale": "en",
        }
        answer = await app.post("/api/v1/accounts", json=form)
        assert answer.status_code == 200, answer.text
        token = answer.json()["access_token"]
        me = await Person(self, name, token, 0).get("/api/v1/accounts/verify_credentials")
        assert me.status_code == 200, me.text
        return Person(self, name, token, int(me.json()["id"]))

    async def run_jobs(self) -> None:
        """Run everything that is due, and what that brings, until nothing is."""
        tally = await self.whole.worker.run_due()
        assert not tally.failed, tally

    async def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(await self.db.read(lambda tx: tx.value(f"SELECT count(*) FROM {table}")))

    @property
    def sent(self) -> list[Mail]:
        """Return the mail that was sent."""
        assert isinstance(self.whole.mail, NullMailer)
        return list(self.whole.mail.sent)


@asynccontextmanager
async def open_world(settings: Settings) -> AsyncIterator[World]:
    """Start a site without sockets and without a worker of its own."""
    whole = build(settings, mail=NullMailer())
    await whole.start(work=False)
    try:
        yield World(whole, settings)
    finally:
        await whole.stop()
