"""How often a post was favourited, boosted, answered and quoted.

Owns: post_stats.
Reads: posts.
"""

from typing import Final

from arengo.base.ids import PostId, bucket_of
from arengo.storage import Transaction

_AND_STAYS: Final = {"sqlite": "", "postgresql": "FOR KEY SHARE"}  # whoever deletes it must wait


def count(
    tx: Transaction,
    post_id: PostId,
    *,
    favourites: int = 0,
    boosts: int = 0,
    replies: int = 0,
    quotes: int = 0,
) -> bool:
    """Add to the counters of a post, which stays until this ends; False when it is not there."""
    counted = tx.execute(
        f"""
        INSERT INTO post_stats (bucket, post_id, favourites, boosts, replies, quotes)
        SELECT bucket, id, CAST(:favourites AS integer), CAST(:boosts AS integer),
               CAST(:replies AS integer), CAST(:quotes AS integer)
        FROM posts WHERE bucket = :bucket AND id = :post_id {_AND_STAYS[tx.engine]}
        ON CONFLICT (bucket, post_id) DO UPDATE SET
          favourites = post_stats.favourites + excluded.favourites,
          boosts = post_stats.boosts + excluded.boosts,
          replies = post_stats.replies + excluded.replies,
          quotes = post_stats.quotes + excluded.quotes
        """,
        bucket=bucket_of(post_id),
        post_id=post_id,
        favourites=favourites,
        boosts=boosts,
        replies=replies,
        quotes=quotes,
    )
    return counted == 1


def forget_counters(tx: Transaction, post_id: PostId) -> None:
    """Remove what was counted of a post that is gone."""
    tx.execute(
        "DELETE FROM post_stats WHERE bucket = :bucket AND post_id = :post_id",
        bucket=bucket_of(post_id),
        post_id=post_id,
    )
