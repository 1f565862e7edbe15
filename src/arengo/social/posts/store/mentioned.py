"""Who is named where.

Owns: mentions.
"""

from collections.abc import Sequence

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.storage import Transaction


def add_mentions(tx: Transaction, post_id: PostId, account_ids: Sequence[AccountId]) -> None:
    """Record who is named."""
    if not account_ids:  # most posts name nobody
        return
    tx.execute_many(
        """
        INSERT INTO mentions (bucket, account_id, post_id) VALUES (:bucket, :account_id, :post_id)
        ON CONFLICT DO NOTHING
        """,
        [{"bucket": bucket_of(a), "account_id": a, "post_id": post_id} for a in account_ids],
    )


def delete_mentions(tx: Transaction, post_id: PostId, account_ids: Sequence[AccountId]) -> None:
    """Forget who was named."""
    tx.execute_many(
        """
        DELETE FROM mentions
        WHERE bucket = :bucket AND account_id = :account_id AND post_id = :post_id
        """,
        [{"bucket": bucket_of(a), "account_id": a, "post_id": post_id} for a in account_ids],
    )


def forget_mentions_of(tx: Transaction, account_id: AccountId, *, most: int) -> int:
    """Forget some of where an account was named; returns how many."""
    return tx.execute(
        """
        DELETE FROM mentions
        WHERE bucket = :bucket AND account_id = :account_id AND post_id IN (
          SELECT post_id FROM mentions WHERE bucket = :bucket AND account_id = :account_id
          ORDER BY post_id LIMIT :most)
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=most,
    )
