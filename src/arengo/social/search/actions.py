"""The verbs: note what changed, strike out what was learnt."""

from collections.abc import Iterable, Sequence

from arengo.base.lanes import Lane
from arengo.social.search import store
from arengo.social.search.model import Kind, Noted
from arengo.storage import Transaction


def note(tx: Transaction, kind: Kind, ids: Iterable[int]) -> None:
    """Let these be learnt anew, soon after this transaction: many at once are one job."""
    store.note(tx, kind, ids)
    tx.enqueue("search.learn", lane=Lane.SEARCH, dedup="all")


def forget(tx: Transaction, learnt: Sequence[Noted]) -> None:
    """Strike out what the files know by now; what changed meanwhile stays noted."""
    store.forget(tx, learnt)
