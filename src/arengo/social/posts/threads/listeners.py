"""Keeps conversations in step with the posts."""

from arengo.social.posts.events import PostDeleted, PostPublished, ReplyOffered
from arengo.social.posts.threads import store
from arengo.storage import Listeners, Transaction


def add_reply(tx: Transaction, event: PostPublished | ReplyOffered) -> None:
    """A reply joins the conversation of what it answers, also while it waits to be approved."""
    post = event.post
    if post.root_id is not None and post.reply_to_id is not None:
        store.add(
            tx,
            root_id=post.root_id,
            post_id=post.id,
            parent_id=post.reply_to_id,
            account_id=post.account_id,
        )


def remove_reply(tx: Transaction, event: PostDeleted) -> None:
    """A deleted reply leaves it; what answered it stays, under a gap.

    When its first post is deleted, nobody is left who could show what they hid.
    """
    post = event.post
    if post.root_id is None:
        store.show_all(tx, root_id=post.id)
        return
    store.remove(tx, root_id=post.root_id, post_id=post.id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostPublished, add_reply)
    listeners.add(ReplyOffered, add_reply)
    listeners.add(PostDeleted, remove_reply)
