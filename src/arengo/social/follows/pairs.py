"""One thing at a time between two people."""

from arengo.base.ids import AccountId
from arengo.storage import Transaction


def lock_pair(tx: Transaction, one: AccountId, other: AccountId) -> None:
    """Wait until nobody else changes what is between these two.

    Without it a follow and a block at the same moment could both stand.
    """
    tx.lock("pair", one ^ other)
