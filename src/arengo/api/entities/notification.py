"""Mastodon's Notification and GroupedNotificationsResults, spliced from cached fragments."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import msgspec

from arengo.api.entities.account import AccountEntity, static_account, whole_accounts
from arengo.api.entities.collection import CollectionEntity, collection_entity
from arengo.api.entities.status import Status, json_list, statuses_json
from arengo.base.clock import iso
from arengo.base.ids import AccountId, PostId, time_of
from arengo.social.accounts.model import UNAVAILABLE
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.collections.queries import visible_collections
from arengo.social.notifications.model import (
    OF_COLLECTIONS,
    Group,
    Notification,
    NotificationType,
)
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
    NotificationType.COLLECTED: "added_to_collection",
    NotificationType.COLLECTION_UPDATE: "collection_update",
}
TYPES_BY_NAME: Final = {name: each for each, name in TYPE_NAMES.items()}
_TYPE_BYTES: Final = {each: name.encode() for each, name in TYPE_NAMES.items()}
_encoder: Final = msgspec.json.Encoder()
_UNAVAILABLE: Final = int(UNAVAILABLE)


class NotificationEntity(msgspec.Struct, frozen=True, kw_only=True):
    """One notification, for the description of the API."""

    id: str
    type: str
    created_at: str
    group_key: str
    account: AccountEntity
    status: Status | msgspec.UnsetType = msgspec.UNSET
    collection: CollectionEntity | msgspec.UnsetType = msgspec.UNSET


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
    collection: CollectionEntity | msgspec.UnsetType = msgspec.UNSET


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
    people, statuses = people_and_statuses(
        tx,
        {each.from_id for each in found},
        [each.post_id for each in found if each.type not in OF_COLLECTIONS],
        origin=origin,
        viewer=viewer,
    )
    collections = _collections(tx, found, origin=origin, viewer=viewer)
    return [
        _splice(each, people[each.from_id], statuses.get(each.post_id), collections)
        for each in found
        if each.from_id in people and _is_there(each, statuses, collections)
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
    """Return groups with what they speak of, without people who are gone and hidden statuses."""
    people, statuses = people_and_statuses(
        tx,
        {who for each in found for who in each.sample},
        [each.post_id for each in found if each.type not in OF_COLLECTIONS],
        origin=origin,
        viewer=viewer,
    )
    collections = _collections(tx, found, origin=origin, viewer=viewer)
    groups = [
        (each, sample)
        for each in found
        if _is_there(each, statuses, collections)
        and (sample := [who for who in each.sample if who in people])
    ]
    named = dict.fromkeys(who for _, sample in groups for who in sample)
    whole = dict.fromkeys(sample[0] for _, sample in groups) if partial_avatars else named
    parts = [b'"accounts":' + json_list(people[who] for who in whole)]
    if partial_avatars:
        parts.append(b'"partial_accounts":' + _partial_accounts(tx, named.keys() - whole, origin))
    parts.append(b'"statuses":' + json_list(statuses.values()))
    entities = [_group(each, sample, collections, paged=paged) for each, sample in groups]
    parts.append(b'"notification_groups":' + json_list(entities))
    return b"{" + b",".join(parts) + b"}"


def people_and_statuses(
    tx: ReadTransaction,
    people: Collection[AccountId],
    posts: Iterable[PostId | None],
    *,
    origin: str,
    viewer: AccountId,
) -> tuple[dict[int, bytes], dict[int | None, bytes]]:
    """Return those of the people who are there, and of the statuses that the viewer may see."""
    wanted = dict.fromkeys(each for each in posts if each is not None)
    page = timelines.seen_page_of(tx, wanted, viewer=viewer, people=people)
    authors = whole_accounts(tx, page.authors.values(), origin=origin)
    bodies = statuses_json(tx, page, origin=origin, viewer=viewer, people=authors)
    statuses: dict[int | None, bytes] = {}
    for line, body in zip(page.lines, bodies, strict=True):
        statuses[line.id] = body
    for each in page.authors.values():
        if each.flags & _UNAVAILABLE:
            del authors[each.id]
    return authors, statuses


def _collections(
    tx: ReadTransaction,
    found: Iterable[Notification | Group],
    *,
    origin: str,
    viewer: AccountId,
) -> Mapping[int | None, bytes]:
    """Return those collections of notifications that the viewer may see."""
    ids = {each.post_id for each in found if each.type in OF_COLLECTIONS and each.post_id}
    wholes = visible_collections(tx, list(ids), viewer=viewer) if ids else []
    return {
        each.collection.id: _encoder.encode(collection_entity(each, origin=origin))
        for each in wholes
    }


def _is_there(
    told: Notification | Group,
    statuses: Mapping[int | None, bytes],
    collections: Mapping[int | None, bytes],
) -> bool:
    if told.post_id is None:
        return True
    return told.post_id in (collections if told.type in OF_COLLECTIONS else statuses)


def _splice(
    told: Notification,
    account: bytes,
    status: bytes | None,
    collections: Mapping[int | None, bytes],
) -> bytes:
    head = b'{"id":"%d","type":"%b","created_at":"%b","group_key":"%b","account":' % (
        told.id,
        _TYPE_BYTES[told.type],
        iso(time_of(told.id)).encode(),
        told.group_key.encode(),
    )
    if told.type in OF_COLLECTIONS:
        return b'%b%b,"collection":%b}' % (head, account, collections[told.post_id])
    if status is None:
        return b"%b%b}" % (head, account)
    return b'%b%b,"status":%b}' % (head, account, status)


def _partial_accounts(tx: ReadTransaction, ids: Collection[AccountId], origin: str) -> bytes:
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


def _group(
    group: Group,
    sample: Sequence[AccountId],
    collections: Mapping[int | None, bytes],
    *,
    paged: bool,
) -> bytes:
    """Return a NotificationGroup; keys of groups are plain ASCII."""
    latest = group.latest_id
    span = (
        b'"page_min_id":"%d","page_max_id":"%d","latest_page_notification_at":"%b",'
        % (latest, latest, iso(time_of(latest)).encode())
        if paged
        else b""
    )
    return b'{"group_key":"%b",%b,%b"sample_account_ids":[%b]%b}' % (
        group.key.encode(),
        b'"notifications_count":%d,"type":"%b","most_recent_notification_id":"%d"'
        % (group.number, _TYPE_BYTES[group.type], latest),
        span,
        b",".join([b'"%d"' % who for who in sample]),
        _subject(group, collections),
    )


def _subject(group: Group, collections: Mapping[int | None, bytes]) -> bytes:
    if group.post_id is None:
        return b""
    if group.type in OF_COLLECTIONS:
        return b',"collection":%b' % collections[group.post_id]
    return b',"status_id":"%d"' % group.post_id
