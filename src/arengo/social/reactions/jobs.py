"""Forgetting in small transactions."""

from arengo.base.ids import PostId
from arengo.social.reactions.actions import forget_post
from arengo.storage import Database

_BATCH = 500


async def forget_favourites_of(db: Database, *, post_id: int) -> None:
    """Remove every favourite of a deleted post."""
    while await db.write(forget_post, post_id=PostId(post_id), most=_BATCH) == _BATCH:
        continue
