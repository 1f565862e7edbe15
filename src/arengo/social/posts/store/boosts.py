"""Who boosted what.

Reads: posts.
"""

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.storage import ReadTransaction


def boost_by(tx: ReadTransaction, *, by_id: AccountId, post_id: PostId) -> PostId | None:
    """Return the boost that an account made of a post."""
    found: PostId | None = tx.value(
        """
        SELECT id FROM posts
        WHERE bucket = :bucket AND account_id = :account_id AND boost_of_id = :post_id
        """,
        bucket=bucket_of(by_id),
        account_id=by_id,
        post_id=post_id,
    )
    return found


def boosts_of(
    tx: ReadTransaction, post_id: PostId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[PostId, AccountId]]:
    """Return (boost, who) of a post in the direction asked for: a scatter, and rare."""
    order = "ASC" if upwards else "DESC"
    rows = tx.rows(
        f"""
        SELECT id, account_id FROM posts
        WHERE boost_of_id = :post_id AND id < :before AND id > :after
        ORDER BY id {order} LIMIT :limit
        """,
        post_id=post_id,
        before=before,
        after=after,
        limit=limit,
    )
    return [(PostId(row[0]), AccountId(row[1])) for row in rows]
