"""Keeps quotes in step with the posts that quote and are quoted."""

from arengo.base.lanes import Lane
from arengo.social.posts.events import PostDeleted, PostPublished, ReplyOffered
from arengo.social.posts.quotes.actions import forget, forget_quoted, make
from arengo.storage import Listeners, Transaction

_AT_ONCE = 200


def make_quote(tx: Transaction, event: PostPublished | ReplyOffered) -> None:
    """A post that quotes is counted where it quotes, once, whoever sees it."""
    if event.post.quote_of_id and not (isinstance(event, PostPublished) and event.late):
        make(tx, event.post, quoted_id=event.post.quote_of_id)


def forget_quotes(tx: Transaction, event: PostDeleted) -> None:
    """What a deleted post quoted, and who quoted it, is forgotten."""
    post = event.post
    if post.quote_of_id:
        forget(tx, post, quoted_id=post.quote_of_id)
    if forget_quoted(tx, quoted_id=post.id, most=_AT_ONCE) == _AT_ONCE:
        tx.enqueue("posts.forget_quotes", lane=Lane.MAINTENANCE, post_id=post.id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostPublished, make_quote)
    listeners.add(ReplyOffered, make_quote)
    listeners.add(PostDeleted, forget_quotes)
