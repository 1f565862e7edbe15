"""What happened to collections, as far as it concerns those in them."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PutInCollection(Event):
    """Somebody was put into a collection of `by_id`."""

    collection_id: int
    by_id: AccountId
    target_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionChanged(Event):
    """A collection of `by_id` says something else; `people` are in it."""

    collection_id: int
    by_id: AccountId
    people: tuple[AccountId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionLeft(Event):
    """These people are in a collection no more, or it is gone."""

    collection_id: int
    people: tuple[AccountId, ...]
