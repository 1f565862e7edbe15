"""Quotes, in the bucket of the quoted author.

Owns: quotes.
Reads: posts.
"""

from collections.abc import Collection
from typing import Any

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.posts.quotes.model import Quote, Quoter, QuoteState
from arengo.storage import ReadTransaction, Transaction


def _quote(post_id: Any, quoted_id: Any, state: int | None) -> Quote:
    return Quote(post_id, quoted_id, None if state is None else QuoteState(state))


def add(tx: Transaction, quoted_id: PostId, *, post_id: PostId, account_id: AccountId) -> None:
    """Record that a post quotes another."""
    tx.execute(
        """
        INSERT INTO quotes (bucket, quoted_id, post_id, account_id, state)
        VALUES (:bucket, :quoted_id, :post_id, :account_id, 1)
        """,
        bucket=bucket_of(quoted_id),
        quoted_id=quoted_id,
        post_id=post_id,
        account_id=account_id,
    )


def revoke(tx: Transaction, quoted_id: PostId, *, post_id: PostId) -> bool:
    """Let a quote stand no longer; False when it did not."""
    revoked = tx.execute(
        """
        UPDATE quotes SET state = 2
        WHERE bucket = :bucket AND quoted_id = :quoted_id AND post_id = :post_id AND state = 1
        """,
        bucket=bucket_of(quoted_id),
        quoted_id=quoted_id,
        post_id=post_id,
    )
    return revoked == 1


def state_of(tx: ReadTransaction, quoted_id: PostId, *, post_id: PostId) -> QuoteState | None:
    """Return whether a quote stands; None when there is no such quote."""
    found = tx.value(
        """
        SELECT state FROM quotes
        WHERE bucket = :bucket AND quoted_id = :quoted_id AND post_id = :post_id
        """,
        bucket=bucket_of(quoted_id),
        quoted_id=quoted_id,
        post_id=post_id,
    )
    return None if found is None else QuoteState(found)


def remove(tx: Transaction, quoted_id: PostId, *, post_id: PostId) -> None:
    """Forget a quote."""
    tx.execute(
        """
        DELETE FROM quotes
        WHERE bucket = :bucket AND quoted_id = :quoted_id AND post_id = :post_id
        """,
        bucket=bucket_of(quoted_id),
        quoted_id=quoted_id,
        post_id=post_id,
    )


def remove_some(tx: Transaction, quoted_id: PostId, *, most: int) -> int:
    """Forget some quotes of a post that is gone; returns how many."""
    return tx.execute(
        """
        DELETE FROM quotes WHERE bucket = :bucket AND quoted_id = :quoted_id AND post_id IN (
          SELECT post_id FROM quotes WHERE bucket = :bucket AND quoted_id = :quoted_id
          ORDER BY post_id LIMIT :most)
        """,
        bucket=bucket_of(quoted_id),
        quoted_id=quoted_id,
        most=most,
    )


def quoters(
    tx: ReadTransaction, quoted_id: PostId, *, before: int, after: int, upwards: bool, limit: int
) -> list[Quoter]:
    """Return whose quotes of a post stand, in the direction asked for."""
    order = "ASC" if upwards else "DESC"
    return tx.all(
        Quoter,
        f"""
        SELECT post_id, account_id FROM quotes
        WHERE bucket = :bucket AND quoted_id = :quoted_id AND state = 1
          AND post_id < :before AND post_id > :after
        ORDER BY post_id {order} LIMIT :limit
        """,
        bucket=bucket_of(quoted_id),
        quoted_id=quoted_id,
        before=before,
        after=after,
        limit=limit,
    )


def quotes_of(tx: ReadTransaction, post_ids: Collection[int]) -> list[Quote]:
    """Return what these posts quote, and whether it stands."""
    return tx.all(
        _quote,
        """
        SELECT p.id, p.quote_of_id, q.state
        FROM posts p
        LEFT JOIN quotes q ON q.bucket = ((p.quote_of_id >> 6) & 1023)
          AND q.quoted_id = p.quote_of_id AND q.post_id = p.id
        WHERE p.bucket IN :buckets AND p.id IN :ids AND p.quote_of_id IS NOT NULL
        """,
        buckets=list({bucket_of(each) for each in post_ids}),
        ids=list(post_ids),
    )
