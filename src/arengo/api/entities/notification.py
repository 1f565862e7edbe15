"""Mastodon's Notification and GroupedNotificationsResults, spliced from cached fragments."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from arengo.api.entities.account import AccountEntity, accounts_with_ids, static_account
from arengo.api.entities.status import Status, json_list, statuses_json
from arengo.base.clock import iso
from arengo.base.ids import AccountId, PostId, time_of
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.notifications.model import Group, Notification, NotificationType
from arengo.social.posts.queries import visible_ids
from arengo.social.timelines import queries as timelines
from arengo.storage import ReadTransaction

TYPE_NAMES: Final = {
    NotificationType.MENTION: "mention",
    NotificationType.BELL: "status",
    NotificationType.BOOST: "reblog",
    NotificationType.FOLLOW: "follow",
    NotificationType.FOLLOW_REQUEST: "follow_request",
    NotificationType.FAVOURITE: "favourite",
    NotificationType.UPDATE: "update",
    NotificationType.POLL: "poll",
    NotificationType.QUOTE: "quote",
    NotificationType.QUOTED_UPDATE: "quoted_update",
}
TYPES_BY_NAME: Final = {name: each for each, name in TYPE_NAMES.items()}
_encoder: Final = msgspec.json.Encoder()


class NotificationEntity(msgspec.Struct, frozen=True, kw_only=True):
    """One notification, for the description of the API."""

    id: str
    type: str
    created_at: str
    group_key: str
    account: AccountEntity
    status: Status | msgspec.UnsetType = msgspec.UNSET


class PartialAccount(msgspec.Struct, frozen=True, kw_only=True):
    """As much of an account as a row of avatars needs."""

    id: str
    acct: str
    url: str
    avatar: str
    avatar_static: str
    locked: bool
    bot: bool


class NotificationGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Notifications that read as one. Of a group, a page holds the latest notification."""

    group_key: str
    notifications_count: int
    type: str
    most_recent_notification_id: str
    page_min_id: str | msgspec.UnsetType = msgspec.UNSET
    page_max_id: str | msgspec.UnsetType = msgspec.UNSET
    latest_page_notification_at: str | msgspec.UnsetType = msgspec.UNSET
    sample_account_ids: list[str]
    status_id: str | msgspec.UnsetType = msgspec.UNSET


class GroupedNotificationsResults(msgspec.Struct, frozen=True, kw_only=True):
    """Groups, and the people and statuses they speak of, each once."""

    accounts: list[AccountEntity]
    partial_accounts: list[PartialAccount] | msgspec.UnsetType = msgspec.UNSET
    statuses: list[Status]
    notification_groups: list[NotificationGroup]


def notifications_json(
    tx: ReadTransaction, found: Sequence[Notification], *, origin: str, viewer: AccountId
) -> list[bytes]:
    """Return a JSON object for each notification whose people and status the viewer may see."""
    people = people_json(tx, (each.from_id for each in found), origin=origin)
    statuses = seen_statuses_json(
        tx, (each.post_id for each in found), origin=origin, viewer=viewer
    )
    return [
        _splice(each, people[each.from_id], statuses.get(each.post_id))
        for each in found
        if each.from_id in people and (each.post_id is None or each.post_id in statuses)
    ]


def groups_json(
    tx: ReadTransaction,
    found: Sequence[Group],
    *,
    origin: str,
    viewer: AccountId,
    partial_avatars: bool = False,
    paged: bool = False,
) -> bytes:
    """Return groups with what they speak of; those about a status now hidden are left out."""
    statuses = seen_statuses_json(
        tx, (each.post_id for each in found), origin=origin, viewer=viewer
    )
    groups = [each for each in found if each.post_id is None or each.post_id in statuses]
    whole = {each.sample[0] if partial_avatars else who for each in groups for who in each.sample}
    people = people_json(tx, whole, origin=origin)
    parts = [b'"accounts":' + json_list(people.values())]
    if partial_avatars:
        others = {who for each in groups for who in each.sample} - whole
        parts.append(b'"partial_accounts":' + _partial_accounts(tx, others, origin))
    parts.append(b'"statuses":' + json_list(statuses.values()))
    entities = [_group(each, paged=paged) for each in groups]
    parts.append(b'"notification_groups":' + _encoder.encode(entities))
    return b"{" + b",".join(parts) + b"}"


def people_json(tx: ReadTransaction, ids: Iterable[AccountId], *, origin: str) -> dict[int, bytes]:
    unique = list(dict.fromkeys(ids))
    return dict(accounts_with_ids(tx, unique, origin=origin)) if unique else {}


def seen_statuses_json(
    tx: ReadTransaction, ids: Iterable[PostId | None], *, origin: str, viewer: AccountId
) -> dict[int | None, bytes]:
    unique = list(dict.fromkeys(each for each in ids if each is not None))
    seen = visible_ids(tx, unique, viewer=viewer)
    page = timelines.page_of(tx, [each for each in unique if each in seen], viewer=viewer)
    bodies = statuses_json(tx, page, origin=origin, viewer=viewer)
    return {line.id: body for line, body in zip(page.lines, bodies, strict=True)}


def _splice(told: Notification, account: bytes, status: bytes | None) -> bytes:
    body = b'{"id":"%d","type":"%b","created_at":"%b","group_key":"%b","account":%b' % (
        told.id,
        TYPE_NAMES[told.type].encode(),
        iso(time_of(told.id)).encode(),
        told.group_key.encode(),
        account,
    )
    return body + b"}" if status is None else body + b',"status":' + status + b"}"


def _partial_accounts(tx: ReadTransaction, ids: set[AccountId], origin: str) -> bytes:
    statics = [static_account(each, origin) for each in accounts_by_id(tx, ids).values()]
    return _encoder.encode(
        [
            PartialAccount(
                id=each.id,
                acct=each.acct,
                url=each.url,
                avatar=each.avatar,
                avatar_static=each.avatar_static,
                locked=each.locked,
                bot=each.bot,
            )
            for each in statics
        ]
    )


def _group(group: Group, *, paged: bool) -> NotificationGroup:
    latest = str(group.latest_id)
    return NotificationGroup(
        group_key=group.key,
        notifications_count=group.count,
        type=TYPE_NAMES[group.type],
        most_recent_notification_id=latest,
        page_min_id=latest if paged else msgspec.UNSET,
        page_max_id=latest if paged else msgspec.UNSET,
        latest_page_notification_at=iso(time_of(group.latest_id)) if paged else msgspec.UNSET,
        sample_account_ids=[str(who) for who in group.sample],
        status_id=msgspec.UNSET if group.post_id is None else str(group.post_id),
    )
