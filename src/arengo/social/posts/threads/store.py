"""Which posts make up a conversation.

Owns: thread_entries.
"""

import msgspec

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.storage import ReadTransaction, Transaction


class Entry(msgspec.Struct, frozen=True):
    """A post and what it answers."""

    post_id: PostId
    parent_id: PostId
    account_id: AccountId
    hider_id: AccountId | None  # whoever began the conversation, when they hide it from others


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
        SELECT post_id, parent_id, account_id, hider_id FROM thread_entries
        WHERE bucket = :bucket AND root_id = :root_id ORDER BY post_id LIMIT :limit
        """,
        bucket=bucket_of(root_id),
        root_id=root_id,
        limit=limit,
    )


def hide(tx: Transaction, *, root_id: PostId, post_id: PostId, by: AccountId) -> None:
    """Let whoever began a conversation hide a reply."""
    tx.execute(
        """
        UPDATE thread_entries SET hider_id = :by
        WHERE bucket = :bucket AND root_id = :root_id AND post_id = :post_id
        """,
        bucket=bucket_of(root_id),
        root_id=root_id,
        post_id=post_id,
        by=by,
    )


def show(tx: Transaction, *, post_id: PostId, by: AccountId) -> bool:
    """Let a reply that somebody hid be seen; False when they did not hide it.

    A conversation lies in the bucket of who began it.
    """
    shown = tx.execute(
        """
        UPDATE thread_entries SET hider_id = NULL
        WHERE bucket = :bucket AND hider_id = :by AND post_id = :post_id
        """,
        bucket=bucket_of(by),
        post_id=post_id,
        by=by,
    )
    return shown == 1


def show_all(tx: Transaction, *, root_id: PostId) -> None:
    """Let all of a conversation be seen, for its first post is gone."""
    tx.execute(
        """
        UPDATE thread_entries SET hider_id = NULL
        WHERE bucket = :bucket AND root_id = :root_id AND hider_id IS NOT NULL
        """,
        bucket=bucket_of(root_id),
        root_id=root_id,
    )


def hidden_by(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[PostId]:
    """Return what somebody hides in their conversations, by its age."""
    return tx.all(
        PostId,
        f"""
        SELECT post_id FROM thread_entries
        WHERE bucket = :bucket AND hider_id = :account_id
          AND post_id < :before AND post_id > :after
        ORDER BY post_id {"ASC" if upwards else "DESC"} LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        before=before,
        after=after,
        limit=limit,
    )
