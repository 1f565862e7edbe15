"""The verbs of trends: replace the list, approve, reject, forget."""

from collections.abc import Sequence

from arengo.base.ids import PostId
from arengo.social.discover.trends import store
from arengo.social.discover.trends.model import Trend, TrendKind
from arengo.storage import Transaction


def replace_trends(tx: Transaction, *, kind: TrendKind, trends: Sequence[Trend]) -> None:
    """Let this be the list from now on."""
    store.remove_all(tx, kind)
    store.add_all(tx, kind, trends)


def approve(tx: Transaction, *, kind: TrendKind, trend_id: int) -> None:
    """Show it, now and whenever it comes back. Also what is no trend at the moment."""
    store.put_review(tx, kind, trend_id, approved=1)


def reject(tx: Transaction, *, kind: TrendKind, trend_id: int) -> None:
    """Show it no more, now or whenever it comes back."""
    store.put_review(tx, kind, trend_id, approved=0)


def forget_post(tx: Transaction, *, post_id: PostId) -> None:
    """Forget a post that is gone, and what the staff said of it."""
    store.remove(tx, TrendKind.POST, post_id)
    store.remove_review(tx, TrendKind.POST, post_id)
