"""The verbs of boosting: pass a post on, take that back."""

from arengo.base.errors import Forbidden, Invalid, NotFound
from arengo.base.ids import MAX_ID, AccountId, PostId, new_id
from arengo.social.accounts.actions import count as count_account
from arengo.social.accounts.queries import preferences_of
from arengo.social.posts.events import PostBoosted, PostUnboosted
from arengo.social.posts.model import UNCHOSEN, Post, PostFlag, Visibility
from arengo.social.posts.queries import visible_original
from arengo.social.posts.store import boosts, counters, posts
from arengo.storage import Transaction


def boost(
    tx: Transaction,
    *,
    by: AccountId,
    post_id: PostId,
    visibility: Visibility | None = None,
    at_ms: int | None = None,
    choices: PostFlag = UNCHOSEN,
) -> tuple[Post, Post]:
    """Boost a post (of a boost: what was boosted), once. Returns the boost and the post.

    Without a visibility it has that which its author prefers for posts, but never less than the
    post has. `at_ms` back-dates it: imports and the demo; one that is IMPORTED tells nobody.
    """
    post = visible_original(tx, post_id, viewer=by)
    if not may_boost(post, by=by):
        raise Forbidden
    boost_id = PostId(new_id(by, at_ms))
    chosen = max(_wished(tx, by, visibility), post.visibility)
    if posts.add_boost(
        tx, boost_id=boost_id, by_id=by, post_id=post.id, visibility=chosen, choices=choices
    ):
        if not counters.count(tx, post.id, boosts=1):
            raise NotFound
        count_account(tx, by, posts=1, last_post_id=boost_id)
        made = _existing(tx, boost_id)
        tx.announce(PostBoosted(boost=made, post=post))
        return made, post
    return _existing(tx, boosts.boost_by(tx, by_id=by, post_id=post.id)), post


def unboost(tx: Transaction, *, by: AccountId, post_id: PostId) -> Post | None:
    """Take a boost back; returns the post when it is still there."""
    boost_id = boosts.boost_by(tx, by_id=by, post_id=post_id)
    boosted = boost_id and posts.post_by_id(tx, boost_id)
    if boosted:
        remove_boost(tx, boosted)
    return posts.post_by_id(tx, post_id)


def remove_boost(tx: Transaction, boosted: Post) -> None:
    """Take the row of a boost away."""
    if boosted.boost_of_id and posts.delete_post(tx, boosted.id):
        counters.count(tx, boosted.boost_of_id, boosts=-1)
        count_account(tx, boosted.account_id, posts=-1)
        tx.announce(PostUnboosted(boost=boosted))


def remove_boosts(tx: Transaction, *, post_id: PostId, most: int = 100) -> int:
    """Take away boosts of a post that is gone; returns how many were found."""
    found = boosts.boosts_of(tx, post_id, before=MAX_ID, after=0, upwards=False, limit=most)
    ids = [boost_id for boost_id, _ in found]
    for boosted in posts.posts_by_id(tx, ids) if ids else []:
        remove_boost(tx, boosted)
    return len(found)


def may_boost(post: Post, *, by: AccountId) -> bool:
    """Public and unlisted posts by anybody; private ones by their author only."""
    if post.visibility is Visibility.PRIVATE:
        return post.account_id == by
    return post.visibility < Visibility.DIRECT


def _wished(tx: Transaction, by: AccountId, visibility: Visibility | None) -> Visibility:
    """Return how widely a boost is to be shown; a boost is never a letter."""
    if visibility is Visibility.DIRECT:
        raise Invalid("Validation failed: Visibility is reserved")
    if visibility is not None:
        return visibility
    preferred = Visibility[preferences_of(tx, by).visibility.upper()]
    return min(preferred, Visibility.PRIVATE)


def _existing(tx: Transaction, post_id: PostId | None) -> Post:
    post = posts.post_by_id(tx, post_id) if post_id else None
    if post is None:
        raise Invalid("Validation failed: Reblog of status has already been taken")
    return post
