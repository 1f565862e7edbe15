"""Keeps the counts of featured tags in step with the posts of who features them."""

from arengo.social.posts.events import PostDeleted, PostEdited, PostPublished, ReplyWithheld
from arengo.social.posts.model import Post, Visibility
from arengo.social.timelines.featured import actions
from arengo.storage import Listeners, Transaction


def count(tx: Transaction, event: PostPublished) -> None:
    """A post that everybody may see counts."""
    if _counts(event.post) and event.post.extra.tags:
        actions.count_post(tx, event.post)


def count_again(tx: Transaction, event: PostEdited) -> None:
    """An edited post may have other tags."""
    names = {*event.post.extra.tags, *event.dropped_tags}
    if _counts(event.post) and names:
        actions.count_again(tx, event.post.account_id, names)


def discount(tx: Transaction, event: PostDeleted | ReplyWithheld) -> None:
    """A post that is deleted or withheld counts no longer."""
    post = event.before if isinstance(event, ReplyWithheld) else event.post
    if _counts(post) and post.extra.tags:
        actions.discount(tx, post)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostPublished, count)
    listeners.add(PostEdited, count_again)
    listeners.add(PostDeleted, discount)
    listeners.add(ReplyWithheld, discount)


def _counts(post: Post) -> bool:
    return post.visibility <= Visibility.UNLISTED
