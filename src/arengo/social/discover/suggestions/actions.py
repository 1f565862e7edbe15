"""The verb of suggestions: not this one again."""

from typing import Final

from arengo.base.ids import AccountId
from arengo.social.accounts.queries import versions_by_id
from arengo.social.discover.suggestions import store
from arengo.storage import Transaction

MOST_DISMISSED: Final = 10_000


def dismiss_suggestion(tx: Transaction, *, by: AccountId, target_id: AccountId) -> None:
    """See somebody suggested no more. Twice is once; nobody at all is fine, too."""
    if versions_by_id(tx, [target_id]) and store.count_dismissed(tx, by) < MOST_DISMISSED:
        store.dismiss(tx, by, target_id=target_id)


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Forget what somebody who is going did not want to see; returns how many rows."""
    return store.forget(tx, account_id)
