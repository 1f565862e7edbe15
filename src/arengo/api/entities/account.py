"""Mastodon's Account: kept whole until its version or a counter changes; then anew, or its tail."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from arengo.api.entities.emoji import CustomEmoji, emojis_in
from arengo.base.clock import DAY_MS, iso, iso_day
from arengo.base.errors import NotFound
from arengo.base.fragments import GenerationCache
from arengo.base.ids import time_of
from arengo.social.accounts.model import Account, AccountFlag, Picture, Version
from arengo.social.accounts.queries import accounts_by_id, versions_by_id
from arengo.social.accounts.rendering import field_html, file_url, note_html, profile_url
from arengo.social.instance.emojis.palette import palette
from arengo.social.timelines.model import Author
from arengo.storage import ReadTransaction

CACHE_BYTES: Final = 24 * 1024 * 1024
_encoder: Final = msgspec.json.Encoder()
Known = Version | Author  # two views of the same columns


class _Whole(NamedTuple):
    """Somebody as JSON, and all that it was made of besides what their version stands for."""

    known: Known
    body: bytes


people: Final = GenerationCache[_Whole](CACHE_BYTES, size_bytes=lambda whole: len(whole.body))
palette.on_change(people.clear)


class AccountField(msgspec.Struct, frozen=True):
    """A line of the table in a profile."""

    name: str
    value: str
    verified_at: str | None


class FeatureApproval(msgspec.Struct, frozen=True):
    """Who may put somebody into a collection: everybody, if they want to be found, or nobody."""

    automatic: tuple[str, ...]
    manual: tuple[()]
    current_user: str


_WELCOME: Final = FeatureApproval(("public",), (), "automatic")
_DENIED: Final = FeatureApproval((), (), "denied")


class StaticAccount(msgspec.Struct, frozen=True, kw_only=True):
    """The part that stays until the profile changes."""

    id: str
    username: str
    acct: str
    display_name: str
    locked: bool
    bot: bool
    discoverable: bool
    indexable: bool
    group: bool = False
    created_at: str
    note: str
    url: str
    uri: str
    avatar: str
    avatar_static: str
    header: str
    header_static: str
    avatar_description: str
    header_description: str
    show_media: bool
    show_media_replies: bool
    show_featured: bool
    hide_collections: bool
    noindex: bool
    emojis: list[CustomEmoji]
    roles: tuple[()] = ()
    fields: list[AccountField]
    feature_approval: FeatureApproval
    suspended: bool | msgspec.UnsetType = msgspec.UNSET
    limited: bool | msgspec.UnsetType = msgspec.UNSET
    memorial: bool | msgspec.UnsetType = msgspec.UNSET


class AccountEntity(StaticAccount, frozen=True, kw_only=True):
    """The whole entity, for the description of the API."""

    followers_count: int
    following_count: int
    statuses_count: int
    last_status_at: str | None


def whole_accounts(
    tx: ReadTransaction, wanted: Iterable[Known], *, origin: str
) -> dict[int, bytes]:
    """Return id → entity of each of these people.

    Only for reads of what is committed: a version that is rolled back must not be remembered.
    """
    palette.refresh(tx)
    found: dict[int, bytes] = {}
    changed: list[Known] = []
    for each in wanted:
        whole = people.get(each.id)
        if whole is not None and whole.known == each:
            found[each.id] = whole.body
        else:
            changed.append(each)
    if changed:
        statics = _statics(tx, changed, origin=origin)
        for each in changed:
            tail = _tail(each.followers, each.following, each.posts, each.last_post_id)
            found[each.id] = body = statics[each.id] + tail
            people.put(each.id, _Whole(each, body))
    return found


def _statics(tx: ReadTransaction, changed: Iterable[Known], *, origin: str) -> dict[int, bytes]:
    """Return what stands before the counters: cut out of what is kept, or read."""
    found: dict[int, bytes] = {}
    missing: list[int] = []
    for each in changed:
        whole = people.get(each.id)
        if whole is not None and whole.known.ver == each.ver:
            found[each.id] = whole.body[: whole.body.rindex(_COUNTERS)]
        else:
            missing.append(each.id)
    for account in accounts_by_id(tx, missing).values():
        found[account.id] = _encoder.encode(static_account(account, origin))[:-1]
    return found


_COUNTERS: Final = b',"followers_count":'
_TAIL: Final = _COUNTERS + b'%d,"following_count":%d,"statuses_count":%d,"last_status_at":%b}'


def _tail(followers: int, following: int, posts: int, last_post_id: int | None) -> bytes:
    """Return the counters and the closing brace."""
    day = _day(time_of(last_post_id or 0) // DAY_MS)
    return _TAIL % (followers, following, posts, day)


@lru_cache(maxsize=4096)
def _day(number: int) -> bytes:
    return b'"%b"' % iso_day(number * DAY_MS).encode() if number else b"null"


def accounts_json(tx: ReadTransaction, ids: Sequence[int], *, origin: str) -> list[bytes]:
    """Return those of these accounts that others may see, in this order."""
    return [body for _, body in accounts_with_ids(tx, ids, origin=origin)]


def accounts_with_ids(
    tx: ReadTransaction, ids: Sequence[int], *, origin: str
) -> list[tuple[int, bytes]]:
    """Return (id, entity) of those of these accounts that others may see, in this order."""
    versions = versions_by_id(tx, ids)
    shown = [each for key in ids if (each := versions.get(key)) and each.available]
    bodies = whole_accounts(tx, shown, origin=origin)
    return [(each.id, bodies[each.id]) for each in shown]


def account_json(tx: ReadTransaction, account_id: int, *, origin: str) -> bytes:
    """Return one account, a suspended one as an empty shell; NotFound when it is gone."""
    found = versions_by_id(tx, [account_id]).get(account_id)
    if found is None or found.flags & AccountFlag.DELETED:
        raise NotFound
    return whole_accounts(tx, [found], origin=origin)[found.id]


def static_account(account: Account, origin: str) -> StaticAccount:
    """Return what is shown of somebody; of a suspended account only the name."""
    suspended = AccountFlag.SUSPENDED in account.flags
    avatar, header = (None, None) if suspended else (account.avatar, account.header)
    return StaticAccount(
        id=str(account.id),
        username=account.username,
        acct=account.acct,
        display_name="" if suspended else account.display_name,
        locked=account.locked,
        bot=AccountFlag.BOT in account.flags,
        discoverable=AccountFlag.DISCOVERABLE in account.flags and not suspended,
        indexable=AccountFlag.INDEXABLE in account.flags and not suspended,
        created_at=iso(time_of(account.id) // DAY_MS * DAY_MS),
        note="" if suspended else note_html(account, origin=origin),
        url=profile_url(account, origin=origin),
        uri=account.uri or f"{origin}/users/{account.username}",
        avatar=_picture(avatar, origin, "avatars"),
        avatar_static=_picture(avatar, origin, "avatars", static=True),
        header=_picture(header, origin, "headers"),
        header_static=_picture(header, origin, "headers", static=True),
        avatar_description=avatar.description if avatar else "",
        header_description=header.description if header else "",
        show_media=AccountFlag.NO_MEDIA_TAB not in account.flags,
        show_media_replies=AccountFlag.NO_MEDIA_OF_REPLIES not in account.flags,
        show_featured=AccountFlag.NO_FEATURED_TAB not in account.flags,
        hide_collections=AccountFlag.HIDE_COLLECTIONS in account.flags,
        noindex=AccountFlag.INDEXABLE not in account.flags,
        emojis=[] if suspended else _emojis(account, origin),
        fields=[] if suspended else _fields(account, origin),
        feature_approval=_approval(account),
        suspended=suspended or msgspec.UNSET,
        limited=AccountFlag.SILENCED in account.flags or msgspec.UNSET,
        memorial=AccountFlag.MEMORIAL in account.flags or msgspec.UNSET,
    )


def _approval(account: Account) -> FeatureApproval:
    findable = AccountFlag.DISCOVERABLE in account.flags and account.available
    return _WELCOME if findable else _DENIED


def _emojis(account: Account, origin: str) -> list[CustomEmoji]:
    texts = [text for field in account.fields for text in (field.name, field.value)]
    return emojis_in(account.display_name, account.note, *texts, origin=origin)


def typed_fields(account: Account) -> list[AccountField]:
    """Return the table as it was typed, for its owner."""
    return [
        AccountField(each.name, each.value, iso(each.verified_ms) if each.verified_ms else None)
        for each in account.fields
    ]


def _fields(account: Account, origin: str) -> list[AccountField]:
    return [
        msgspec.structs.replace(each, value=field_html(each.value, origin=origin))
        for each in typed_fields(account)
    ]


def _picture(picture: Picture | None, origin: str, kind: str, *, static: bool = False) -> str:
    """Return an address; clients know the default by the end of this one."""
    if picture is None:
        return f"{origin}/{kind}/original/missing.png"
    return file_url(origin, picture.static_key if static else picture.key)
