"""Follows, each written on both sides.

Owns: follows, followers.
"""

from collections.abc import Collection
from typing import Any, Final

from arengo.base.ids import AccountId, bucket_of
from arengo.social.follows.model import FollowRow
from arengo.social.follows.store.rows import encoded, follow_row, params, people_page
from arengo.storage import ReadTransaction, Transaction


def follow_of(tx: ReadTransaction, by: AccountId, target: AccountId) -> FollowRow | None:
    """Return the follow between two, in this direction."""
    return tx.one(
        follow_row,
        """
        SELECT account_id, target_id, flags, id, languages FROM follows
        WHERE bucket = :bucket AND account_id = :by AND target_id = :target
        """,
        bucket=bucket_of(by),
        by=by,
        target=target,
    )


def follows_of(
    tx: ReadTransaction, by: AccountId, targets: Collection[AccountId]
) -> list[FollowRow]:
    """Return which of these somebody follows."""
    return tx.all(
        follow_row,
        """
        SELECT account_id, target_id, flags, id, languages FROM follows
        WHERE bucket = :bucket AND account_id = :by AND target_id IN :targets
        """,
        bucket=bucket_of(by),
        by=by,
        targets=list(targets),
    )


def followers_among(
    tx: ReadTransaction, target: AccountId, people: Collection[AccountId]
) -> set[AccountId]:
    """Return which of these follow somebody."""
    rows = tx.rows(
        """
        SELECT account_id FROM followers
        WHERE bucket = :bucket AND target_id = :target AND account_id IN :people
        """,
        bucket=bucket_of(target),
        target=target,
        people=list(people),
    )
    return {AccountId(row[0]) for row in rows}


def add_follow(tx: Transaction, follow: FollowRow) -> bool:
    """Record a follow on both sides; False when it was there already."""
    columns = params(follow)
    added = tx.execute(
        """
        INSERT INTO follows (bucket, account_id, target_id, flags, id, languages)
        VALUES (:bucket, :account_id, :target_id, :flags, :id, :languages)
        ON CONFLICT (bucket, account_id, target_id) DO NOTHING
        """,
        bucket=bucket_of(follow.account_id),
        languages=encoded(follow.languages),
        **columns,
    )
    if not added:
        return False
    tx.execute(
        """
        INSERT INTO followers (bucket, target_id, account_id, flags, id)
        VALUES (:bucket, :target_id, :account_id, :flags, :id)
        """,
        bucket=bucket_of(follow.target_id),
        **columns,
    )
    return True


def change_follow(tx: Transaction, follow: FollowRow) -> None:
    """Write what a follower wants to see, on both sides."""
    key = {"account_id": follow.account_id, "target_id": follow.target_id}
    tx.execute(
        """
        UPDATE follows SET flags = :flags, languages = :languages
        WHERE bucket = :bucket AND account_id = :account_id AND target_id = :target_id
        """,
        bucket=bucket_of(follow.account_id),
        flags=int(follow.flags),
        languages=encoded(follow.languages),
        **key,
    )
    tx.execute(
        """
        UPDATE followers SET flags = :flags
        WHERE bucket = :bucket AND target_id = :target_id AND account_id = :account_id
        """,
        bucket=bucket_of(follow.target_id),
        flags=int(follow.flags),
        **key,
    )


def remove_follow(tx: Transaction, by: AccountId, target: AccountId) -> bool:
    """Remove a follow on both sides; False when there was none."""
    removed = tx.execute(
        """
        DELETE FROM follows WHERE bucket = :bucket AND account_id = :by AND target_id = :target
        """,
        bucket=bucket_of(by),
        by=by,
        target=target,
    )
    if removed:
        tx.execute(
            """
            DELETE FROM followers
            WHERE bucket = :bucket AND target_id = :target AND account_id = :by
            """,
            bucket=bucket_of(target),
            by=by,
            target=target,
        )
    return removed == 1


def following_page(
    tx: ReadTransaction, owner: AccountId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, AccountId]]:
    """Return (follow, whom somebody follows), newest first."""
    head = "SELECT id, target_id FROM follows WHERE bucket = :bucket AND account_id = :owner"
    return people_page(tx, head, owner, before=before, after=after, upwards=upwards, limit=limit)


def followers_page(
    tx: ReadTransaction, owner: AccountId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, AccountId]]:
    """Return (follow, who follows somebody), newest first."""
    head = "SELECT id, account_id FROM followers WHERE bucket = :bucket AND target_id = :owner"
    return people_page(tx, head, owner, before=before, after=after, upwards=upwards, limit=limit)


# Two forms of one question, as in timelines: SQLite walks the lists in this order.
_FAMILIAR: Final = {
    "sqlite": """
      SELECT r.target_id, r.account_id FROM json_each(:targets) j CROSS JOIN follows f
      CROSS JOIN followers r ON r.bucket = ((j.value >> 6) & 1023) AND r.target_id = j.value
        AND r.account_id = f.target_id
      WHERE f.bucket = :bucket AND f.account_id = :by
      ORDER BY r.id DESC LIMIT 4000
    """,
    "postgresql": """
      SELECT r.target_id, r.account_id FROM follows f
      JOIN followers r ON r.bucket IN :buckets AND r.target_id IN :targets
        AND r.account_id = f.target_id
      WHERE f.bucket = :bucket AND f.account_id = :by
      ORDER BY r.id DESC LIMIT 4000
    """,
}


def familiar_followers(
    tx: ReadTransaction, by: AccountId, targets: Collection[AccountId]
) -> list[tuple[AccountId, AccountId]]:
    """Return (whom, who) of those that somebody follows and that follow these, last first."""
    keys: dict[str, Any] = {"targets": list(targets), "bucket": bucket_of(by), "by": by}
    if tx.engine == "postgresql":
        keys["buckets"] = list({bucket_of(each) for each in targets})
    return [(AccountId(row[0]), AccountId(row[1])) for row in tx.rows(_FAMILIAR[tx.engine], **keys)]


def notified_followers(
    tx: ReadTransaction, target: AccountId, *, after: int, limit: int
) -> list[tuple[int, AccountId]]:
    """Return (follow, who) of those who want to hear of every post, oldest follow first."""
    rows = tx.rows(
        """
        SELECT id, account_id FROM followers
        WHERE bucket = :bucket AND target_id = :target AND id > :after AND (flags & 2) = 2
        ORDER BY id LIMIT :limit
        """,
        bucket=bucket_of(target),
        target=target,
        after=after,
        limit=limit,
    )
    return [(row[0], AccountId(row[1])) for row in rows]
