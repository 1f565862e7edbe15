"""Background work of auth: what is over is forgotten."""

from typing import Final

from arengo.auth.barriers import actions as barriers
from arengo.auth.oauth import actions, grants
from arengo.auth.sessions import actions as sessions
from arengo.auth.users import actions as users
from arengo.base.ids import BUCKETS
from arengo.storage import Database

_AT_ONCE: Final = 500
_BUCKETS: Final = 64


async def forget_expired(*, db: Database) -> None:
    """Remove codes, grants, sessions and blocks that are over; for the timetable, once an hour."""
    for forget in (users.forget_expired, grants.forget_expired):
        while await db.write(forget, most=_AT_ONCE) == _AT_ONCE:
            continue
    while await db.write(sessions.forget_expired):
        pass
    await db.write(barriers.forget_old)


async def forget_unused(*, db: Database) -> None:
    """Forget apps that nobody let in for a week, and tokens without a user that lie idle."""
    for first in range(0, BUCKETS, _BUCKETS):
        buckets = range(first, first + _BUCKETS)
        for forget in (actions.forget_idle_tokens, actions.forget_unused_apps):
            while await db.write(forget, buckets=buckets, most=_AT_ONCE) == _AT_ONCE:
                continue
