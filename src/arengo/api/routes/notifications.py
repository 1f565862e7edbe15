"""Notifications, one by one."""

from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.api.entities.notification import (
    TYPES_BY_NAME,
    NotificationEntity,
    notifications_json,
)
from arengo.api.entities.status import json_list
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, new_id, parse_id
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.notifications import actions, queries
from arengo.social.notifications.model import EVERY_TYPE, Asked, NotificationType
from arengo.storage import ReadTransaction

CLEARED_AT_ONCE: Final = 1_000
_ROUNDS: Final = 8


class NotificationsForm(PageForm, frozen=True, kw_only=True):
    """Which notifications are wanted."""

    types: list[str] = msgspec.field(default_factory=list)
    exclude_types: list[str] = msgspec.field(default_factory=list)
    account_id: str | None = None
    include_filtered: bool = False

    def asked(self, *, default: int = 40, most: int = 80) -> Asked:
        """Return it in our words; a type that is not known here names none."""
        return Asked(
            **self.bounds(default=default, most=most),
            types=(known(self.types) if self.types else EVERY_TYPE) - known(self.exclude_types),
            from_id=AccountId(parse_id(self.account_id) or 0) if self.account_id else None,
            with_held=self.include_filtered,
        )


def known(names: list[str]) -> frozenset[NotificationType]:
    """Return those of the types that exist here."""
    return frozenset(TYPES_BY_NAME[name] for name in names if name in TYPES_BY_NAME)


@reads("/api/v1/notifications", scope="read:notifications", answers=list[NotificationEntity])
def list_notifications(tx: ReadTransaction, request: Request, form: NotificationsForm) -> Answer:
    """Return what one was told, newest first."""
    items, cursors = _filled(tx, request, form.asked())
    return page(request, json_list(items), cursors)


def _filled(tx: ReadTransaction, request: Request, asked: Asked) -> tuple[list[bytes], list[int]]:
    """Read on until the page is full: some may be about what is gone or hidden."""
    me, origin = request.me, request.site.settings.origin
    items: list[bytes] = []
    cursors: list[int] = []
    for _ in range(_ROUNDS):
        part = replace(asked, limit=asked.limit - len(items))
        found = queries.page(tx, me, part)
        shown = notifications_json(tx, found, origin=origin, viewer=me)
        ids = [each.id for each in found]
        items, cursors = (
            (shown + items, ids + cursors) if asked.upwards else (items + shown, cursors + ids)
        )
        if len(items) == asked.limit or len(found) < part.limit:
            break
        asked = replace(asked, after=ids[0]) if asked.upwards else replace(asked, before=ids[-1])
    return items, cursors


@reads(
    "/api/v1/notifications/{notification_id}",
    scope="read:notifications",
    answers=NotificationEntity,
)
def show_notification(tx: ReadTransaction, request: Request, notification_id: int) -> bytes:
    """Return one notification."""
    me, origin = request.me, request.site.settings.origin
    found = queries.notification(tx, me, notification_id)
    shown = notifications_json(tx, [found], origin=origin, viewer=me)
    if not shown:
        raise NotFound
    return shown[0]


@acts("POST", "/api/v1/notifications/clear", scope="write:notifications")
async def clear_notifications(request: Request) -> Answer:
    """Remove all that one was told so far."""
    me = request.me
    now = new_id(me)
    while await request.write(actions.clear, by=me, before=now, most=CLEARED_AT_ONCE):
        continue
    return EMPTY


@acts("POST", "/api/v1/notifications/{notification_id}/dismiss", scope="write:notifications")
async def dismiss_notification(request: Request, notification_id: int) -> Answer:
    """Remove one notification."""
    await request.write(actions.dismiss, by=request.me, notification_id=notification_id)
    return EMPTY
