"""Keeps the public and tag timelines in step with the posts."""

from arengo.base.text import tag_id
from arengo.social.posts.events import PostDeleted, PostEdited, PostPublished, ReplyWithheld
from arengo.social.posts.model import Post, PostFlag, Visibility
from arengo.social.timelines.entries import store
from arengo.social.timelines.model import PublicFlag
from arengo.storage import Listeners, Transaction


def enter(tx: Transaction, event: PostPublished) -> None:
    """A public post enters; replies stand in tag timelines only."""
    post = event.post
    if post.visibility is not Visibility.PUBLIC:
        return
    _enter_public(tx, post)
    if post.extra.tags:
        store.add_tags(tx, _tags(post), post_id=post.id, account_id=post.account_id)


def re_enter(tx: Transaction, event: PostEdited) -> None:
    """An edited post may have other tags, or media now."""
    post = event.post
    if post.visibility is not Visibility.PUBLIC:
        return
    _enter_public(tx, post)
    store.remove_tags(tx, [tag_id(name) for name in event.dropped_tags], post_id=post.id)
    store.add_tags(tx, _tags(post), post_id=post.id, account_id=post.account_id)


def leave(tx: Transaction, event: PostDeleted | ReplyWithheld) -> None:
    """A post that is deleted or withheld leaves."""
    post = event.before if isinstance(event, ReplyWithheld) else event.post
    if post.visibility is Visibility.PUBLIC:
        store.remove_public(tx, post.id)
        store.remove_tags(tx, [number for number, _ in _tags(post)], post_id=post.id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostPublished, enter)
    listeners.add(PostEdited, re_enter)
    listeners.add(PostDeleted, leave)
    listeners.add(ReplyWithheld, leave)


def _enter_public(tx: Transaction, post: Post) -> None:
    if PostFlag.REPLY in post.flags and post.reply_to_account_id != post.account_id:
        return
    flags = PublicFlag.LOCAL if PostFlag.LOCAL in post.flags else PublicFlag(0)
    flags |= PublicFlag.MEDIA if PostFlag.MEDIA in post.flags else PublicFlag(0)
    store.add_public(tx, post_id=post.id, account_id=post.account_id, flags=int(flags))


def _tags(post: Post) -> list[tuple[int, str]]:
    return [(tag_id(name), name) for name in post.extra.tags]
