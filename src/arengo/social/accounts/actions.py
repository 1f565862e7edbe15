"""The verbs of people: begin, change, count, suspend, leave."""

from arengo.base.clock import now_ms, today
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, PostId, new_account_id
from arengo.base.lanes import Lane
from arengo.social.accounts import store
from arengo.social.accounts.events import (
    AccountCreated,
    AccountDeleted,
    AccountSuspended,
    AccountUnsuspended,
    SensitivityChanged,
)
from arengo.social.accounts.habits import change_habits
from arengo.social.accounts.model import Account, AccountFlag
from arengo.social.accounts.policy import check_username, handle_key, invalid, search_names
from arengo.social.accounts.profile import change_profile, remove_picture
from arengo.social.accounts.queries import account_by_id
from arengo.social.accounts.visits.actions import note_visits
from arengo.storage import Transaction
from arengo.storage.directory import Namespace, claim, free_retired, retire

__all__ = [
    "change_habits",
    "change_profile",
    "count",
    "create_account",
    "delete_account",
    "free_names",
    "mark_sensitive",
    "remove_account",
    "remove_picture",
    "silence",
    "suspend",
    "touch_active",
    "unmark_sensitive",
    "unsilence",
    "unsuspend",
]


def create_account(
    tx: Transaction, *, username: str, account_id: AccountId | None = None
) -> Account:
    """Begin a local account. Raises Invalid when the name cannot be, or somebody was faster.

    `account_id` (from `new_account_id(at_ms)`) back-dates it.
    """
    check_username(username)
    new_id = new_account_id() if account_id is None else account_id
    if not claim(tx, Namespace.HANDLE, handle_key(username, None), new_id):
        raise invalid("username", "ERR_TAKEN", "has already been taken")
    store.add_account(tx, account_id=new_id, username=username, day=today())
    store.add_stats(tx, new_id)
    store.put_names(tx, new_id, search_names(username, ""))
    tx.announce(AccountCreated(account_id=new_id))
    return account_by_id(tx, new_id)


def count(
    tx: Transaction,
    account_id: AccountId,
    *,
    followers: int = 0,
    following: int = 0,
    posts: int = 0,
    last_post_id: PostId | None = None,
) -> bool:
    """Add to the counters; False when the account is gone. They are not part of a fragment."""
    return store.count(
        tx,
        account_id,
        followers=followers,
        following=following,
        posts=posts,
        last_post_id=last_post_id,
    )


def touch_active(tx: Transaction, *account_ids: AccountId) -> None:
    """Remember that these people were here today."""
    store.touch_active(tx, account_ids, day=today())
    note_visits(tx, *account_ids)


def silence(tx: Transaction, account_id: AccountId) -> None:
    """Limit an account to those who follow it; doing it twice is the same."""
    store.change_flags(tx, account_id, on=AccountFlag.SILENCED, off=AccountFlag(0))


def unsilence(tx: Transaction, account_id: AccountId) -> None:
    """Limit an account no longer."""
    store.change_flags(tx, account_id, on=AccountFlag(0), off=AccountFlag.SILENCED)


def mark_sensitive(tx: Transaction, account_id: AccountId) -> None:
    """Cover everything that an account shows in images; doing it twice is the same."""
    if store.change_flags(tx, account_id, on=AccountFlag.SENSITIVE, off=AccountFlag(0)):
        tx.announce(SensitivityChanged(account_id=account_id))


def unmark_sensitive(tx: Transaction, account_id: AccountId) -> None:
    """Cover only what an account itself calls sensitive."""
    if store.change_flags(tx, account_id, on=AccountFlag(0), off=AccountFlag.SENSITIVE):
        tx.announce(SensitivityChanged(account_id=account_id))


def suspend(tx: Transaction, account_id: AccountId) -> None:
    """Take an account out of sight; doing it twice is the same."""
    if store.change_flags(tx, account_id, on=AccountFlag.SUSPENDED, off=AccountFlag(0)):
        tx.announce(AccountSuspended(account_id=account_id))


def unsuspend(tx: Transaction, account_id: AccountId) -> None:
    """Bring a suspended account back."""
    if store.change_flags(tx, account_id, on=AccountFlag(0), off=AccountFlag.SUSPENDED):
        tx.announce(AccountUnsuspended(account_id=account_id))


def delete_account(tx: Transaction, account_id: AccountId) -> None:
    """Take an account out of sight for good; a job erases what it owned, the name stays taken."""
    account = store.account_by_id(tx, account_id)
    if account is None:
        raise NotFound
    if not store.change_flags(tx, account_id, on=AccountFlag.DELETED, off=AccountFlag(0)):
        return
    retire(tx, Namespace.HANDLE, handle_key(account.username, account.domain), at_ms=now_ms())
    store.put_names(tx, account_id, ())
    tx.announce(AccountDeleted(account_id=account_id, username=account.username))
    tx.enqueue("accounts.erase", lane=Lane.MAINTENANCE, account_id=account_id)


def remove_account(tx: Transaction, account_id: AccountId) -> None:
    """Remove the rows of a deleted account; the last step of erasing it."""
    account = store.account_by_id(tx, account_id)
    if account and AccountFlag.DELETED in account.flags:
        store.remove_account(tx, account_id)


def free_names(tx: Transaction, *, before_ms: int) -> int:
    """Let names be taken again whose owners left before a time."""
    return free_retired(tx, Namespace.HANDLE, before_ms=before_ms)
