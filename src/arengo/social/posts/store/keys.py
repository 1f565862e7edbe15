"""Under which idempotency keys posts were published.

Owns: idempotency_keys.
"""

from collections.abc import Sequence

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.storage import ReadTransaction, Transaction


def post_of_key(tx: ReadTransaction, account_id: AccountId, key: str) -> PostId | None:
    """Return what was published under an idempotency key."""
    found: PostId | None = tx.value(
        """
        SELECT post_id FROM idempotency_keys
        WHERE bucket = :bucket AND account_id = :account_id AND key = :key
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        key=key,
    )
    return found


def keep_key(tx: Transaction, account_id: AccountId, key: str, post_id: PostId) -> None:
    """Remember an idempotency key; whoever loses a race runs again and finds it."""
    tx.execute(
        """
        INSERT INTO idempotency_keys (bucket, account_id, key, post_id)
        VALUES (:bucket, :account_id, :key, :post_id)
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        key=key,
        post_id=post_id,
    )


def forget_key(tx: Transaction, account_id: AccountId, key: str) -> None:
    """Drop the key of a post that is gone."""
    tx.execute(
        """
        DELETE FROM idempotency_keys
        WHERE bucket = :bucket AND account_id = :account_id AND key = :key
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        key=key,
    )


def forget_keys(tx: Transaction, *, before_id: int, buckets: Sequence[int], most: int) -> int:
    """Drop some keys of posts older than an id, of some buckets; returns how many."""
    return tx.execute(
        """
        DELETE FROM idempotency_keys
        WHERE bucket IN :buckets AND post_id < :before AND post_id IN (
          SELECT post_id FROM idempotency_keys
          WHERE bucket IN :buckets AND post_id < :before
          ORDER BY bucket, account_id, key LIMIT :most)
        """,
        before=before_id,
        buckets=list(buckets),
        most=most,
    )


def forget_keys_of(tx: Transaction, account_id: AccountId, *, most: int) -> int:
    """Forget some idempotency keys of an account; returns how many."""
    return tx.execute(
        """
        DELETE FROM idempotency_keys
        WHERE bucket = :bucket AND account_id = :account_id AND key IN (
          SELECT key FROM idempotency_keys WHERE bucket = :bucket AND account_id = :account_id
          ORDER BY key LIMIT :most)
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=most,
    )
