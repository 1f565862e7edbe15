"""Questions about announcements."""

import msgspec

from arengo.base.clock import now_ms
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.instance.announcements import store
from arengo.social.instance.announcements.model import KINDS_MAX, SHOWN_MAX, Announcement, Count
from arengo.storage import ReadTransaction


class Seen(msgspec.Struct, frozen=True):
    """An announcement as somebody sees it: put away or not, and who reacted how.

    For everybody at once `read` and `own` are None.
    """

    announcement: Announcement
    read: bool | None
    counts: list[Count]
    own: frozenset[str] | None


def current_announcements(tx: ReadTransaction, viewer: AccountId) -> list[Seen]:
    """Return what is announced now, oldest first; four statements."""
    found = store.current(tx, now_ms=now_ms(), limit=SHOWN_MAX)
    if not found:
        return []
    ids = [each.id for each in found]
    read, counts = store.read_by(tx, viewer, ids), store.counts(tx, ids)
    own = set(store.reactions_of(tx, viewer, limit=SHOWN_MAX * KINDS_MAX))
    return [
        Seen(
            each,
            each.id in read,
            [count for count in counts if count.announcement_id == each.id],
            frozenset(name for number, name in own if number == each.id),
        )
        for each in found
    ]


def announced_to_all(tx: ReadTransaction, announcement_id: int) -> Seen | None:
    """Return what everybody sees of an announcement now, without what is anybody's own."""
    found = find_announcement(tx, announcement_id)
    if found is None or not found.is_current(now_ms()):
        return None
    return Seen(found, None, store.counts(tx, [announcement_id]), None)


def all_announcements(tx: ReadTransaction, *, limit: int) -> list[Announcement]:
    """Return announcements in every state, newest first."""
    return store.announcements(tx, limit=limit)


def announcement_by_id(tx: ReadTransaction, announcement_id: int) -> Announcement:
    """Return an announcement in whatever state; NotFound when there is none."""
    found = find_announcement(tx, announcement_id)
    if found is None:
        raise NotFound
    return found


def find_announcement(tx: ReadTransaction, announcement_id: int) -> Announcement | None:
    """Return an announcement in whatever state, if there is one."""
    return store.announcement_by_id(tx, announcement_id)
