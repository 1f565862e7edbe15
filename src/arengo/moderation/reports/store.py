"""The rows of reports. Owns: reports."""

import msgspec

from arengo.base.ids import AccountId, bucket_of
from arengo.moderation.reports.model import Report
from arengo.storage import Transaction


def add(tx: Transaction, report: Report) -> None:
    """Insert a row."""
    tx.execute(
        """
        INSERT INTO reports (bucket, id, target_id, by_id, category, comment, post_ids, rule_ids,
                             forward)
        VALUES (:bucket, :id, :target_id, :by_id, :category, :comment, :post_ids, :rule_ids,
                :forward)
        """,
        bucket=bucket_of(report.target_id),
        id=report.id,
        target_id=report.target_id,
        by_id=report.by_id,
        category=int(report.category),
        comment=report.comment,
        post_ids=msgspec.json.encode(report.post_ids).decode(),
        rule_ids=msgspec.json.encode(report.rule_ids).decode(),
        forward=int(report.forward),
    )


def close_of(tx: Transaction, target_id: AccountId, *, at_ms: int) -> int:
    """Close what is open about somebody; returns how many."""
    return tx.execute(
        """
        UPDATE reports SET closed_ms = :at_ms
        WHERE bucket = :bucket AND target_id = :target_id AND closed_ms IS NULL
        """,
        bucket=bucket_of(target_id),
        target_id=target_id,
        at_ms=at_ms,
    )


def remove_of(tx: Transaction, target_id: AccountId, *, most: int) -> int:
    """Remove some reports about somebody; returns how many."""
    return tx.execute(
        """
        DELETE FROM reports WHERE bucket = :bucket AND target_id = :target_id AND id IN (
          SELECT id FROM reports WHERE bucket = :bucket AND target_id = :target_id
          ORDER BY id LIMIT :most)
        """,
        bucket=bucket_of(target_id),
        target_id=target_id,
        most=most,
    )


def forget_reporter(tx: Transaction, by_id: AccountId) -> int:
    """Forget who reported, of all that somebody did: a scatter; returns how many."""
    return tx.execute("UPDATE reports SET by_id = NULL WHERE by_id = :by_id", by_id=by_id)
