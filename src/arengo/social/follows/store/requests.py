"""Requests to follow a locked account.

Owns: follow_requests.
"""

from collections.abc import Collection

from arengo.base.ids import AccountId, bucket_of
from arengo.social.follows.model import FollowRow
from arengo.social.follows.store.rows import encoded, follow_row, params, people_page
from arengo.storage import ReadTransaction, Transaction


def request_of(tx: ReadTransaction, by: AccountId, target: AccountId) -> FollowRow | None:
    """Return the request that somebody made of somebody."""
    return tx.one(
        follow_row,
        """
        SELECT account_id, target_id, flags, id, languages FROM follow_requests
        WHERE bucket = :bucket AND target_id = :target AND account_id = :by
        """,
        bucket=bucket_of(target),
        by=by,
        target=target,
    )


def put_request(tx: Transaction, request: FollowRow) -> None:
    """Record a request; one that waits already keeps its id and takes the new wishes."""
    tx.execute(
        """
        INSERT INTO follow_requests (bucket, target_id, account_id, flags, id, languages)
        VALUES (:bucket, :target_id, :account_id, :flags, :id, :languages)
        ON CONFLICT (bucket, target_id, account_id)
        DO UPDATE SET flags = excluded.flags, languages = excluded.languages
        """,
        bucket=bucket_of(request.target_id),
        languages=encoded(request.languages),
        **params(request),
    )


def remove_request(tx: Transaction, by: AccountId, target: AccountId) -> bool:
    """Remove a request; False when there was none."""
    removed = tx.execute(
        """
        DELETE FROM follow_requests
        WHERE bucket = :bucket AND target_id = :target AND account_id = :by
        """,
        bucket=bucket_of(target),
        by=by,
        target=target,
    )
    return removed == 1


def requests_by(
    tx: ReadTransaction, by: AccountId, targets: Collection[AccountId]
) -> set[AccountId]:
    """Return whom of these somebody has asked."""
    rows = tx.rows(
        """
        SELECT target_id FROM follow_requests
        WHERE bucket IN :buckets AND target_id IN :targets AND account_id = :by
        """,
        buckets=list({bucket_of(each) for each in targets}),
        targets=list(targets),
        by=by,
    )
    return {AccountId(row[0]) for row in rows}


def requests_to(
    tx: ReadTransaction, target: AccountId, people: Collection[AccountId]
) -> set[AccountId]:
    """Return who of these has asked somebody."""
    rows = tx.rows(
        """
        SELECT account_id FROM follow_requests
        WHERE bucket = :bucket AND target_id = :target AND account_id IN :people
        """,
        bucket=bucket_of(target),
        target=target,
        people=list(people),
    )
    return {AccountId(row[0]) for row in rows}


def count_requests(tx: ReadTransaction, target: AccountId, *, most: int) -> int:
    """Return how many wait, counting no further than `most`."""
    found: int = tx.value(
        """
        SELECT COUNT(*) FROM (
          SELECT id FROM follow_requests
          WHERE bucket = :bucket AND target_id = :target LIMIT :most
        ) AS waiting
        """,
        bucket=bucket_of(target),
        target=target,
        most=most,
    )
    return found


def remove_requests_by(tx: Transaction, by: AccountId, *, limit: int) -> int:
    """Remove some of what somebody asked of anybody: a scatter, once in the life of an account."""
    return tx.execute(
        """
        DELETE FROM follow_requests WHERE account_id = :by AND target_id IN (
          SELECT target_id FROM follow_requests WHERE account_id = :by
          ORDER BY target_id LIMIT :limit)
        """,
        by=by,
        limit=limit,
    )


def requests_page(
    tx: ReadTransaction, owner: AccountId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, AccountId]]:
    """Return (request, who asks), newest first."""
    head = (
        "SELECT id, account_id FROM follow_requests WHERE bucket = :bucket AND target_id = :owner"
    )
    return people_page(tx, head, owner, before=before, after=after, upwards=upwards, limit=limit)
