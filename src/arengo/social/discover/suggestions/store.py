"""Whom friends follow, and whom one does not want to see suggested.

Owns: dismissed_suggestions.
Reads: follows, accounts, account_stats, post_stats, public_entries.
"""

from typing import Final

from arengo.base.ids import AccountId, bucket_of
from arengo.storage import ReadTransaction, Transaction

# Who hides whom they follow is not asked, nor who follows half the world: it says little.
_FRIENDS: Final = """
SELECT f.target_id FROM follows f
JOIN accounts a ON a.bucket = ((f.target_id >> 6) & 1023) AND a.id = f.target_id
JOIN account_stats s ON s.bucket = a.bucket AND s.account_id = a.id
WHERE f.bucket = :bucket AND f.account_id = :account_id
  AND (a.flags & :reserved) = 0 AND s.following <= :most_following
ORDER BY f.id DESC LIMIT :most_friends
"""


def dismiss(tx: Transaction, account_id: AccountId, *, target_id: int) -> None:
    """Write down that somebody is not to be suggested again."""
    tx.execute(
        """
        INSERT INTO dismissed_suggestions (bucket, account_id, target_id)
        VALUES (:bucket, :account_id, :target_id)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        target_id=target_id,
    )


def count_dismissed(tx: ReadTransaction, account_id: AccountId) -> int:
    """Return how many people somebody does not want to see suggested."""
    found: int = tx.value(
        """
        SELECT count(*) FROM dismissed_suggestions
        WHERE bucket = :bucket AND account_id = :account_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
    )
    return found


def dismissed(tx: ReadTransaction, account_id: AccountId, people: list[AccountId]) -> set[int]:
    """Return who of these is not to be suggested again."""
    rows = tx.rows(
        """
        SELECT target_id FROM dismissed_suggestions
        WHERE bucket = :bucket AND account_id = :account_id AND target_id IN :people
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        people=people,
    )
    return {row[0] for row in rows}


def forget(tx: Transaction, account_id: AccountId) -> int:
    """Forget what somebody who is going did not want to see; returns how many rows."""
    return tx.execute(
        "DELETE FROM dismissed_suggestions WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )


def followed_by_friends(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    reserved: int,
    most_friends: int,
    most_following: int,
    limit: int,
) -> list[AccountId]:
    """Return whom those follow whom one follows, the most followed first."""
    rows = tx.rows(
        f"""
        WITH friends AS ({_FRIENDS})
        SELECT g.target_id FROM friends m CROSS JOIN follows g
        WHERE g.bucket = ((m.target_id >> 6) & 1023) AND g.account_id = m.target_id
        GROUP BY g.target_id ORDER BY count(*) DESC, g.target_id LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        reserved=reserved,
        most_friends=most_friends,
        most_following=most_following,
        limit=limit,
    )
    return [AccountId(row[0]) for row in rows]


def most_liked(tx: ReadTransaction, *, after: int, most_posts: int, limit: int) -> list[AccountId]:
    """Return who wrote what was favourited and boosted most since a post, among the newest."""
    rows = tx.rows(
        """
        WITH newest AS (
          SELECT post_id, account_id FROM public_entries WHERE post_id > :after
          ORDER BY post_id DESC LIMIT :most_posts)
        SELECT n.account_id FROM newest n CROSS JOIN post_stats s
        WHERE s.bucket = ((n.post_id >> 6) & 1023) AND s.post_id = n.post_id
        GROUP BY n.account_id HAVING SUM(s.favourites + s.boosts) > 0
        ORDER BY SUM(s.favourites + s.boosts) DESC, n.account_id LIMIT :limit
        """,
        after=after,
        most_posts=most_posts,
        limit=limit,
    )
    return [AccountId(row[0]) for row in rows]
