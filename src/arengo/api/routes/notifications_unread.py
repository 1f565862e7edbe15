"""How many notifications and groups of them are unread."""

from typing import Final

import msgspec

from arengo.api.routes.notifications import NotificationsForm
from arengo.api.routes.notifications_v2 import GroupsForm
from arengo.gate.answers import Answer, json_answer
from arengo.gate.request import Request
from arengo.gate.routes import reads
from arengo.social.notifications.unread import unread, unread_groups
from arengo.storage import ReadTransaction

UNREAD: Final = 100
MOST_UNREAD: Final = 1_000


class UnreadCount(msgspec.Struct, frozen=True):
    """How many are newer than the marker."""

    count: int


def counts_few(form: NotificationsForm) -> bool:
    """Return whether no more is counted than what takes a moment."""
    return (form.limit or UNREAD) <= UNREAD


@reads(
    "/api/v1/notifications/unread_count",
    scope="read:notifications",
    answers=UnreadCount,
    bounded=counts_few,
)
def count_unread(tx: ReadTransaction, request: Request, form: NotificationsForm) -> Answer:
    """Return how many notifications are newer than the marker, up to a limit."""
    asked = form.asked(default=UNREAD, most=MOST_UNREAD)
    return json_answer(UnreadCount(unread(tx, request.me, asked)))


@reads(
    "/api/v2/notifications/unread_count",
    scope="read:notifications",
    answers=UnreadCount,
    bounded=counts_few,
)
def count_unread_groups(tx: ReadTransaction, request: Request, form: GroupsForm) -> Answer:
    """Return how many groups have news since the marker, up to a limit."""
    asked = form.asked(default=UNREAD, most=MOST_UNREAD)
    found = unread_groups(tx, request.me, asked, separate=form.separate())
    return json_answer(UnreadCount(found))
