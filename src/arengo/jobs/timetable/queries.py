"""Questions about the timetable."""

from arengo.jobs.timetable import store
from arengo.jobs.timetable.model import Timetable
from arengo.storage import ReadTransaction


def next_moment(tx: ReadTransaction, *, timetable: Timetable) -> int:
    """Return when the timetable needs attention next; 0 when an entry was never planned."""
    planned = store.all_due(tx)
    return min((planned.get(entry.name, 0) for entry in timetable), default=1 << 62)
