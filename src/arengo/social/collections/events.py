"""What happened to collections, as far as it concerns those in them."""

from arengo.base.events import Event
from arengo.base.ids import AccountId


class PutInCollection(Event, frozen=True, kw_only=True):
    """Somebody was put into a collection of `by_id`."""

    collection_id: int
    by_id: AccountId
    target_id: AccountId


class CollectionChanged(Event, frozen=True, kw_only=True):
    """A collection of `by_id` says something else; `people` are in it."""

    collection_id: int
    by_id: AccountId
    people: tuple[AccountId, ...]


class CollectionLeft(Event, frozen=True, kw_only=True):
    """These people are in a collection no more, or it is gone."""

    collection_id: int
    people: tuple[AccountId, ...]
