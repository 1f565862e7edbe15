"""Background work of auth: what is over is forgotten."""

from arengo.auth.oauth import grants
from arengo.auth.sessions import actions as sessions
from arengo.auth.users import actions as users
from arengo.storage import Database


async def forget_expired(*, db: Database) -> None:
    """Remove codes, grants and sessions that are over; for the timetable, once an hour."""
    await db.write(users.forget_expired)
    await db.write(grants.forget_expired)
    while await db.write(sessions.forget_expired):
        pass
