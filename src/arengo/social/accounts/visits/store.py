"""Who was here in which weeks.

Owns: visits.
Reads: accounts.
"""

from collections.abc import Sequence

from arengo.base.ids import AccountId, bucket_of
from arengo.social.accounts.visits.model import bit_of, week_of
from arengo.storage import Transaction


def note(tx: Transaction, account_ids: Sequence[AccountId], *, day: int) -> None:
    """Write down that people were here on a day, in the order given; twice is once.

    Of somebody who was erased meanwhile nothing is written: the gate notes a day a little later.
    """
    at = {"week": week_of(day), "bit": bit_of(day)}
    tx.execute_many(
        """
        INSERT INTO visits (bucket, account_id, week, days)
        SELECT bucket, id, :week, :bit FROM accounts WHERE bucket = :bucket AND id = :account_id
        ON CONFLICT (bucket, account_id, week) DO UPDATE SET days = visits.days | excluded.days
        WHERE (visits.days & excluded.days) = 0
        """,
        [{"bucket": bucket_of(each), "account_id": each, **at} for each in account_ids],
    )


def remove_before(tx: Transaction, week: int, *, most: int) -> int:
    """Forget some of what is older than a week; returns how many rows: a scatter, for a job."""
    rows = tx.rows(
        "SELECT bucket, account_id, week FROM visits WHERE week < :week ORDER BY week LIMIT :most",
        week=week,
        most=most,
    )
    tx.execute_many(
        """
        DELETE FROM visits WHERE bucket = :bucket AND account_id = :account_id AND week = :week
        """,
        [{"bucket": row[0], "account_id": row[1], "week": row[2]} for row in rows],
    )
    return len(rows)


def remove_of(tx: Transaction, account_id: AccountId) -> int:
    """Forget when somebody was here."""
    return tx.execute(
        "DELETE FROM visits WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )
