"""Work after a deletion that may be long: boosts go in small transactions."""

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import PostId, first_id_at
from arengo.social.posts.actions import forget_old_keys, remove_boosts
from arengo.storage import Database

KEYS_KEPT_MS = 7 * DAY_MS
_BATCH = 100


async def remove_boosts_of(db: Database, *, post_id: int) -> None:
    """Remove every boost of a deleted post, a hundred at a time."""
    while await db.write(remove_boosts, post_id=PostId(post_id), most=_BATCH) == _BATCH:
        continue


async def forget_keys(db: Database) -> None:
    """Forget idempotency keys of a week ago."""
    await db.write(forget_old_keys, before_id=first_id_at(now_ms() - KEYS_KEPT_MS))
