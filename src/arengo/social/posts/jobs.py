"""Work after a deletion that may be long: boosts go in small transactions."""

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import BUCKETS, MAX_ID, AccountId, PostId, first_id_at
from arengo.social.posts import versions
from arengo.social.posts.actions import forget_old_keys
from arengo.social.posts.boosting import remove_boosts
from arengo.storage import Database

KEYS_KEPT_MS = 7 * DAY_MS
_BATCH = 100
_KEYS = 500
_BUCKETS = 32


async def remove_boosts_of(db: Database, *, post_id: int) -> None:
    """Remove every boost of a deleted post, a hundred at a time."""
    while await db.write(remove_boosts, post_id=PostId(post_id), most=_BATCH) == _BATCH:
        continue


async def renew_media_of(db: Database, *, account_id: int) -> None:
    """Let every post with media of an account be rendered anew: how it is shown has changed."""
    before = MAX_ID
    while before:
        before = await db.write(
            versions.renew_media_of, account_id=AccountId(account_id), before=before, most=_BATCH
        )


async def forget_keys(db: Database) -> None:
    """Forget idempotency keys of a week ago."""
    before_id = first_id_at(now_ms() - KEYS_KEPT_MS)
    for first in range(0, BUCKETS, _BUCKETS):  # a stretch at a time: nothing is searched twice
        stretch = range(first, first + _BUCKETS)
        while await _forget_some(db, before_id, stretch) == _KEYS:
            continue


async def _forget_some(db: Database, before_id: int, buckets: range) -> int:
    return await db.write(forget_old_keys, before_id=before_id, buckets=buckets, most=_KEYS)
