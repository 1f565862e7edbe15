"""Background work of auth: what is over is forgotten."""

from typing import Final

from arengo.auth.barriers import actions as barriers
from arengo.auth.oauth import grants
from arengo.auth.sessions import actions as sessions
from arengo.auth.users import actions as users
from arengo.storage import Database

_AT_ONCE: Final = 500


async def forget_expired(*, db: Database) -> None:
    """Remove codes, grants, sessions and blocks that are over; for the timetable, once an hour."""
    for forget in (users.forget_expired, grants.forget_expired):
        while await db.write(forget, most=_AT_ONCE) == _AT_ONCE:
            continue
    while await db.write(sessions.forget_expired):
        pass
    await db.write(barriers.forget_old)
