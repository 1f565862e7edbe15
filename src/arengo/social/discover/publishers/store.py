"""The rows of publishers. Owns: publishers."""

from collections.abc import Collection, Sequence
from typing import Any

from arengo.social.discover.publishers.model import Publisher
from arengo.storage import ReadTransaction, Transaction


def put_all(tx: Transaction, rows: Sequence[tuple[int, str]], *, now: int) -> None:
    """Insert hosts under these ids; those that are known keep theirs and were seen now."""
    tx.execute_many(
        """
        INSERT INTO publishers (id, host, seen_ms) VALUES (:id, :host, :now)
        ON CONFLICT (host) DO UPDATE SET seen_ms = excluded.seen_ms
        """,
        [{"id": number, "host": host, "now": now} for number, host in rows],
    )


def set_review(tx: Transaction, publisher_id: int, *, approved: int, now: int) -> bool:
    """Write down what the staff says; False when there is no such row."""
    changed = tx.execute(
        "UPDATE publishers SET approved = :approved, reviewed_ms = :now WHERE id = :id",
        id=publisher_id,
        approved=approved,
        now=now,
    )
    return changed == 1


def forget_unreviewed(tx: Transaction, *, before_ms: int) -> None:
    """Remove hosts of which nothing was said, and that were not seen since a time."""
    tx.execute(
        "DELETE FROM publishers WHERE approved IS NULL AND seen_ms < :before_ms",
        before_ms=before_ms,
    )


def by_id(tx: ReadTransaction, publisher_id: int) -> Publisher | None:
    """Return one row."""
    return tx.one(
        _publisher,
        "SELECT id, host, approved, reviewed_ms FROM publishers WHERE id = :id",
        id=publisher_id,
    )


def page(
    tx: ReadTransaction, *, before: int, after: int, upwards: bool, limit: int
) -> list[Publisher]:
    """Return rows in the direction asked for."""
    order = "ASC" if upwards else "DESC"
    return tx.all(
        _publisher,
        f"""
        SELECT id, host, approved, reviewed_ms FROM publishers
        WHERE id < :before AND id > :after ORDER BY id {order} LIMIT :limit
        """,
        before=before,
        after=after,
        limit=limit,
    )


def said_of(tx: ReadTransaction, hosts: Collection[str]) -> dict[str, bool]:
    """Return host → what the staff says, of those of these of which it says anything."""
    rows = tx.rows(
        "SELECT host, approved FROM publishers WHERE host IN :hosts AND approved IS NOT NULL",
        hosts=list(hosts),
    )
    return {row[0]: bool(row[1]) for row in rows}


def _publisher(*row: Any) -> Publisher:
    number, host, approved, reviewed_ms = row
    return Publisher(number, host, None if approved is None else bool(approved), reviewed_ms)
