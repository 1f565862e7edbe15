"""Keeps what waits in step with the posts."""

from arengo.base.ids import AccountId
from arengo.social.posts.events import PostDeleted, ReplyOffered, ReplyWithheld
from arengo.social.posts.offers import store
from arengo.storage import Listeners, Transaction


def let_wait(tx: Transaction, event: ReplyOffered) -> None:
    """A reply waits for whoever is to approve it."""
    post = event.post
    store.add(tx, event.to_id, post_id=post.id, author_id=post.account_id)


def let_wait_again(tx: Transaction, event: ReplyWithheld) -> None:
    """A reply that was approved says something else: it waits as if it were new."""
    post = event.post
    store.ask_again(tx, event.to_id, post.id, at_ms=post.edited_ms or 0)


def forget_deleted(tx: Transaction, event: PostDeleted) -> None:
    """A deleted reply waits no more."""
    if event.post.extra.offer:
        store.remove(tx, AccountId(event.post.extra.offer.to), event.post.id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(ReplyOffered, let_wait)
    listeners.add(ReplyWithheld, let_wait_again)
    listeners.add(PostDeleted, forget_deleted)
