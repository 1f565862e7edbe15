"""Keeps cards in step with the posts that link somewhere."""

from arengo.base.lanes import Lane
from arengo.base.text import find_links
from arengo.social.posts.cards.actions import forget
from arengo.social.posts.cards.model import CardId, card_id
from arengo.social.posts.cards.policy import may_have_card
from arengo.social.posts.events import PostDeleted, PostEdited, PostPublished
from arengo.social.posts.versions import show_card
from arengo.storage import Listeners, Transaction


def fetch_later(tx: Transaction, event: PostPublished) -> None:
    """A post with a link gets its card from a job."""
    if may_have_card(event.post):
        tx.enqueue("posts.fetch_card", lane=Lane.MEDIA, post_id=event.post.id)


def follow_edit(tx: Transaction, event: PostEdited) -> None:
    """A card goes with its link; another link gets its own."""
    post = event.post
    links = {card_id(link) for link in find_links(post.text)}
    if post.extra.card and post.extra.card not in links:
        forget(tx, key=CardId(post.extra.card), post_id=post.id)
        show_card(tx, post, None)
    if may_have_card(post):
        tx.enqueue("posts.fetch_card", lane=Lane.MEDIA, post_id=post.id)


def forget_deleted(tx: Transaction, event: PostDeleted) -> None:
    """A card goes with the last post that shows it."""
    if event.post.extra.card:
        forget(tx, key=CardId(event.post.extra.card), post_id=event.post.id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostPublished, fetch_later)
    listeners.add(PostEdited, follow_edit)
    listeners.add(PostDeleted, forget_deleted)
