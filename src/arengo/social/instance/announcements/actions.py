"""The verbs of announcements: announce, change, publish, withdraw, remove, put away, react."""

from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, make_id
from arengo.base.text.emoji import is_emoji
from arengo.social.instance.announcements import store
from arengo.social.instance.announcements.events import (
    AnnouncementGone,
    AnnouncementReacted,
    AnnouncementShown,
)
from arengo.social.instance.announcements.model import KINDS_MAX, Announcement
from arengo.social.instance.announcements.policy import checked
from arengo.social.instance.announcements.queries import announcement_by_id, find_announcement
from arengo.social.instance.emojis.queries import is_emoji_here
from arengo.storage import Transaction

PUBLISH_JOB: Final = "announcements.publish"
END_JOB: Final = "announcements.end"
_STEP: Final = 200


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be announced, when what it speaks of begins and ends, and when it is shown."""

    text: str
    starts_ms: int | None = None
    ends_ms: int | None = None
    all_day: bool = False
    scheduled_ms: int | None = None


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What an announcement is to say; None leaves a thing as it is, 0 takes a time away."""

    text: str | None = None
    starts_ms: int | None = None
    ends_ms: int | None = None
    all_day: bool | None = None
    scheduled_ms: int | None = None


def announce(tx: Transaction, words: Words, *, published: bool) -> Announcement:
    """Tell everybody, now or at a time, or keep a draft; twice tells twice. Raises Invalid."""
    now = now_ms()
    is_later = (words.scheduled_ms or 0) > now
    made = Announcement(
        id=make_id(0),
        text=words.text,
        starts_ms=words.starts_ms,
        ends_ms=words.ends_ms,
        all_day=words.all_day,
        published_ms=now if published and not is_later else None,
        changed_ms=now,
        scheduled_ms=words.scheduled_ms if is_later else None,
    )
    return _put(tx, None, checked(made))


def change(tx: Transaction, announcement_id: int, changes: Changes) -> Announcement:
    """Let an announcement say something else, or be shown at another time. Raises Invalid."""
    before = _held(tx, announcement_id)
    after = replace(
        before,
        text=before.text if changes.text is None else changes.text,
        starts_ms=_time(before.starts_ms, changes.starts_ms),
        ends_ms=_time(before.ends_ms, changes.ends_ms),
        all_day=before.all_day if changes.all_day is None else changes.all_day,
        scheduled_ms=_time(before.scheduled_ms, changes.scheduled_ms),
        changed_ms=now_ms(),
    )
    if after.published_ms is not None and changes.scheduled_ms:
        raise Invalid("Validation failed: It is published already")
    return _put(tx, before, checked(after))


def publish(tx: Transaction, announcement_id: int) -> Announcement:
    """Let everybody see a draft; twice is once."""
    found = _held(tx, announcement_id)
    if found.published_ms is not None:
        return found
    now = now_ms()
    return _put(tx, found, replace(found, published_ms=now, changed_ms=now, scheduled_ms=None))


def withdraw(tx: Transaction, announcement_id: int) -> Announcement:
    """Make a draft of an announcement, which nobody sees; twice is once."""
    found = _held(tx, announcement_id)
    if found.published_ms is None and found.scheduled_ms is None:
        return found
    return _put(tx, found, replace(found, published_ms=None, scheduled_ms=None))


def remove(tx: Transaction, announcement_id: int) -> Announcement:
    """Take an announcement away with all reactions; returns what it was."""
    found = _held(tx, announcement_id)
    store.remove(tx, announcement_id)
    if found.is_current(now_ms()):
        tx.announce(AnnouncementGone(announcement_id=announcement_id))
    return found


def publish_due(tx: Transaction, *, announcement_id: int) -> None:
    """Publish what is scheduled and due; nothing when it is gone, put off or published by now."""
    found = find_announcement(tx, announcement_id)
    if found and found.scheduled_ms is not None and found.scheduled_ms <= now_ms():
        publish(tx, announcement_id)


def end_due(tx: Transaction, *, announcement_id: int) -> None:
    """Announce that an announcement is over; nothing when it is gone or goes on."""
    found = find_announcement(tx, announcement_id)
    if found and found.published_ms is not None and not found.is_current(now_ms()):
        tx.announce(AnnouncementGone(announcement_id=announcement_id))


def dismiss(tx: Transaction, *, by: AccountId, announcement_id: int) -> None:
    """Put an announcement away."""
    _current(tx, announcement_id)
    store.add_read(tx, by, announcement_id)


def react(tx: Transaction, *, by: AccountId, announcement_id: int, name: str) -> None:
    """React to an announcement with an emoji; several different ones may stand."""
    tx.lock("announcement", announcement_id)  # before it is looked at: somebody may remove it
    _current(tx, announcement_id)
    _check_emoji(tx, name)
    if not store.add_reaction(tx, by, announcement_id, name):
        return
    names = {each.name for each in store.counts(tx, [announcement_id])}
    if name not in names and len(names) >= KINDS_MAX:
        raise Invalid("Validation failed: Limit of different reactions reached")
    _count(tx, announcement_id, name, by=1)


def take_back(tx: Transaction, *, by: AccountId, announcement_id: int, name: str) -> None:
    """Take a reaction back; what was not there is fine."""
    tx.lock("announcement", announcement_id)
    _current(tx, announcement_id)
    if store.remove_reaction(tx, by, announcement_id, name):
        _count(tx, announcement_id, name, by=-1)
    else:
        _check_emoji(tx, name)


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Take back how an account that is going reacted, and forget what it put away."""
    found = store.reactions_of(tx, account_id, limit=_STEP)
    for announcement_id, name in sorted(found):
        tx.lock("announcement", announcement_id)
        store.remove_reaction(tx, account_id, announcement_id, name)
        _count(tx, announcement_id, name, by=-1)
    return len(found) or store.remove_reads(tx, account_id)


def _held(tx: Transaction, announcement_id: int) -> Announcement:
    """Return an announcement that nobody else changes meanwhile; NotFound when there is none."""
    tx.lock("announcement", announcement_id)
    return announcement_by_id(tx, announcement_id)


def _put(tx: Transaction, before: Announcement | None, after: Announcement) -> Announcement:
    """Write an announcement; say what everybody sees of it, and plan what becomes of it."""
    store.put(tx, after)
    now = now_ms()
    if after.is_current(now):
        tx.announce(AnnouncementShown(announcement_id=after.id))
        if after.ends_ms is not None:
            tx.enqueue(END_JOB, run_ms=after.ends_ms, announcement_id=after.id)
    elif before is not None and before.is_current(now):
        tx.announce(AnnouncementGone(announcement_id=after.id))
    if after.scheduled_ms is not None:
        tx.enqueue(PUBLISH_JOB, run_ms=after.scheduled_ms, announcement_id=after.id)
    return after


def _count(tx: Transaction, announcement_id: int, name: str, *, by: int) -> None:
    store.count(tx, announcement_id, name, by=by, now_ms=now_ms())
    tx.announce(AnnouncementReacted(announcement_id=announcement_id, name=name))


def _time(known: int | None, wanted: int | None) -> int | None:
    return known if wanted is None else wanted or None


def _current(tx: Transaction, announcement_id: int) -> Announcement:
    found = announcement_by_id(tx, announcement_id)
    if not found.is_current(now_ms()):
        raise NotFound
    return found


def _check_emoji(tx: Transaction, name: str) -> None:
    if not is_emoji(name) and not is_emoji_here(tx, name):
        raise Invalid("Validation failed: Name is not a recognized emoji")
