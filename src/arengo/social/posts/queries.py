"""Questions about posts: is it there for this viewer, what was it before."""

from collections.abc import Collection

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, PostId, first_id_at, time_of
from arengo.social.posts.model import Edit, Post, PostFlag
from arengo.social.posts.store import boosts, edits, posts
from arengo.storage import ReadTransaction


def visible_post(tx: ReadTransaction, post_id: PostId, *, viewer: AccountId | None) -> Post:
    """Return a post; what the viewer may not see does not exist: NotFound."""
    post = posts.post_by_id(tx, post_id)
    if post is None or post_id not in visible_ids(tx, [post_id], viewer=viewer):
        raise NotFound
    return post


def visible_original(tx: ReadTransaction, post_id: PostId, *, viewer: AccountId | None) -> Post:
    """Return a post; of a boost, what was boosted."""
    post = visible_post(tx, post_id, viewer=viewer)
    return visible_post(tx, post.boost_of_id, viewer=viewer) if post.boost_of_id else post


def original_post(tx: ReadTransaction, post_id: PostId) -> Post:
    """Return a post, of a boost what was boosted, whoever asks: to take back what is one's own."""
    post = posts.post_by_id(tx, post_id)
    if post and post.boost_of_id:
        post = posts.post_by_id(tx, post.boost_of_id)
    if post is None:
        raise NotFound
    return post


def own_post(tx: ReadTransaction, post_id: PostId, *, by: AccountId) -> Post:
    """Return a post that this account wrote; NotFound for all others."""
    post = posts.post_by_id(tx, post_id)
    if post is None or post.account_id != by:
        raise NotFound
    return post


def visible_ids(tx: ReadTransaction, ids: Collection[int], *, viewer: AccountId | None) -> set[int]:
    """Return those of the posts that this viewer may see."""
    return posts.visible_ids(tx, ids, viewer=viewer) if ids else set()


def posts_by_id(tx: ReadTransaction, ids: Collection[int]) -> dict[int, Post]:
    """Return posts by id, whoever asks: for rendering what was found visible."""
    return {post.id: post for post in posts.posts_by_id(tx, ids)} if ids else {}


def posts_after(tx: ReadTransaction, by: AccountId, *, after: int, limit: int) -> list[Post]:
    """Return somebody's posts and boosts from a cursor on, oldest first, for themselves."""
    return posts.posts_after(tx, by, after=after, limit=limit)


def last_of_second(tx: ReadTransaction, by: AccountId, at_ms: int) -> PostId | None:
    """Return the newest post or boost of somebody from the second that holds this moment."""
    second = at_ms - at_ms % 1_000
    return posts.last_within(tx, by, after=first_id_at(second), before=first_id_at(second + 1_000))


def boosts_of(
    tx: ReadTransaction,
    post_id: PostId,
    *,
    before: int,
    after: int,
    upwards: bool = False,
    limit: int,
) -> list[tuple[PostId, AccountId]]:
    """Return (boost, who boosted), newest first."""
    found = boosts.boosts_of(tx, post_id, before=before, after=after, upwards=upwards, limit=limit)
    return found[::-1] if upwards else found


def history_of(tx: ReadTransaction, post: Post) -> list[Edit]:
    """Return every state of a post, oldest first, the present one last."""
    return [*edits.edits_of(tx, post.id), present_state(post)]


def present_state(post: Post) -> Edit:
    """Return what a post says now, as one entry of its history."""
    return Edit(
        at_ms=post.edited_ms or time_of(post.id),
        text=post.text,
        spoiler=post.spoiler,
        sensitive=PostFlag.SENSITIVE in post.flags,
        extra=post.extra,
    )
