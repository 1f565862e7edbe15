"""The rows of the showcase.

Owns: showcase.
Reads: public_entries.
"""

from collections.abc import Sequence
from typing import Literal

from arengo.base.ids import AccountId, bucket_of
from arengo.storage import ReadTransaction, Transaction

Order = Literal["active", "new"]
_PAGES = {
    "active": """
        SELECT account_id FROM showcase
        ORDER BY last_post_id DESC, account_id DESC LIMIT :limit OFFSET :offset
    """,
    "new": "SELECT account_id FROM showcase ORDER BY account_id DESC LIMIT :limit OFFSET :offset",
}


def add(tx: Transaction, account_id: AccountId, *, last_post_id: int) -> None:
    """Show somebody; who is shown already stays."""
    tx.execute(
        """
        INSERT INTO showcase (bucket, account_id, last_post_id)
        VALUES (:bucket, :account_id, :last_post_id)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        last_post_id=last_post_id,
    )


def remove(tx: Transaction, account_id: AccountId) -> None:
    """Show somebody no longer."""
    tx.execute(
        "DELETE FROM showcase WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )


def page(tx: ReadTransaction, order: Order, *, limit: int, offset: int) -> list[AccountId]:
    """Return people in an order: a scatter on a cluster, from an index."""
    return [AccountId(row[0]) for row in tx.rows(_PAGES[order], limit=limit, offset=offset)]


def newest_posts(tx: ReadTransaction, *, after: int, most: int) -> list[tuple[int, int]]:
    """Return (author, newest public post) of those who wrote since a post, latest first."""
    rows = tx.rows(
        """
        SELECT account_id, MAX(post_id) FROM public_entries WHERE post_id > :after
        GROUP BY account_id ORDER BY 2 DESC LIMIT :most
        """,
        after=after,
        most=most,
    )
    return [(row[0], row[1]) for row in rows]


def set_last_posts(tx: Transaction, pairs: Sequence[tuple[int, int]]) -> None:
    """Write down when those of these people who are shown last wrote."""
    tx.execute_many(
        """
        UPDATE showcase SET last_post_id = :post_id
        WHERE bucket = :bucket AND account_id = :account_id AND last_post_id < :post_id
        """,
        [
            {"bucket": bucket_of(account_id), "account_id": account_id, "post_id": post_id}
            for account_id, post_id in sorted(pairs)
        ],
    )
