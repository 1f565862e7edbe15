"""Forgetting in small transactions."""

from arengo.base.ids import PostId
from arengo.social.filters.actions import forget_post
from arengo.storage import Database

_BATCH = 500


async def forget_filtered(db: Database, *, post_id: int) -> None:
    """Take a deleted post out of every filter that it was put into."""
    while await db.write(forget_post, post_id=PostId(post_id), most=_BATCH) == _BATCH:
        continue
