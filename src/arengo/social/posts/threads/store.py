"""Which posts make up a conversation.

Owns: thread_entries.
"""

from dataclasses import dataclass

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.storage import ReadTransaction, Transaction


@dataclass(frozen=True, slots=True)
class Entry:
    """A post and what it answers."""

    post_id: PostId
    parent_id: PostId
    account_id: AccountId


def add(
    tx: Transaction, *, root_id: PostId, post_id: PostId, parent_id: PostId, account_id: AccountId
) -> None:
    """Put a reply into its conversation, once."""
    tx.execute(
        """
        INSERT INTO thread_entries (bucket, root_id, post_id, parent_id, account_id)
        VALUES (:bucket, :root_id, :post_id, :parent_id, :account_id)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(root_id),
        root_id=root_id,
        post_id=post_id,
        parent_id=parent_id,
        account_id=account_id,
    )


def remove(tx: Transaction, *, root_id: PostId, post_id: PostId) -> None:
    """Take a post out of its conversation."""
    tx.execute(
        "DELETE FROM thread_entries WHERE bucket = :bucket AND root_id = :root AND post_id = :id",
        bucket=bucket_of(root_id),
        root=root_id,
        id=post_id,
    )


def entries(tx: ReadTransaction, *, root_id: PostId, limit: int) -> list[Entry]:
    """Return a conversation without its first post, oldest first."""
    return tx.all(
        Entry,
        """
        SELECT post_id, parent_id, account_id FROM thread_entries
        WHERE bucket = :bucket AND root_id = :root_id ORDER BY post_id LIMIT :limit
        """,
        bucket=bucket_of(root_id),
        root_id=root_id,
        limit=limit,
    )
