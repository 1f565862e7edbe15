"""What the staff does to people: let in, turn away, shut, limit, suspend, delete, and back."""

from collections.abc import Callable
from typing import Final

from arengo.auth.roles.model import RoleNumber, role_of
from arengo.auth.signup import actions as signup
from arengo.auth.users import actions as users
from arengo.auth.users.codes import new_nonce
from arengo.auth.users.model import User, UserFlag
from arengo.auth.users.queries import find_user, user_by_id
from arengo.base.errors import Forbidden, Invalid
from arengo.base.ids import AccountId
from arengo.moderation.audit.actions import note
from arengo.moderation.audit.model import Act, Deed
from arengo.moderation.people.model import State, Wanted
from arengo.moderation.people.queries import people
from arengo.moderation.reports.actions import close_of
from arengo.social.accounts import actions as accounts
from arengo.social.accounts.model import AccountFlag
from arengo.social.accounts.queries import account_by_id
from arengo.storage import Transaction

LETTER_JOB: Final = "people.send_letter"
_WAITING: Final = 1_000  # of those who wait longest are looked at


def approve(tx: Transaction, *, by: AccountId, account_id: AccountId, letters: bool) -> None:
    """Let somebody in who waits; where no letter can be sent, their address is trusted too."""
    user = _login_below(tx, by, account_id)
    if UserFlag.APPROVED in user.flags:
        raise Forbidden
    signup.approve(tx, account_id=account_id)
    if not letters and UserFlag.CONFIRMED not in user.flags:
        users.mark_confirmed(tx, account_id=account_id)
    _note(tx, by, Act.APPROVE, account_id)


def approve_wave(tx: Transaction, *, by: AccountId, most: int, letters: bool) -> int:
    """Let in those who wait longest, at most so many; returns how many that were.

    Where letters are sent, who has not confirmed their address yet is passed over.
    """
    waiting = Wanted(local=True, states=frozenset({State.PENDING}), upwards=True, limit=_WAITING)
    ready = [
        each.account.id
        for each in reversed(people(tx, waiting))
        if each.user and (not letters or UserFlag.CONFIRMED in each.user.flags)
    ]
    for account_id in ready[:most]:
        approve(tx, by=by, account_id=account_id, letters=letters)
    return len(ready[:most])


def reject(tx: Transaction, *, by: AccountId, account_id: AccountId) -> None:
    """Turn somebody away who waits; their account goes."""
    _login_below(tx, by, account_id)
    signup.reject(tx, account_id=account_id)
    _note(tx, by, Act.REJECT, account_id)


def delete(tx: Transaction, *, by: AccountId, account_id: AccountId) -> None:
    """Delete a suspended account for good, with everything it owns."""
    _below(tx, by, account_id)
    if AccountFlag.SUSPENDED not in account_by_id(tx, account_id).flags:
        raise Forbidden
    accounts.delete_account(tx, account_id)
    _note(tx, by, Act.DELETE, account_id)


def change_role(tx: Transaction, *, by: AccountId, account_id: AccountId, role: RoleNumber) -> None:
    """Give somebody another place in the staff, below one's own."""
    actor = role_of(user_by_id(tx, by).role)
    _login_below(tx, by, account_id)
    if role >= actor.number:
        raise Forbidden
    users.set_role(tx, account_id=account_id, role=role)
    note(tx, Deed(by=by, act=Act.CHANGE_ROLE, person=account_id, about=role.name.lower()))


def act(
    tx: Transaction, *, by: AccountId, account_id: AccountId, what: str, why: str | None = None
) -> None:
    """Take one of the measures `ACTS` against somebody, which closes what is reported of them.

    They get a letter unless `why` is None, or nothing was done and nothing is to be said. Doing it
    twice is the same as doing it once, but for the letter.
    """
    measure = ACTS.get(what)
    if measure is None:
        raise Invalid("Validation failed: Type is not included in the list")
    _below(tx, by, account_id)
    measure(tx, account_id)
    close_of(tx, account_id)
    if why is not None and (why or measure is not _nothing):
        tx.enqueue(LETTER_JOB, account_id=account_id, what=what, why=why, nonce=new_nonce())
    _note(tx, by, Act(what), account_id)


def undo(tx: Transaction, *, by: AccountId, account_id: AccountId, what: str) -> None:
    """Take back what was done to somebody, as `UNDOS` names it. Twice is the same as once."""
    _below(tx, by, account_id)
    UNDOS[what](tx, account_id)
    _note(tx, by, Act(what), account_id)


def _nothing(_tx: Transaction, _account_id: AccountId) -> None:
    """Only note that somebody looked."""


def _disable(tx: Transaction, account_id: AccountId) -> None:
    user_by_id(tx, account_id)
    users.disable(tx, account_id=account_id)


def _enable(tx: Transaction, account_id: AccountId) -> None:
    user_by_id(tx, account_id)
    users.enable(tx, account_id=account_id)


_Measure = Callable[[Transaction, AccountId], None]
ACTS: Final[dict[str, _Measure]] = {
    "none": _nothing,
    "disable": _disable,
    "sensitive": accounts.mark_sensitive,
    "silence": accounts.silence,
    "suspend": accounts.suspend,
}
UNDOS: Final[dict[str, _Measure]] = {
    "enable": _enable,
    "unsensitive": accounts.unmark_sensitive,
    "unsilence": accounts.unsilence,
    "unsuspend": accounts.unsuspend,
}


def _login_below(tx: Transaction, by: AccountId, account_id: AccountId) -> User:
    """Return the login of somebody whom one may act on; NotFound when there is none."""
    _below(tx, by, account_id)
    return user_by_id(tx, account_id)


def _below(tx: Transaction, by: AccountId, account_id: AccountId) -> None:
    """Raise unless somebody is there, and lower in the staff than who acts."""
    account_by_id(tx, account_id)
    target, actor = find_user(tx, account_id), user_by_id(tx, by)
    if target and role_of(target.role).number >= role_of(actor.role).number:
        raise Forbidden


def _note(tx: Transaction, by: AccountId, act: Act, account_id: AccountId) -> None:
    note(tx, Deed(by=by, act=act, person=account_id))
