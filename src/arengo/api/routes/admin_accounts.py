"""admin/accounts: the staff looks at people and acts on them."""

from functools import partial
from typing import Final

import msgspec

from arengo.api.entities.admin_account import AdminAccount, admin_accounts
from arengo.auth.roles.model import Permission, RoleNumber
from arengo.base.errors import Invalid
from arengo.base.ids import AccountId, parse_id
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.request_log import shorten_ip
from arengo.gate.routes import acts, reads
from arengo.moderation.people import actions
from arengo.moderation.people.letters import read_why
from arengo.moderation.people.model import State, Wanted
from arengo.moderation.people.queries import people, person
from arengo.storage import ReadTransaction

_PATH: Final = "/api/v1/admin/accounts"
_ONE: Final = f"{_PATH}/{{account_id}}"
_READ: Final = "admin:read:accounts"
_WRITE: Final = "admin:write:accounts"
_changes: Final = partial(
    acts, "POST", scope=_WRITE, permission=Permission.MANAGE_USERS, answers=AdminAccount
)
_lists: Final = partial(
    reads,
    scope=_READ,
    permission=Permission.MANAGE_USERS,
    bounded=False,
    answers=list[AdminAccount],
)
_STAFF: Final = tuple(int(role) for role in RoleNumber if role is not RoleNumber.MEMBER)


class Filters(PageForm, frozen=True, kw_only=True):
    """What both versions ask for."""

    username: str = ""
    display_name: str = ""
    by_domain: str = ""
    email: str = ""
    ip: str = ""


class FirstFilters(Filters, frozen=True, kw_only=True):
    """The words of version 1."""

    local: bool = False
    remote: bool = False
    active: bool = False
    pending: bool = False
    disabled: bool = False
    silenced: bool = False
    suspended: bool = False
    sensitized: bool = False
    staff: bool = False


class SecondFilters(Filters, frozen=True, kw_only=True):
    """The words of version 2."""

    origin: str = ""
    status: str = ""
    permissions: str = ""
    role_ids: tuple[str, ...] = ()
    invited_by: str = ""


class ActionForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done, and what the person is told by mail."""

    type: str = ""
    text: str = ""
    send_email_notification: bool = True
    warning_preset_id: str = ""


@_lists(_PATH)
def list_people(tx: ReadTransaction, request: Request, form: FirstFilters) -> Answer:
    """Return people in any state, newest first."""
    states = frozenset(state for state in State if getattr(form, state.value))
    return _page(tx, request, form, local=_local(form), states=states, staff=form.staff)


@_lists("/api/v2/admin/accounts")
def list_people_again(tx: ReadTransaction, request: Request, form: SecondFilters) -> Answer:
    """Return people in any state, newest first; the filters have other names."""
    known = {state.value: state for state in State}
    roles = [number for text in form.role_ids if (number := _role(text)) is not None]
    invited_by = parse_id(form.invited_by)
    asked = (
        (form.status, form.status in known),
        (form.role_ids, roles),
        (form.invited_by, invited_by),
    )
    if any(wish and not found for wish, found in asked):
        return page(request, [], [])  # what nobody can be is not as if it were not asked
    return _page(
        tx,
        request,
        form,
        local={"local": True, "remote": False}.get(form.origin),
        states=frozenset({known[form.status]} if form.status else ()),
        staff=form.permissions == "staff",
        roles=roles,
        invited_by=invited_by,
    )


@reads(_ONE, scope=_READ, permission=Permission.MANAGE_USERS, answers=AdminAccount)
def show_person(tx: ReadTransaction, request: Request, account_id: AccountId) -> AdminAccount:
    """Return somebody with their login."""
    return _shown(tx, request, account_id)


@_changes(f"{_ONE}/approve")
async def approve_person(request: Request, account_id: AccountId) -> AdminAccount:
    """Let somebody in who waits."""
    letters = request.site.settings.sends_letters
    await request.write(actions.approve, by=request.me, account_id=account_id, letters=letters)
    return await request.read(_shown, request, account_id)


@_changes(f"{_ONE}/reject")
async def reject_person(request: Request, account_id: AccountId) -> AdminAccount:
    """Turn somebody away who waits, and return who it was."""
    before = await request.read(_shown, request, account_id)
    await request.write(actions.reject, by=request.me, account_id=account_id)
    return before


@acts(
    "DELETE",
    _ONE,
    scope=_WRITE,
    permission=Permission.DELETE_USER_DATA,
    answers=AdminAccount,
)
async def delete_person(request: Request, account_id: AccountId) -> AdminAccount:
    """Delete a suspended account for good, and return who it was."""
    before = await request.read(_shown, request, account_id)
    await request.write(actions.delete, by=request.me, account_id=account_id)
    return before


@acts(
    "POST",
    f"{_ONE}/action",
    scope=_WRITE,
    permission=Permission.MANAGE_USERS,
    answers=dict[str, str],
)
async def act_on_person(
    request: Request, account_id: AccountId, form: ActionForm
) -> dict[str, str]:
    """Cover, shut, limit or suspend an account, and say so by mail; `none` changes nothing."""
    if form.warning_preset_id:
        raise Invalid("Validation failed: Warning preset must exist")
    why = read_why(form.text)
    tells = form.send_email_notification and request.site.settings.sends_letters
    await request.write(
        actions.act,
        by=request.me,
        account_id=account_id,
        what=form.type,
        why=why if tells else None,
    )
    return {}


@_changes(f"{_ONE}/enable")
async def enable_person(request: Request, account_id: AccountId) -> AdminAccount:
    """Open a login that was shut."""
    return await _undo(request, account_id, "enable")


@_changes(f"{_ONE}/unsensitive")
async def unsensitive_person(request: Request, account_id: AccountId) -> AdminAccount:
    """Show the media of somebody as they themselves say."""
    return await _undo(request, account_id, "unsensitive")


@_changes(f"{_ONE}/unsilence")
async def unsilence_person(request: Request, account_id: AccountId) -> AdminAccount:
    """Limit somebody no longer."""
    return await _undo(request, account_id, "unsilence")


@_changes(f"{_ONE}/unsuspend")
async def unsuspend_person(request: Request, account_id: AccountId) -> AdminAccount:
    """Bring a suspended account back."""
    return await _undo(request, account_id, "unsuspend")


async def _undo(request: Request, account_id: AccountId, what: str) -> AdminAccount:
    await request.write(actions.undo, by=request.me, account_id=account_id, what=what)
    return await request.read(_shown, request, account_id)


def _page(
    tx: ReadTransaction,
    request: Request,
    form: Filters,
    *,
    local: bool | None,
    states: frozenset[State],
    staff: bool,
    roles: list[int] | None = None,
    invited_by: int | None = None,
) -> Answer:
    found = people(
        tx,
        Wanted(
            local=local,
            states=states,
            username=form.username,
            display_name=form.display_name,
            domain=form.by_domain,
            email=form.email,
            network=_network(request, form.ip),
            roles=roles or (_STAFF if staff else ()),
            invited_by=None if invited_by is None else AccountId(invited_by),
            **form.bounds(default=100, most=200),
        ),
    )
    shown = admin_accounts(tx, found, origin=request.site.settings.origin)
    return page(request, shown, [each.account.id for each in found])


def _shown(tx: ReadTransaction, request: Request, account_id: AccountId) -> AdminAccount:
    found = [person(tx, account_id)]
    return admin_accounts(tx, found, origin=request.site.settings.origin)[0]


def _local(form: FirstFilters) -> bool | None:
    return form.local if form.local is not form.remote else None


def _role(text: str) -> int | None:
    """Return the number of a role; Mastodon's own of everybody is below zero."""
    return int(RoleNumber.MEMBER) if text == "-99" else parse_id(text)


def _network(request: Request, ip: str) -> str:
    """Return an address as sessions keep it; what is no address was nowhere."""
    if not ip:
        return ""
    return shorten_ip(ip.partition("/")[0], request.site.settings.log_ip_bits) or "nowhere"
