"""Which notifications read as one, and what a group says when somebody joins it."""

from typing import Final

from arengo.base.clock import DAY_MS, HOUR_MS, MINUTE_MS
from arengo.base.ids import AccountId, PostId, parse_id, time_of
from arengo.social.notifications.model import SAMPLE_SIZE, Group, Notification, NotificationType
from arengo.social.notifications.requests.model import Held

STORM: Final = 100  # rows of one type for one person within STORM_MS; then only groups grow
STORM_MS: Final = MINUTE_MS

# Clients see these keys and compare their beginnings: they are Mastodon's words.
_SLOTS: Final = {
    NotificationType.FAVOURITE: ("favourite", 12 * HOUR_MS),
    NotificationType.BOOST: ("reblog", 12 * HOUR_MS),
    NotificationType.FOLLOW: ("follow", DAY_MS),
}
_UNGROUPED: Final = "ungrouped-"
GROUPED: Final = frozenset(_SLOTS)
OF_ONESELF: Final = frozenset({NotificationType.POLL})  # one is told what one did oneself


def group_key(type: NotificationType, *, notification_id: int, post_id: PostId | None) -> str:
    """Return the key that similar notifications of about the same time share."""
    if type not in GROUPED:
        return ungrouped_key(notification_id)
    word, slot_ms = _SLOTS[type]
    slot = time_of(notification_id) // slot_ms
    return f"{word}-{slot}" if post_id is None else f"{word}-{post_id}-{slot}"


def ungrouped_key(notification_id: int) -> str:
    """Return the key of a notification that stands alone."""
    return f"{_UNGROUPED}{notification_id}"


def ungrouped_id(key: str) -> int | None:
    """Return the notification that a key of one alone names, None for all other keys."""
    return parse_id(key.removeprefix(_UNGROUPED)) if key.startswith(_UNGROUPED) else None


def released(account_id: AccountId, held: Held) -> Notification:
    """Return what was held back as it is among the others."""
    type_ = NotificationType(held.type)
    key = group_key(type_, notification_id=held.id, post_id=held.post_id)
    return Notification(account_id, held.id, type_, held.from_id, held.post_id, key)


def alone(notification: Notification) -> Group:
    """Return a notification as a group of its own, whatever group it is in."""
    return Group(
        ungrouped_key(notification.id),
        notification.id,
        notification.id,
        1,
        notification.type,
        notification.post_id,
        (notification.from_id,),
    )


def joined(group: Group | None, newcomer: Notification) -> Group:
    """Return a group after a notification that is newer than all of it."""
    if group is None:
        return alone(newcomer)._replace(key=newcomer.group_key)
    return group._replace(
        number=group.number + 1,
        latest_id=max(group.latest_id, newcomer.id),
        first_id=min(group.first_id, newcomer.id),
        sample=_first(group.sample, newcomer.from_id),
    )


def _first(sample: tuple[AccountId, ...], who: AccountId) -> tuple[AccountId, ...]:
    return (who, *(each for each in sample if each != who))[:SAMPLE_SIZE]
