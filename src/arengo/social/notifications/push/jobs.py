"""Finds who wants to be woken for an open letter: some at a time, bucket by bucket."""

from functools import partial
from typing import Final

from arengo.base.ids import BUCKETS
from arengo.social.notifications.push.actions import wake_for_letter
from arengo.storage import Database

_BUCKETS: Final = 32
_BATCH: Final = 200


async def wake_all(db: Database, *, letter_id: int) -> None:
    """Leave a message to a job for every browser that wants to hear of open letters."""
    for first in range(0, BUCKETS, _BUCKETS):
        wake_some = partial(
            wake_for_letter,
            letter_id=letter_id,
            buckets=range(first, first + _BUCKETS),
            most=_BATCH,
        )
        after = await db.write(wake_some, after=0)
        while after:
            after = await db.write(wake_some, after=after)
