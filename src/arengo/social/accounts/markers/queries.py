"""Questions about how far somebody has read."""

from collections.abc import Collection

from arengo.base.ids import AccountId
from arengo.social.accounts.markers import store
from arengo.social.accounts.markers.model import Marker, Timeline
from arengo.storage import ReadTransaction


def markers_of(
    tx: ReadTransaction, account_id: AccountId, timelines: Collection[Timeline]
) -> list[Marker]:
    """Return those of somebody's markers that were ever set."""
    return store.markers_of(tx, account_id, timelines) if timelines else []


def last_read(tx: ReadTransaction, account_id: AccountId, timeline: Timeline) -> int:
    """Return the last id that somebody read of a timeline; 0 when they never said."""
    found = store.markers_of(tx, account_id, [timeline])
    return found[0].last_read_id if found else 0
