"""The verbs: favourite, bookmark, pin, mute a conversation, and their undoing.

What one did is taken back also when the post is out of one's sight by now, so that the post which
is returned is not to be shown before it was found visible.
"""

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, PostId
from arengo.social.posts import actions as posts
from arengo.social.posts.model import Post, Visibility
from arengo.social.posts.queries import original_post, own_post, posts_by_id, visible_original
from arengo.social.reactions import store
from arengo.social.reactions.events import PostFavourited, PostUnfavourited
from arengo.social.reactions.model import Reaction
from arengo.storage import Transaction

MOST_PINS = 5


def favourite(tx: Transaction, *, by: AccountId, post_id: PostId) -> Post:
    """Favourite a post. Doing it twice is the same as doing it once."""
    post = visible_original(tx, post_id, viewer=by)
    if store.add(tx, Reaction.FAVOURITE, account_id=by, post_id=post.id):
        if not posts.count(tx, post.id, favourites=1):
            raise NotFound
        tx.announce(PostFavourited(post=post, by_id=by))
    return post


def unfavourite(tx: Transaction, *, by: AccountId, post_id: PostId) -> Post:
    """Take a favourite back."""
    post = original_post(tx, post_id)
    if store.remove(tx, Reaction.FAVOURITE, account_id=by, post_id=post.id):
        posts.count(tx, post.id, favourites=-1)
        tx.announce(PostUnfavourited(post=post, by_id=by))
    return post


def bookmark(tx: Transaction, *, by: AccountId, post_id: PostId) -> Post:
    """Keep a post for later; nobody hears of it."""
    post = visible_original(tx, post_id, viewer=by)
    store.add(tx, Reaction.BOOKMARK, account_id=by, post_id=post.id)
    return post


def unbookmark(tx: Transaction, *, by: AccountId, post_id: PostId) -> Post:
    """Keep it no longer."""
    post = original_post(tx, post_id)
    store.remove(tx, Reaction.BOOKMARK, account_id=by, post_id=post.id)
    return post


def pin(tx: Transaction, *, by: AccountId, post_id: PostId) -> Post:
    """Show an own post at the top of the profile."""
    post = visible_original(tx, post_id, viewer=by)
    _check_pin(tx, post, by=by)
    store.add(tx, Reaction.PIN, account_id=by, post_id=post.id)
    return post


def unpin(tx: Transaction, *, by: AccountId, post_id: PostId) -> Post:
    """Show it there no longer."""
    post = own_post(tx, post_id, by=by)
    store.remove(tx, Reaction.PIN, account_id=by, post_id=post.id)
    return post


def mute_thread(tx: Transaction, *, by: AccountId, post_id: PostId) -> Post:
    """Hear no more of a conversation."""
    post = visible_original(tx, post_id, viewer=by)
    store.add(tx, Reaction.THREAD_MUTE, account_id=by, post_id=post.thread_id)
    return post


def unmute_thread(tx: Transaction, *, by: AccountId, post_id: PostId) -> Post:
    """Hear of it again."""
    post = original_post(tx, post_id)
    store.remove(tx, Reaction.THREAD_MUTE, account_id=by, post_id=post.thread_id)
    return post


def forget_post(tx: Transaction, *, post_id: PostId, most: int = 500) -> int:
    """Forget favourites of a post that is gone; returns how many."""
    return store.remove_of_post(tx, post_id, most=most)


def forget_own(tx: Transaction, post: Post) -> None:
    """Forget what its author did with a post that is gone, but for a favourite."""
    store.remove_private(tx, account_id=post.account_id, post_id=post.id)


def forget_account(tx: Transaction, *, account_id: AccountId, most: int = 200) -> int:
    """Take back what an account that is going did; returns how many."""
    gone = store.remove_of_account(tx, account_id, most=most)
    liked = [post_id for kind, post_id in gone if kind == Reaction.FAVOURITE]
    for post in posts_by_id(tx, liked).values():
        posts.count(tx, post.id, favourites=-1)
        tx.announce(PostUnfavourited(post=post, by_id=account_id))
    return len(gone)


def _check_pin(tx: Transaction, post: Post, *, by: AccountId) -> None:
    tx.lock("pins", by)  # of two at once the second counts the first
    if post.account_id != by:
        raise Invalid("Validation failed: Someone else's post cannot be pinned")
    if post.visibility >= Visibility.DIRECT:
        raise Invalid(
            "Validation failed: Posts that are only visible to mentioned users cannot be pinned"
        )
    taken = store.has(tx, Reaction.PIN, account_id=by, post_id=post.id)
    if not taken and store.count(tx, Reaction.PIN, account_id=by) >= MOST_PINS:
        raise Invalid("Validation failed: You have already pinned the maximum number of posts")
