"""The rows of blocked servers.

Owns: domain_blocks.
Reads: accounts.
"""

from collections.abc import Collection

from arengo.base.ids import AccountId, bucket_of, new_id
from arengo.storage import ReadTransaction, Transaction


def add(tx: Transaction, by: AccountId, domain: str) -> None:
    """Block a server; twice is once."""
    tx.execute(
        """
        INSERT INTO domain_blocks (bucket, account_id, domain, id)
        VALUES (:bucket, :by, :domain, :id)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(by),
        by=by,
        domain=domain,
        id=new_id(by),
    )


def remove(tx: Transaction, by: AccountId, domain: str) -> None:
    """Block it no longer."""
    tx.execute(
        """
        DELETE FROM domain_blocks
        WHERE bucket = :bucket AND account_id = :by AND domain = :domain
        """,
        bucket=bucket_of(by),
        by=by,
        domain=domain,
    )


def remove_all(tx: Transaction, by: AccountId) -> int:
    """Forget whatever servers somebody blocked; returns how many."""
    return tx.execute(
        "DELETE FROM domain_blocks WHERE bucket = :bucket AND account_id = :by",
        bucket=bucket_of(by),
        by=by,
    )


def page(
    tx: ReadTransaction, by: AccountId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, str]]:
    """Return (cursor, server) in the direction asked for."""
    order = "ASC" if upwards else "DESC"
    rows = tx.rows(
        f"""
        SELECT id, domain FROM domain_blocks
        WHERE bucket = :bucket AND account_id = :by AND id < :before AND id > :after
        ORDER BY id {order} LIMIT :limit
        """,
        bucket=bucket_of(by),
        by=by,
        before=before,
        after=after,
        limit=limit,
    )
    return [(row[0], row[1]) for row in rows]


def of_blocked_domains(
    tx: ReadTransaction, by: AccountId, people: Collection[AccountId]
) -> set[AccountId]:
    """Return who of these lives on a server that somebody blocked."""
    rows = tx.rows(
        """
        SELECT a.id FROM domain_blocks d
        JOIN accounts a ON a.bucket IN :buckets AND a.id IN :people AND a.domain = d.domain
        WHERE d.bucket = :bucket AND d.account_id = :by
        """,
        bucket=bucket_of(by),
        by=by,
        buckets=list({bucket_of(each) for each in people}),
        people=list(people),
    )
    return {AccountId(row[0]) for row in rows}
