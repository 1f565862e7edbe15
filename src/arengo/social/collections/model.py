"""The nouns of collections."""

from enum import IntEnum
from typing import Final

import msgspec

from arengo.base.ids import AccountId

NAME_MAX: Final = 40
DESCRIPTION_MAX: Final = 100
MOST_COLLECTIONS: Final = 10
MOST_ITEMS: Final = 25


class ItemState(IntEnum):
    """Numbers are stored and never reused."""

    ACCEPTED = 1
    REVOKED = 2  # they took themselves out: the row stays, so that nobody puts them in again


class Collection(msgspec.Struct, frozen=True):
    """A row of `collections`."""

    id: int
    account_id: AccountId
    name: str
    description: str
    language: str | None
    tag: str | None
    sensitive: bool
    discoverable: bool
    changed_ms: int


class Item(msgspec.Struct, frozen=True):
    """A row of `collection_items`: somebody in a collection."""

    id: int
    collection_id: int
    target_id: AccountId
    state: ItemState


class WholeCollection(msgspec.Struct, frozen=True):
    """A collection with those in it whom the viewer may see."""

    collection: Collection
    items: tuple[Item, ...]


class CollectionChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What a collection is to say; None leaves a thing as it is, an empty text takes it away."""

    name: str | None = None
    description: str | None = None
    language: str | None = None
    tag: str | None = None
    sensitive: bool | None = None
    discoverable: bool | None = None
