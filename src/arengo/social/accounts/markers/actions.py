"""The verb of markers: say how far one has read."""

from collections.abc import Collection, Sequence

from arengo.base.clock import now_ms
from arengo.base.errors import Conflict
from arengo.base.ids import AccountId
from arengo.social.accounts.markers import store
from arengo.social.accounts.markers.model import Marker, Place
from arengo.storage import Transaction


def mark(tx: Transaction, *, by: AccountId, places: Collection[Place]) -> Sequence[Marker]:
    """Set markers, all or none, and return them; again raises the version all the same.

    Who names the version that they know is refused (Conflict) when another device was faster.
    """
    tx.lock("markers", by)
    timelines = {place.timeline for place in places}
    known = {each.timeline: each.version for each in store.markers_of(tx, by, timelines)}
    for place in places:
        if place.seen_version not in {None, known.get(place.timeline, 0)}:
            raise Conflict("Conflict during update, please try again")
        store.put_marker(tx, by, place.timeline, last_read_id=place.last_read_id, now_ms=now_ms())
    return store.markers_of(tx, by, timelines)


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Forget how far an account that is going read."""
    return store.remove_markers(tx, account_id)
