"""Who is told that somebody recommends them in a collection; `post_id` is then the collection."""

from arengo.base.ids import AccountId, PostId
from arengo.social.collections.events import CollectionChanged, CollectionLeft, PutInCollection
from arengo.social.notifications.actions import forget_post_of, notify, renew
from arengo.social.notifications.model import News, NotificationType
from arengo.storage import Listeners, Transaction


def tell_put_in(tx: Transaction, event: PutInCollection) -> None:
    """Who is put into a collection hears of it."""
    news = _about(NotificationType.COLLECTED, event.by_id, event.collection_id)
    notify(tx, news, to_ids=[event.target_id])


def tell_of_change(tx: Transaction, event: CollectionChanged) -> None:
    """Who is in a collection hears that it says something else; the last time counts."""
    news = _about(NotificationType.COLLECTION_UPDATE, event.by_id, event.collection_id)
    renew(tx, news, to_ids=event.people)


def forget_left(tx: Transaction, event: CollectionLeft) -> None:
    """Who is in a collection no more has heard nothing of it."""
    forget_post_of(tx, people=event.people, post_id=PostId(event.collection_id))


def listen(listeners: Listeners) -> None:
    """Register what is heard of collections."""
    listeners.add(PutInCollection, tell_put_in)
    listeners.add(CollectionChanged, tell_of_change)
    listeners.add(CollectionLeft, forget_left)


def _about(type: NotificationType, by_id: AccountId, collection_id: int) -> News:
    return News(type=type, from_id=by_id, post_id=PostId(collection_id))
