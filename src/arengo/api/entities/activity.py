"""Mastodon's weekly activity of a site, counted at most once in an hour."""

import time
from typing import Final
from weakref import WeakKeyDictionary

import msgspec

from arengo.base.clock import DAY_MS, SECOND_MS
from arengo.moderation.figures.queries import weeks
from arengo.storage import Database, ReadTransaction

_KEPT_S: Final = 3_600.0
_kept: Final[WeakKeyDictionary[Database, tuple[float, "list[Week]"]]] = WeakKeyDictionary()


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """A week from its Monday; numbers are text, as Mastodon has them."""

    week: str
    statuses: str
    logins: str
    registrations: str


def activity(tx: ReadTransaction, db: Database) -> list[Week]:
    """Return the last twelve weeks, this one first."""
    counted_at, found = _kept.get(db, (0.0, []))
    if not counted_at or time.monotonic() - counted_at > _KEPT_S:
        found = [
            Week(
                week=str(each.first_day * DAY_MS // SECOND_MS),
                statuses=str(each.posts),
                logins=str(each.active),
                registrations=str(each.joined),
            )
            for each in weeks(tx)
        ]
        _kept[db] = (time.monotonic(), found)
    return found
