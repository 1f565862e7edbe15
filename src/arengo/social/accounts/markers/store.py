"""The rows of markers.

Owns: markers.
"""

from collections.abc import Collection

from arengo.base.ids import AccountId, bucket_of
from arengo.social.accounts.markers.model import Marker, Timeline
from arengo.storage import ReadTransaction, Transaction


def _marker(timeline: int, last_read_id: int, version: int, changed_ms: int) -> Marker:
    return Marker(Timeline(timeline), last_read_id, version, changed_ms)


def markers_of(
    tx: ReadTransaction, account_id: AccountId, timelines: Collection[Timeline]
) -> list[Marker]:
    """Return those of somebody's markers that were ever set."""
    return tx.all(
        _marker,
        """
        SELECT timeline, last_read_id, version, changed_ms FROM markers
        WHERE bucket = :bucket AND account_id = :account_id AND timeline IN :timelines
        ORDER BY timeline
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        timelines=[int(each) for each in timelines],
    )


def put_marker(
    tx: Transaction, account_id: AccountId, timeline: Timeline, *, last_read_id: int, now_ms: int
) -> None:
    """Set a marker and raise its version."""
    tx.execute(
        """
        INSERT INTO markers (bucket, account_id, timeline, last_read_id, changed_ms)
        VALUES (:bucket, :account_id, :timeline, :last_read_id, :now_ms)
        ON CONFLICT (bucket, account_id, timeline) DO UPDATE SET
          last_read_id = excluded.last_read_id, changed_ms = excluded.changed_ms,
          version = markers.version + 1
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        timeline=int(timeline),
        last_read_id=last_read_id,
        now_ms=now_ms,
    )


def remove_markers(tx: Transaction, account_id: AccountId) -> int:
    """Forget how far somebody read; returns how many markers there were."""
    return tx.execute(
        "DELETE FROM markers WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )
