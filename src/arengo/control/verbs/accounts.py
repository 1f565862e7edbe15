"""Commands on people: create, list, show, approve, role, suspend, new password, delete."""

from collections.abc import Callable
from typing import Any, Final, Literal

from arengo.auth.roles.model import ROLES, Role, role_named, role_of
from arengo.auth.signup.actions import admit
from arengo.auth.signup.actions import approve as let_in
from arengo.auth.users import actions as users
from arengo.auth.users.model import User, UserFlag
from arengo.auth.users.passwords import hash_password
from arengo.auth.users.queries import find_user, user_by_id, users_page
from arengo.base.clock import iso
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import MAX_ID, AccountId, time_of
from arengo.base.words import draw_word
from arengo.control.commands import Form, Tell, command
from arengo.control.finding import account_named, perhaps
from arengo.gate.site import Site
from arengo.moderation.audit.actions import note, noted
from arengo.moderation.audit.model import Act, Deed
from arengo.social.accounts import actions as people
from arengo.social.accounts.model import Account, AccountFlag
from arengo.social.accounts.queries import accounts_by_id, newest_accounts
from arengo.storage import ReadTransaction, Transaction

_PASSWORD_LENGTH: Final = 20


class NewAccount(Form, frozen=True, kw_only=True):
    """Who shall have an account."""

    name: str
    email: str
    confirmed: bool = False
    role: str = "Member"


class Named(Form, frozen=True, kw_only=True):
    """Somebody, by user name or e-mail address."""

    name: str


class NewRole(Form, frozen=True, kw_only=True):
    """Somebody, and their place in the staff."""

    name: str
    role: str


class Selection(Form, frozen=True, kw_only=True):
    """Which accounts to list."""

    only: Literal["all", "waiting"] = "all"
    limit: int = 100


@command("accounts.create")
async def create(site: Site, form: NewAccount, _tell: Tell) -> dict[str, Any]:
    """Begin an account by the operator's word and return its password, once."""
    role = _role(form.role)
    password = draw_word(_PASSWORD_LENGTH)
    user = await site.db.write(
        noted(admit, lambda made: _deed(Act.CREATE, made.id, role)),
        username=form.name,
        email=form.email,
        password_hash=await hash_password(password),
        role=role.number,
        confirmed=form.confirmed,
        keys=site.keys,
    )
    return {**await site.db.read(_shown_by_id, account_id=user.id), "password": password}


@command("accounts.list")
async def list_(site: Site, form: Selection, _tell: Tell) -> list[dict[str, Any]]:
    """Return local accounts, newest first."""
    letters = site.settings.sends_letters
    return await site.db.read(_listed, only=form.only, limit=form.limit, letters=letters)


@command("accounts.show")
async def show(site: Site, form: Named, _tell: Tell) -> dict[str, Any]:
    """Return what the operator may know of an account."""
    return await site.db.read(_shown, name=form.name)


@command("accounts.approve")
async def approve(site: Site, form: Named, _tell: Tell) -> dict[str, Any]:
    """Let somebody in who was waiting, also for a letter that this site cannot send."""

    def verb(tx: Transaction) -> None:
        user = _user_named(tx, form.name)
        let_in(tx, account_id=user.id)
        if not site.settings.sends_letters:
            _trust_address(tx, user)
        note(tx, _deed(Act.APPROVE, user.id))

    await site.db.write(verb)
    return await site.db.read(_shown, name=form.name)


@command("accounts.confirm")
async def confirm(site: Site, form: Named, _tell: Tell) -> dict[str, Any]:
    """Trust an address by the operator's word."""

    def verb(tx: Transaction) -> None:
        user = _user_named(tx, form.name)
        _trust_address(tx, user)
        note(tx, _deed(Act.CONFIRM, user.id))

    await site.db.write(verb)
    return await site.db.read(_shown, name=form.name)


@command("accounts.set_role")
async def set_role(site: Site, form: NewRole, _tell: Tell) -> dict[str, Any]:
    """Give somebody another place in the staff, from their next request on."""
    role = _role(form.role)

    def verb(tx: Transaction) -> None:
        user = _user_named(tx, form.name)
        users.set_role(tx, account_id=user.id, role=role.number)
        note(tx, _deed(Act.CHANGE_ROLE, user.id, role))

    await site.db.write(verb)
    return await site.db.read(_shown, name=form.name)


@command("accounts.suspend")
async def suspend(site: Site, form: Named, _tell: Tell) -> dict[str, Any]:
    """Take an account out of sight."""
    await site.db.write(_measured, form.name, people.suspend, Act.SUSPEND)
    return await site.db.read(_shown, name=form.name)


@command("accounts.unsuspend")
async def unsuspend(site: Site, form: Named, _tell: Tell) -> dict[str, Any]:
    """Bring a suspended account back."""
    await site.db.write(_measured, form.name, people.unsuspend, Act.UNSUSPEND)
    return await site.db.read(_shown, name=form.name)


@command("accounts.reset_password")
async def reset_password(site: Site, form: Named, _tell: Tell) -> dict[str, Any]:
    """Give a login a new password, shut out whoever knew the old one, return it once."""
    password = draw_word(_PASSWORD_LENGTH)
    password_hash = await hash_password(password)

    def verb(tx: Transaction) -> None:
        user = _user_named(tx, form.name)
        users.change_password(tx, account_id=user.id, password_hash=password_hash)
        note(tx, _deed(Act.RESET_PASSWORD, user.id))

    await site.db.write(verb)
    return {**await site.db.read(_shown, name=form.name), "password": password}


@command("accounts.delete")
async def delete(site: Site, form: Named, _tell: Tell) -> dict[str, Any]:
    """Delete an account for good; a job erases what it owned."""

    def verb(tx: Transaction) -> dict[str, Any]:
        account = account_named(tx, form.name)
        people.delete_account(tx, account.id)
        note(tx, _deed(Act.DELETE, account.id))
        return {"id": str(account.id), "username": account.username, "state": "deleted"}

    return await site.db.write(verb)


def _measured(
    tx: Transaction, name: str, measure: Callable[[Transaction, AccountId], None], act: Act
) -> None:
    account = account_named(tx, name)
    measure(tx, account.id)
    note(tx, _deed(act, account.id))


def _deed(act: Act, person: AccountId, role: Role | None = None) -> Deed:
    """Return what the operator did to somebody."""
    about = role.number.name.lower() if role else ""
    return Deed(by=None, act=act, person=person, about=about)


def _role(name: str) -> Role:
    role = role_named(name)
    if role is None:
        names = [number.name.capitalize() for number in ROLES]
        words = f"There is no role {name!r}; the roles are {', '.join(names)}."
        raise Invalid(f"{words}{perhaps(name, names)}")
    return role


def _trust_address(tx: Transaction, user: User) -> None:
    if UserFlag.CONFIRMED not in user.flags or user.new_email is not None:
        users.mark_confirmed(tx, account_id=user.id)


def _user_named(tx: ReadTransaction, name: str) -> User:
    account = account_named(tx, name)
    try:
        return user_by_id(tx, account.id)
    except NotFound:
        raise NotFound(f"{account.acct} has no login here.") from None


def _shown(tx: ReadTransaction, *, name: str) -> dict[str, Any]:
    account = account_named(tx, name)
    return _row(account, find_user(tx, account.id))


def _shown_by_id(tx: ReadTransaction, *, account_id: AccountId) -> dict[str, Any]:
    return _row(accounts_by_id(tx, [account_id])[account_id], find_user(tx, account_id))


def _listed(tx: ReadTransaction, *, only: str, limit: int, letters: bool) -> list[dict[str, Any]]:
    if only == "waiting":
        logins = _waiting(tx, limit=limit, letters=letters)
        known = accounts_by_id(tx, [login.id for login in logins])
        return [_row(known[login.id], login) for login in logins if login.id in known]
    accounts = newest_accounts(tx, before=MAX_ID, limit=limit)
    oldest = accounts[-1].id if accounts else 0
    by_id = {login.id: login for login in users_page(tx, limit=limit) if login.id >= oldest}
    return [
        _row(account, by_id.get(account.id))
        for account in accounts
        if AccountFlag.DELETED not in account.flags
    ]


def _waiting(tx: ReadTransaction, *, limit: int, letters: bool) -> list[User]:
    """Return who waits for the operator; where no letter can be sent, for their address too."""
    lacking = [UserFlag.APPROVED] if letters else [UserFlag.APPROVED, UserFlag.CONFIRMED]
    found = {
        user.id: user
        for flag in lacking
        for user in users_page(tx, mask=flag, flags=UserFlag(0), limit=limit)
    }
    return [found[each] for each in sorted(found, reverse=True)][:limit]


def _row(account: Account, user: User | None) -> dict[str, Any]:
    return {
        "id": str(account.id),
        "username": account.acct,
        "display_name": account.display_name,
        "email": user.email if user else None,
        "role": role_of(user.role).number.name.capitalize() if user else None,
        "state": _state(account, user),
        "joined": iso(time_of(account.id)),
        "followers": account.stats.followers,
        "following": account.stats.following,
        "posts": account.stats.posts,
    }


def _state(account: Account, user: User | None) -> str:
    states = [
        ("deleted", AccountFlag.DELETED in account.flags),
        ("suspended", AccountFlag.SUSPENDED in account.flags),
        ("without login", user is None),
        ("disabled", user is not None and UserFlag.DISABLED in user.flags),
        ("waiting for approval", user is not None and UserFlag.APPROVED not in user.flags),
        ("waiting for e-mail", user is not None and UserFlag.CONFIRMED not in user.flags),
    ]
    return next((name for name, holds in states if holds), "active")
