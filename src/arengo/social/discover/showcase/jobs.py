"""Brings up to date who wrote last."""

from typing import Final

from arengo.base.clock import HOUR_MS, now_ms
from arengo.base.ids import first_id_at
from arengo.social.discover.showcase.actions import note_posts
from arengo.social.discover.showcase.queries import newest_posts
from arengo.storage import Database

LOOKED_BACK_MS: Final = 2 * HOUR_MS  # for a server that slept: the timetable asks more often
_MOST: Final = 20_000
_AT_ONCE: Final = 500


async def note_who_wrote(db: Database) -> None:
    """Bring up to date when people in the showcase last wrote in public."""
    after = first_id_at(now_ms() - LOOKED_BACK_MS)
    pairs = await db.read(newest_posts, after=after, most=_MOST)
    for first in range(0, len(pairs), _AT_ONCE):
        await db.write(note_posts, pairs=pairs[first : first + _AT_ONCE])
