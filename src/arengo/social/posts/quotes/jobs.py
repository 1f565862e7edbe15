"""Forgetting in small transactions."""

from arengo.base.ids import PostId
from arengo.social.posts.quotes.actions import forget_quoted
from arengo.storage import Database

_BATCH = 500


async def forget_quotes(db: Database, *, post_id: int) -> None:
    """Remove what is left of who quoted a deleted post."""
    while await db.write(forget_quoted, quoted_id=PostId(post_id), most=_BATCH) == _BATCH:
        continue
