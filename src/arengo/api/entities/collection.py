"""Mastodon's Collection and CollectionItem, alone or wrapped."""

from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from arengo.api.entities.account import AccountEntity, accounts_json
from arengo.base.clock import iso
from arengo.base.ids import AccountId, time_of
from arengo.base.text import escape, find_links
from arengo.social.accounts.rendering import tag_url
from arengo.social.collections.addresses import collection_url, collections_at
from arengo.social.collections.model import Item, WholeCollection
from arengo.social.collections.queries import visible_collections
from arengo.social.posts.queries import posts_by_id
from arengo.storage import ReadTransaction

_encoder: Final = msgspec.json.Encoder()
_MOST_NAMED: Final = 5  # of one post


class CollectionTag(msgspec.Struct, frozen=True):
    """The hashtag that describes a collection."""

    name: str
    url: str


class CollectionItem(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in a collection."""

    id: str
    account_id: str
    state: str
    created_at: str


class CollectionEntity(msgspec.Struct, frozen=True, kw_only=True):
    """A collection; `url` is its page for people."""

    id: str
    account_id: str
    uri: str
    url: str
    name: str
    description: str
    language: str | None
    local: bool = True
    sensitive: bool
    discoverable: bool
    tag: CollectionTag | None
    item_count: int
    items: list[CollectionItem]
    created_at: str
    updated_at: str


class WrappedCollection(msgspec.Struct, frozen=True):
    """A collection alone."""

    collection: CollectionEntity


class WrappedCollectionItem(msgspec.Struct, frozen=True):
    """An item alone."""

    collection_item: CollectionItem


class Collections(msgspec.Struct, frozen=True):
    """Several collections."""

    collections: list[CollectionEntity]


class CollectionWithAccounts(msgspec.Struct, frozen=True):
    """A collection with its owner and everybody in it, for the description of the API."""

    accounts: list[AccountEntity]
    collection: CollectionEntity


def collection_item(item: Item) -> CollectionItem:
    """Return the entity of an item."""
    return CollectionItem(
        id=str(item.id),
        account_id=str(item.target_id),
        state="accepted",
        created_at=iso(time_of(item.id)),
    )


def collection_entity(whole: WholeCollection, *, origin: str) -> CollectionEntity:
    """Return the entity of a collection."""
    known = whole.collection
    return CollectionEntity(
        id=str(known.id),
        account_id=str(known.account_id),
        uri=f"{origin}/ap/{known.account_id}/collections/{known.id}",
        url=collection_url(origin, known.id),
        name=known.name,
        description=escape(known.description),
        language=known.language,
        sensitive=known.sensitive,
        discoverable=known.discoverable,
        tag=CollectionTag(known.tag, tag_url(origin, known.tag)) if known.tag else None,
        item_count=len(whole.items),
        items=[collection_item(each) for each in whole.items],
        created_at=iso(time_of(known.id)),
        updated_at=iso(known.changed_ms),
    )


def collections_entity(found: Sequence[WholeCollection], *, origin: str) -> Collections:
    """Return several collections."""
    return Collections([collection_entity(each, origin=origin) for each in found])


def collection_with_accounts(tx: ReadTransaction, whole: WholeCollection, *, origin: str) -> bytes:
    """Return a collection with its owner and everybody in it."""
    people = [whole.collection.account_id, *(each.target_id for each in whole.items)]
    accounts = b",".join(accounts_json(tx, list(dict.fromkeys(people)), origin=origin))
    collection = _encoder.encode(collection_entity(whole, origin=origin))
    return b'{"accounts":[%b],"collection":%b}' % (accounts, collection)


def tagged_collections(
    tx: ReadTransaction, post_ids: Collection[int], *, origin: str, viewer: AccountId | None
) -> dict[int, bytes]:
    """Return the collections that each of some posts leads to, as the viewer may see them."""
    named = {
        post_id: collections_at(find_links(post.text), origin=origin)[:_MOST_NAMED]
        for post_id, post in posts_by_id(tx, post_ids).items()
    }
    wanted = {each for ids in named.values() for each in ids}
    found = {
        each.collection.id: _encoder.encode(collection_entity(each, origin=origin))
        for each in visible_collections(tx, list(wanted), viewer=viewer)
    }
    return {
        post_id: b"[%b]" % b",".join([found[each] for each in ids if each in found])
        for post_id, ids in named.items()
    }
