"""Notifications in groups."""

from typing import Literal

from arengo.api.entities.account import AccountEntity, accounts_json
from arengo.api.entities.notification import (
    GroupedNotificationsResults,
    groups_json,
)
from arengo.api.entities.status import json_list
from arengo.api.routes.notifications import (
    CLEARED_AT_ONCE,
    NotificationsForm,
    known,
)
from arengo.base.errors import NotFound
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.notifications import actions, queries
from arengo.social.notifications.model import Asked, NotificationType
from arengo.social.notifications.policy import GROUPED
from arengo.storage import ReadTransaction


class GroupsForm(NotificationsForm, frozen=True, kw_only=True):
    """Which groups are wanted, and how much of their people."""

    grouped_types: list[str] | None = None
    expand_accounts: Literal["full", "partial_avatars"] = "full"

    def separate(self) -> frozenset[NotificationType]:
        """Return the types of groups that this client cannot show."""
        return frozenset() if self.grouped_types is None else GROUPED - known(self.grouped_types)


@reads(
    "/api/v2/notifications",
    scope="read:notifications",
    answers=GroupedNotificationsResults,
)
def list_groups(tx: ReadTransaction, request: Request, form: GroupsForm) -> Answer:
    """Return what one was told in groups, the one with the latest news first."""
    me = request.me
    found = queries.groups_page(tx, me, form.asked(), separate=form.separate())
    body = groups_json(
        tx,
        queries.without_silenced(tx, me, found),
        origin=request.site.settings.origin,
        viewer=me,
        partial_avatars=form.expand_accounts == "partial_avatars",
        paged=True,
    )
    return page(request, body, [each.latest_id for each in found])


@reads(
    "/api/v2/notifications/{group_key}",
    scope="read:notifications",
    answers=GroupedNotificationsResults,
)
def show_group(tx: ReadTransaction, request: Request, group_key: str) -> bytes:
    """Return one group."""
    me, origin = request.me, request.site.settings.origin
    found = queries.heard(tx, me, [queries.group(tx, me, group_key)])
    if not found:
        raise NotFound
    return groups_json(tx, found, origin=origin, viewer=me)


@acts("POST", "/api/v2/notifications/{group_key}/dismiss", scope="write:notifications")
async def dismiss_group(request: Request, group_key: str) -> Answer:
    """Remove a group with all its notifications."""
    while await request.write(
        actions.dismiss_group, by=request.me, key=group_key, most=CLEARED_AT_ONCE
    ):
        continue
    return EMPTY


@reads(
    "/api/v2/notifications/{group_key}/accounts",
    scope="read:notifications",
    answers=list[AccountEntity],
)
def list_accounts_of_group(
    tx: ReadTransaction, request: Request, group_key: str, form: PageForm
) -> Answer:
    """Return everybody in a group, the last one first."""
    me, origin = request.me, request.site.settings.origin
    asked = Asked(**form.bounds(default=40, most=80))
    found = queries.people_page(tx, me, group_key, asked)
    audible = queries.people_heard(tx, me, {who for _, who in found})
    shown = [who for _, who in found if who in audible]
    items = accounts_json(tx, shown, origin=origin)
    return page(request, json_list(items), [cursor for cursor, _ in found])
