"""The verbs of quotes: make, revoke, forget."""

from arengo.base.errors import Forbidden, NotFound
from arengo.base.ids import AccountId, PostId
from arengo.social.posts.actions import count
from arengo.social.posts.model import Post
from arengo.social.posts.queries import posts_by_id, visible_post
from arengo.social.posts.quotes import store
from arengo.social.posts.quotes.model import QuoteState
from arengo.social.posts.versions import leave_quoted
from arengo.storage import Transaction


def make(tx: Transaction, post: Post, *, quoted_id: PostId) -> None:
    """Record what a new post quotes; NotFound when that has just gone."""
    if not count(tx, quoted_id, quotes=1):
        raise NotFound
    store.add(tx, quoted_id, post_id=post.id, account_id=post.account_id)


def revoke(tx: Transaction, *, by: AccountId, quoted_id: PostId, post_id: PostId) -> PostId:
    """Let a quote of an own post stand no longer; doing it twice is the same.

    Raises NotFound when the viewer sees no such post or quote, Forbidden when it quotes others.
    """
    quoted = visible_post(tx, quoted_id, viewer=by)
    if quoted.account_id != by:
        raise Forbidden
    visible_post(tx, post_id, viewer=by)
    tx.lock("post", post_id)  # as an edit does
    if store.state_of(tx, quoted_id, post_id=post_id) is None:
        raise NotFound
    if store.revoke(tx, quoted_id, post_id=post_id):
        count(tx, quoted_id, quotes=-1)
        leave_quoted(tx, posts_by_id(tx, [post_id])[post_id])
    return post_id


def forget(tx: Transaction, post: Post, *, quoted_id: PostId) -> None:
    """Forget what a post quoted that is gone."""
    stood = store.state_of(tx, quoted_id, post_id=post.id) is QuoteState.ACCEPTED
    store.remove(tx, quoted_id, post_id=post.id)
    if stood:
        count(tx, quoted_id, quotes=-1)


def forget_quoted(tx: Transaction, *, quoted_id: PostId, most: int = 200) -> int:
    """Forget some quotes of a post that is gone; returns how many."""
    return store.remove_some(tx, quoted_id, most=most)
