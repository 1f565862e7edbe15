"""The verbs of collections: make, change, remove; put people in, take them or oneself out."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.errors import Forbidden, Invalid, NotFound
from arengo.base.ids import AccountId, new_id
from arengo.social.collections import store
from arengo.social.collections.events import (
    CollectionChanged,
    CollectionLeft,
    PutInCollection,
)
from arengo.social.collections.model import (
    MOST_COLLECTIONS,
    MOST_ITEMS,
    Collection,
    CollectionChanges,
    Item,
    ItemState,
    WholeCollection,
)
from arengo.social.collections.policy import changed
from arengo.social.collections.queries import (
    may_be_put_in,
    own_collection,
    visible_collection,
)
from arengo.storage import Transaction

_NOBODY: Final = "`account_id` parameter is missing"
_NOT_ALLOWED: Final = "Validation failed: Account cannot be added to a collection"
_FULL: Final = f"Validation failed: Collection is full (maximum is {MOST_ITEMS} accounts)"


def make_collection(
    tx: Transaction,
    *,
    by: AccountId,
    changes: CollectionChanges,
    people: Sequence[AccountId] = (),
) -> WholeCollection:
    """Make a collection with people in it: all of them, or none of it."""
    tx.lock("collections", by)  # of two at once the second counts the first
    most = MOST_COLLECTIONS
    if len(store.collections_of(tx, by, least=0, limit=most, offset=0)) >= most:
        raise Invalid(f"Validation failed: There are {most} collections already")
    blank = Collection(
        id=new_id(by),
        account_id=by,
        name="",
        description="",
        language=None,
        tag=None,
        sensitive=False,
        discoverable=False,
        changed_ms=0,
    )
    made = changed(blank, changes)
    store.add(tx, made)
    _put_all(tx, made, list(dict.fromkeys(people)))
    return visible_collection(tx, made.id, viewer=by)


def change_collection(
    tx: Transaction, *, by: AccountId, collection_id: int, changes: CollectionChanges
) -> WholeCollection:
    """Let a collection say something else."""
    tx.lock("collections", by)
    known = own_collection(tx, collection_id, by=by)
    after = changed(known, changes)
    whole = visible_collection(tx, collection_id, viewer=by)
    if replace(after, changed_ms=known.changed_ms) == known:
        return whole
    store.change(tx, after)
    people = tuple(each.target_id for each in whole.items)
    tx.announce(CollectionChanged(collection_id=collection_id, by_id=by, people=people))
    return replace(whole, collection=after)


def remove_collection(tx: Transaction, *, by: AccountId, collection_id: int) -> None:
    """Remove a collection. NotFound when it is gone already."""
    own_collection(tx, collection_id, by=by)
    _remove(tx, collection_id)


def put_in(
    tx: Transaction, *, by: AccountId, collection_id: int, target_id: AccountId | None
) -> Item:
    """Put somebody into a collection. Doing it twice is the same as doing it once."""
    tx.lock("collections", by)
    own_collection(tx, collection_id, by=by)
    if target_id is None:
        raise Invalid(_NOBODY)
    items = {each.target_id: each for each in store.items_of(tx, [collection_id])}
    known = items.get(target_id)
    if known is not None and known.state is ItemState.ACCEPTED:
        return known
    if known is not None:
        raise Invalid(_NOT_ALLOWED)
    if sum(each.state is ItemState.ACCEPTED for each in items.values()) >= MOST_ITEMS:
        raise Invalid(_FULL)
    item = _put(tx, by, Item(new_id(by), collection_id, target_id, ItemState.ACCEPTED))
    store.touch(tx, collection_id, changed_ms=now_ms())
    return item


def take_out(tx: Transaction, *, by: AccountId, collection_id: int, item_id: int) -> None:
    """Take somebody out of one's collection. NotFound when they are not in it."""
    own_collection(tx, collection_id, by=by)
    item = _item(tx, collection_id, item_id)
    store.remove_item(tx, item)
    _announce_left(tx, collection_id, item.target_id)
    store.touch(tx, collection_id, changed_ms=now_ms())


def revoke(tx: Transaction, *, by: AccountId, collection_id: int, item_id: int) -> None:
    """Take oneself out of somebody's collection, for good."""
    whole = visible_collection(tx, collection_id, viewer=by)
    item = _item(tx, collection_id, item_id)
    if item.target_id != by:
        raise Forbidden
    gone = Item(item.id, collection_id, by, ItemState.REVOKED)
    store.put_item(tx, gone, account_id=whole.collection.account_id)
    _announce_left(tx, collection_id, by)


def part(tx: Transaction, *, one: AccountId, other: AccountId) -> None:
    """Take two people out of each other's collections."""
    for owner, target in ((one, other), (other, one)):
        for collection_id in store.remove_between(tx, owner, target):
            _announce_left(tx, collection_id, target)


def forget_account(tx: Transaction, *, account_id: AccountId, most: int = 200) -> int:
    """Remove the collections of somebody who is going, and them from others'; returns how many."""
    own = store.collections_of(tx, account_id, least=0, limit=most, offset=0)
    for each in own:
        _remove(tx, each.id)
    return len(own) + store.remove_everywhere(tx, account_id, most=most)


def _put_all(tx: Transaction, made: Collection, people: Sequence[AccountId]) -> None:
    """Put people into a new collection, in their order."""
    if len(people) > MOST_ITEMS:
        raise Invalid(_FULL)
    ids = sorted(new_id(made.id) for _ in people)
    for item_id, each in zip(ids, people, strict=True):
        _put(tx, made.account_id, Item(item_id, made.id, each, ItemState.ACCEPTED))


def _put(tx: Transaction, by: AccountId, item: Item) -> Item:
    if not may_be_put_in(tx, item.target_id, by=by):
        raise Invalid(_NOT_ALLOWED)
    store.put_item(tx, item, account_id=by)
    event = PutInCollection(collection_id=item.collection_id, by_id=by, target_id=item.target_id)
    tx.announce(event)
    return item


def _remove(tx: Transaction, collection_id: int) -> None:
    people = store.remove_items_of(tx, collection_id)
    store.remove(tx, collection_id)
    _announce_left(tx, collection_id, *sorted(people))


def _announce_left(tx: Transaction, collection_id: int, *people: AccountId) -> None:
    if people:
        tx.announce(CollectionLeft(collection_id=collection_id, people=people))


def _item(tx: Transaction, collection_id: int, item_id: int) -> Item:
    for each in store.items_of(tx, [collection_id]):
        if each.id == item_id and each.state is ItemState.ACCEPTED:
            return each
    raise NotFound
