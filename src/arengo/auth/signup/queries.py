"""Questions about joining that other parts may ask."""

from arengo.auth.signup import store
from arengo.auth.signup.model import Invite
from arengo.auth.users.policy import EMAIL_TAKEN, Problem, refuse
from arengo.base.errors import NotFound
from arengo.base.ids import MAX_ID, AccountId
from arengo.base.text.names import email_key, normalise_email
from arengo.social.accounts.queries import find_account
from arengo.storage import ReadTransaction
from arengo.storage.directory import Namespace, find


def check_free(tx: ReadTransaction, *, username: str, email: str) -> None:
    """Raise Invalid when the name or the address is taken already: early, before any work.

    The verb finds out again, whoever is faster in between.
    """
    problems: list[Problem] = []
    if find_account(tx, username.strip(), "") is not None:
        problems.append(("username", "ERR_TAKEN", "has already been taken"))
    if find(tx, Namespace.EMAIL, email_key(normalise_email(email))) is not None:
        problems.append(EMAIL_TAKEN)
    if problems:
        raise refuse(*problems)


def invite_by_code(tx: ReadTransaction, code: str) -> Invite | None:
    """Return an invitation, also one that is over, or None."""
    invite_id = find(tx, Namespace.INVITE, code)
    return None if invite_id is None else store.find(tx, invite_id)


def invites_of(tx: ReadTransaction, account_id: AccountId, *, limit: int = 100) -> list[Invite]:
    """Return somebody's invitations, newest first."""
    return store.of_account(tx, account_id, limit=limit)


def newest_invites(tx: ReadTransaction, *, before: int = MAX_ID, limit: int = 100) -> list[Invite]:
    """Return the invitations of everybody, newest first."""
    return store.newest(tx, before=before, limit=limit)


def invite_by_id(tx: ReadTransaction, invite_id: int) -> Invite:
    """Return an invitation, also one that is over; raises NotFound."""
    found = store.find(tx, invite_id)
    if found is None:
        raise NotFound
    return found
