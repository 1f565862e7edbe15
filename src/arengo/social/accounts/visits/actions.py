"""The verbs of visits: note, forget."""

from arengo.base.clock import today
from arengo.base.ids import AccountId
from arengo.social.accounts.visits import store
from arengo.social.accounts.visits.model import first_kept_week
from arengo.storage import Transaction


def note_visits(tx: Transaction, *account_ids: AccountId) -> None:
    """Note that these people were here today; twice is once."""
    store.note(tx, account_ids, day=today())


def forget_old(tx: Transaction, *, most: int) -> int:
    """Forget some of what is older than is kept; returns how many rows went."""
    return store.remove_before(tx, first_kept_week(today()), most=most)


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Forget when an account that is going was here; returns how many rows went."""
    return store.remove_of(tx, account_id)
