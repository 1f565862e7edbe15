"""Which notifications have to go: those of senders who leave, and those that are too old.

Reads: notifications, held_notifications, followers, follow_requests.
"""

from collections.abc import Sequence

from arengo.base.ids import AccountId, bucket_of
from arengo.storage import ReadTransaction


def told_by(
    tx: ReadTransaction, from_id: AccountId, *, most: int
) -> list[tuple[AccountId, int, str]]:
    """Return (whose, id, group) of bells that somebody rang, and of requests that still wait."""
    rows = tx.rows(
        """
        SELECT n.account_id, n.id, n.group_key
        FROM followers f
        JOIN notifications n ON n.bucket = ((f.account_id >> 6) & 1023)
          AND n.account_id = f.account_id AND n.from_id = :from_id AND n.type = 2
        WHERE f.bucket = :bucket AND f.target_id = :from_id AND (f.flags & 2) <> 0
        UNION ALL
        SELECT n.account_id, n.id, n.group_key
        FROM follow_requests q
        JOIN notifications n ON n.bucket = ((q.target_id >> 6) & 1023)
          AND n.account_id = q.target_id AND n.from_id = :from_id AND n.type = 5
        WHERE q.account_id = :from_id
        LIMIT :most
        """,
        bucket=bucket_of(from_id),
        from_id=from_id,
        most=most,
    )
    return [(AccountId(row[0]), row[1], row[2]) for row in rows]


def recipients_of_old(
    tx: ReadTransaction, *, buckets: Sequence[int], before: int, most: int
) -> list[AccountId]:
    """Return some in these buckets who were told something before an id, held or not."""
    return tx.all(
        AccountId,
        """
        SELECT n.account_id FROM notifications n WHERE n.bucket IN :buckets AND n.id < :before
        UNION
        SELECT h.account_id FROM held_notifications h
        WHERE h.bucket IN :buckets AND h.id < :before
        ORDER BY 1 LIMIT :most
        """,
        buckets=list(buckets),
        before=before,
        most=most,
    )
