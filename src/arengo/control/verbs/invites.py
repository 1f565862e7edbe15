"""Commands on invitations: create, list, expire."""

from functools import partial
from typing import Any

from arengo.auth.signup.actions import create_invite, expire_invite
from arengo.auth.signup.model import Invite
from arengo.auth.signup.policy import invite_terms
from arengo.auth.signup.queries import invite_by_code, invites_of, newest_invites
from arengo.auth.users.queries import user_by_id
from arengo.base.clock import iso, now_ms
from arengo.base.errors import NotFound
from arengo.control.commands import Form, Tell, command
from arengo.control.finding import account_named
from arengo.gate.site import Site
from arengo.moderation.audit.actions import note, noted
from arengo.moderation.audit.model import Act, Deed
from arengo.social.accounts.queries import accounts_by_id
from arengo.storage import ReadTransaction, Transaction


class NewInvite(Form, frozen=True, kw_only=True):
    """Who stands behind it, and what it is bound to."""

    name: str
    max_uses: int | None = None
    days: int | None = None


class Selection(Form, frozen=True, kw_only=True):
    """Whose invitations to list; everybody's without a name."""

    name: str | None = None
    limit: int = 100


class Code(Form, frozen=True, kw_only=True):
    """An invitation, by its code or its link."""

    code: str


@command("invites.create")
async def create(site: Site, form: NewInvite, _tell: Tell) -> dict[str, Any]:
    """Make an invitation in somebody's name and return its link."""
    terms = invite_terms(max_uses=form.max_uses, days=form.days)

    def verb(tx: Transaction) -> Invite:
        by = user_by_id(tx, account_named(tx, form.name).id).id
        return create_invite(tx, by=by, max_uses=terms.max_uses, expires_ms=terms.expires_ms)

    made = await site.db.write(noted(verb, partial(_deed, Act.CREATE_INVITE)))
    return await site.db.read(_shown, site=site, code=made.code)


@command("invites.list")
async def list_(site: Site, form: Selection, _tell: Tell) -> list[dict[str, Any]]:
    """Return invitations, newest first, those that are over included."""
    return await site.db.read(_listed, site=site, form=form)


@command("invites.expire")
async def expire(site: Site, form: Code, _tell: Tell) -> dict[str, Any]:
    """End an invitation now; who joined with it stays."""
    code = form.code.strip().rpartition("=")[2]  # a link ends with its code

    def verb(tx: Transaction) -> None:
        invite = _by_code(tx, code)
        expire_invite(tx, by=invite.account_id, invite_id=invite.id)
        note(tx, _deed(Act.EXPIRE_INVITE, invite))

    await site.db.write(verb)
    return await site.db.read(_shown, site=site, code=code)


def _deed(act: Act, invite: Invite) -> Deed:
    return Deed(by=None, act=act, person=invite.account_id, entry=invite.id)


def _by_code(tx: ReadTransaction, code: str) -> Invite:
    invite = invite_by_code(tx, code)
    if invite is None:
        raise NotFound(f"There is no invitation {code!r}.")
    return invite


def _shown(tx: ReadTransaction, *, site: Site, code: str) -> dict[str, Any]:
    return _rows(tx, site, [_by_code(tx, code)])[0]


def _listed(tx: ReadTransaction, *, site: Site, form: Selection) -> list[dict[str, Any]]:
    if form.name is None:
        return _rows(tx, site, newest_invites(tx, limit=form.limit))
    account = account_named(tx, form.name)
    return _rows(tx, site, invites_of(tx, account.id, limit=form.limit))


def _rows(tx: ReadTransaction, site: Site, invites: list[Invite]) -> list[dict[str, Any]]:
    authors = accounts_by_id(tx, sorted({invite.account_id for invite in invites}))
    now = now_ms()
    return [
        {
            "code": invite.code,
            "by": authors[invite.account_id].acct,
            "joined": invite.uses,
            "most": invite.max_uses,
            "until": None if invite.expires_ms is None else iso(invite.expires_ms),
            "state": _state(invite, now),
            "link": f"{site.settings.origin}/auth/sign_up?invite_code={invite.code}",
        }
        for invite in invites
        if invite.account_id in authors
    ]


def _state(invite: Invite, now: int) -> str:
    if invite.is_good(now):
        return "counts"
    in_time = invite.expires_ms is None or invite.expires_ms > now
    return "used up" if in_time else "over"
