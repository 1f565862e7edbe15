"""Forgetting visits of long ago; for the timetable, once a day."""

from arengo.social.accounts.visits.actions import forget_old
from arengo.storage import Database

_BATCH = 500


async def forget_visits(db: Database) -> None:
    """Forget who was here half a year ago."""
    while await db.write(forget_old, most=_BATCH) == _BATCH:
        continue
