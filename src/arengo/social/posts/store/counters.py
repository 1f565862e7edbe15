"""How often a post was favourited, boosted and answered.

Owns: post_stats.
Reads: posts.
"""

from typing import Final

from arengo.base.ids import PostId, bucket_of
from arengo.storage import Transaction

_AND_STAYS: Final = {"sqlite": "", "postgresql": "FOR KEY SHARE"}  # whoever deletes it must wait


def count(tx: Transaction, post_id: PostId, *, favourites: int, boosts: int, replies: int) -> bool:
    """Add to the counters of a post, which stays until this ends; False when it is not there."""
    counted = tx.execute(
        f"""
        INSERT INTO post_stats (bucket, post_id, favourites, boosts, replies)
        SELECT bucket, id, CAST(:favourites AS integer), CAST(:boosts AS integer),
               CAST(:replies AS integer)
        FROM posts WHERE bucket = :bucket AND id = :post_id {_AND_STAYS[tx.engine]}
        ON CONFLICT (bucket, post_id) DO UPDATE SET
          favourites = post_stats.favourites + excluded.favourites,
          boosts = post_stats.boosts + excluded.boosts,
          replies = post_stats.replies + excluded.replies
        """,
        bucket=bucket_of(post_id),
        post_id=post_id,
        favourites=favourites,
        boosts=boosts,
        replies=replies,
    )
    return counted == 1


def forget_counters(tx: Transaction, post_id: PostId) -> None:
    """Remove what was counted of a post that is gone."""
    tx.execute(
        "DELETE FROM post_stats WHERE bucket = :bucket AND post_id = :post_id",
        bucket=bucket_of(post_id),
        post_id=post_id,
    )
