"""The verbs of publishers: meet, review, forget."""

from collections.abc import Collection

from arengo.base.clock import now_ms
from arengo.base.errors import NotFound
from arengo.base.ids import new_account_id
from arengo.social.discover.publishers import store
from arengo.social.discover.publishers.model import KEPT_MS, Publisher
from arengo.social.discover.publishers.queries import publisher_by_id
from arengo.storage import Transaction


def meet(tx: Transaction, *, hosts: Collection[str]) -> None:
    """Remember that pages of these hosts are trends now; the staff may look at new ones."""
    now = now_ms()
    store.put_all(tx, [(new_account_id(), host) for host in sorted(hosts)], now=now)
    store.forget_unreviewed(tx, before_ms=now - KEPT_MS)


def approve(tx: Transaction, *, publisher_id: int) -> Publisher:
    """Let links of a publisher be trends without being looked at. NotFound when it is unknown."""
    return _review(tx, publisher_id, approved=1)


def reject(tx: Transaction, *, publisher_id: int) -> Publisher:
    """Let no link of a publisher be a trend, whatever is said of it; or NotFound."""
    return _review(tx, publisher_id, approved=0)


def _review(tx: Transaction, publisher_id: int, *, approved: int) -> Publisher:
    if not store.set_review(tx, publisher_id, approved=approved, now=now_ms()):
        raise NotFound
    return publisher_by_id(tx, publisher_id)
