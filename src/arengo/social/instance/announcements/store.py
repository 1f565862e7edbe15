"""The rows of announcements, of who put them away, and of reactions.

Owns: announcements, announcement_counts, announcement_reads, announcement_reactions.
"""

from collections.abc import Collection
from typing import Any, Final

from arengo.base.ids import AccountId, bucket_of
from arengo.social.instance.announcements.model import Announcement, Count
from arengo.storage import ReadTransaction, Transaction

_COLUMNS: Final = "id, text, starts_ms, ends_ms, all_day, published_ms, changed_ms, scheduled_ms"


def _announcement(*columns: Any) -> Announcement:
    number, text, starts_ms, ends_ms, all_day, *times = columns
    return Announcement(number, text, starts_ms, ends_ms, bool(all_day), *times)


def announcement_by_id(tx: ReadTransaction, announcement_id: int) -> Announcement | None:
    """Return an announcement, in whatever state."""
    return tx.one(
        _announcement,
        f"""
        SELECT {_COLUMNS} FROM announcements WHERE id = :id
        """,
        id=announcement_id,
    )


def announcements(tx: ReadTransaction, *, limit: int) -> list[Announcement]:
    """Return all announcements, drafts included, newest first."""
    return tx.all(
        _announcement,
        f"""
        SELECT {_COLUMNS} FROM announcements ORDER BY id DESC LIMIT :limit
        """,
        limit=limit,
    )


def current(tx: ReadTransaction, *, now_ms: int, limit: int) -> list[Announcement]:
    """Return what everybody sees now, oldest first."""
    return tx.all(
        _announcement,
        f"""
        SELECT {_COLUMNS} FROM announcements
        WHERE published_ms IS NOT NULL AND (ends_ms IS NULL OR ends_ms > :now_ms)
        ORDER BY COALESCE(starts_ms, published_ms), id LIMIT :limit
        """,
        now_ms=now_ms,
        limit=limit,
    )


def put(tx: Transaction, announcement: Announcement) -> None:
    """Write an announcement, new or changed."""
    tx.execute(
        f"""
        INSERT INTO announcements ({_COLUMNS})
        VALUES (:id, :text, :starts_ms, :ends_ms, :all_day, :published_ms, :changed_ms,
                :scheduled_ms)
        ON CONFLICT (id) DO UPDATE SET
          text = excluded.text, starts_ms = excluded.starts_ms, ends_ms = excluded.ends_ms,
          all_day = excluded.all_day, published_ms = excluded.published_ms,
          changed_ms = excluded.changed_ms, scheduled_ms = excluded.scheduled_ms
        """,
        id=announcement.id,
        text=announcement.text,
        starts_ms=announcement.starts_ms,
        ends_ms=announcement.ends_ms,
        all_day=int(announcement.all_day),
        published_ms=announcement.published_ms,
        changed_ms=announcement.changed_ms,
        scheduled_ms=announcement.scheduled_ms,
    )


def remove(tx: Transaction, announcement_id: int) -> None:
    """Remove an announcement with all that people did with it: a scatter, by the operator."""
    for statement in (
        "DELETE FROM announcement_reads WHERE announcement_id = :id",
        "DELETE FROM announcement_reactions WHERE announcement_id = :id",
        "DELETE FROM announcement_counts WHERE announcement_id = :id",
        "DELETE FROM announcements WHERE id = :id",
    ):
        tx.execute(statement, id=announcement_id)


def add_read(tx: Transaction, account_id: AccountId, announcement_id: int) -> None:
    """Remember that somebody put it away; twice is once."""
    tx.execute(
        """
        INSERT INTO announcement_reads (bucket, account_id, announcement_id)
        VALUES (:bucket, :account_id, :announcement_id)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        announcement_id=announcement_id,
    )


def read_by(tx: ReadTransaction, account_id: AccountId, ids: Collection[int]) -> set[int]:
    """Return which of these somebody has put away."""
    rows = tx.rows(
        """
        SELECT announcement_id FROM announcement_reads
        WHERE bucket = :bucket AND account_id = :account_id AND announcement_id IN :ids
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        ids=list(ids),
    )
    return {row[0] for row in rows}


def remove_reads(tx: Transaction, account_id: AccountId) -> int:
    """Forget what somebody put away; returns how many."""
    return tx.execute(
        "DELETE FROM announcement_reads WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )


def add_reaction(tx: Transaction, account_id: AccountId, announcement_id: int, name: str) -> bool:
    """Record a reaction; False when it was there already."""
    added = tx.execute(
        """
        INSERT INTO announcement_reactions (bucket, account_id, announcement_id, name)
        VALUES (:bucket, :account_id, :announcement_id, :name)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        announcement_id=announcement_id,
        name=name,
    )
    return added == 1


def remove_reaction(
    tx: Transaction, account_id: AccountId, announcement_id: int, name: str
) -> bool:
    """Take a reaction back; False when there was none."""
    removed = tx.execute(
        """
        DELETE FROM announcement_reactions
        WHERE bucket = :bucket AND account_id = :account_id
          AND announcement_id = :announcement_id AND name = :name
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        announcement_id=announcement_id,
        name=name,
    )
    return removed == 1


def reactions_of(
    tx: ReadTransaction, account_id: AccountId, *, limit: int
) -> list[tuple[int, str]]:
    """Return (announcement, reaction) of somebody."""
    rows = tx.rows(
        """
        SELECT announcement_id, name FROM announcement_reactions
        WHERE bucket = :bucket AND account_id = :account_id
        ORDER BY announcement_id DESC, name LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        limit=limit,
    )
    return [(row[0], row[1]) for row in rows]


def count(tx: Transaction, announcement_id: int, name: str, *, by: int, now_ms: int) -> None:
    """Add to the number of those who reacted in one way; at none the way is forgotten."""
    tx.execute(
        """
        INSERT INTO announcement_counts (announcement_id, name, count, first_ms)
        VALUES (:id, :name, :by, :now_ms)
        ON CONFLICT (announcement_id, name)
        DO UPDATE SET count = announcement_counts.count + excluded.count
        """,
        id=announcement_id,
        name=name,
        by=by,
        now_ms=now_ms,
    )
    tx.execute(
        """
        DELETE FROM announcement_counts
        WHERE announcement_id = :id AND name = :name AND count <= 0
        """,
        id=announcement_id,
        name=name,
    )


def counts(tx: ReadTransaction, ids: Collection[int]) -> list[Count]:
    """Return how many reacted how, the first way first."""
    return tx.all(
        Count,
        """
        SELECT announcement_id, name, count FROM announcement_counts
        WHERE announcement_id IN :ids ORDER BY announcement_id, first_ms, name
        """,
        ids=list(ids),
    )
