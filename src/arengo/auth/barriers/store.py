"""The rows of blocks. Owns: ip_blocks, email_blocks, email_block_uses."""

from collections.abc import Collection
from ipaddress import ip_network
from typing import Any

from arengo.auth.barriers.model import DayOfUse, EmailBlock, EmailKind, IpBlock, Severity
from arengo.storage import ReadTransaction, Transaction


def add_ip_block(tx: Transaction, block: IpBlock) -> bool:
    """Insert a row; False when the network has one."""
    added = tx.execute(
        """
        INSERT INTO ip_blocks (id, network, severity, comment, expires_ms)
        VALUES (:id, :network, :severity, :comment, :expires_ms) ON CONFLICT DO NOTHING
        """,
        id=block.id,
        network=str(block.network),
        severity=int(block.severity),
        comment=block.comment,
        expires_ms=block.expires_ms,
    )
    return added == 1


def put_ip_block(tx: Transaction, block: IpBlock) -> None:
    """Write a row anew."""
    tx.execute(
        """
        UPDATE ip_blocks SET network = :network, severity = :severity, comment = :comment,
                             expires_ms = :expires_ms
        WHERE id = :id
        """,
        id=block.id,
        network=str(block.network),
        severity=int(block.severity),
        comment=block.comment,
        expires_ms=block.expires_ms,
    )


def remove_ip_block(tx: Transaction, block_id: int) -> bool:
    """Remove a row; False when there was none."""
    return tx.execute("DELETE FROM ip_blocks WHERE id = :id", id=block_id) == 1


def remove_expired(tx: Transaction, *, now_ms: int) -> int:
    """Remove networks whose time is over."""
    return tx.execute("DELETE FROM ip_blocks WHERE expires_ms <= :now_ms", now_ms=now_ms)


def ip_block(tx: ReadTransaction, block_id: int) -> IpBlock | None:
    """Return one row."""
    return tx.one(
        _ip_block,
        "SELECT id, network, severity, comment, expires_ms FROM ip_blocks WHERE id = :id",
        id=block_id,
    )


def ip_block_of(tx: ReadTransaction, network: str) -> IpBlock | None:
    """Return the row of exactly this network."""
    return tx.one(
        _ip_block,
        "SELECT id, network, severity, comment, expires_ms FROM ip_blocks WHERE network = :network",
        network=network,
    )


def ip_blocks(
    tx: ReadTransaction, *, before: int, after: int, upwards: bool, limit: int
) -> list[IpBlock]:
    """Return rows in the direction asked for."""
    order = "ASC" if upwards else "DESC"
    return tx.all(
        _ip_block,
        f"""
        SELECT id, network, severity, comment, expires_ms FROM ip_blocks
        WHERE id < :before AND id > :after ORDER BY id {order} LIMIT :limit
        """,
        before=before,
        after=after,
        limit=limit,
    )


def networks(tx: ReadTransaction, *, now_ms: int) -> list[tuple[str, int]]:
    """Return (network, severity) of everything that counts now."""
    rows = tx.rows(
        """
        SELECT network, severity FROM ip_blocks
        WHERE expires_ms IS NULL OR expires_ms > :now_ms ORDER BY id LIMIT 100000
        """,
        now_ms=now_ms,
    )
    return [(row[0], row[1]) for row in rows]


def add_email_block(tx: Transaction, block: EmailBlock) -> bool:
    """Insert a row; False when there is one."""
    added = tx.execute(
        """
        INSERT INTO email_blocks (id, kind, value) VALUES (:id, :kind, :value)
        ON CONFLICT DO NOTHING
        """,
        id=block.id,
        kind=int(block.kind),
        value=block.value,
    )
    return added == 1


def remove_email_block(tx: Transaction, block_id: int, kind: EmailKind) -> bool:
    """Remove a row with its counts; False when there was none."""
    removed = tx.execute(
        "DELETE FROM email_blocks WHERE id = :id AND kind = :kind", id=block_id, kind=int(kind)
    )
    if removed:
        tx.execute("DELETE FROM email_block_uses WHERE block_id = :id", id=block_id)
    return removed == 1


def email_block(tx: ReadTransaction, block_id: int, kind: EmailKind) -> EmailBlock | None:
    """Return one row."""
    return tx.one(
        _email_block,
        "SELECT id, kind, value FROM email_blocks WHERE id = :id AND kind = :kind",
        id=block_id,
        kind=int(kind),
    )


def email_blocks(
    tx: ReadTransaction, kind: EmailKind, *, before: int, after: int, upwards: bool, limit: int
) -> list[EmailBlock]:
    """Return rows of a kind in the direction asked for."""
    order = "ASC" if upwards else "DESC"
    return tx.all(
        _email_block,
        f"""
        SELECT id, kind, value FROM email_blocks
        WHERE kind = :kind AND id < :before AND id > :after ORDER BY id {order} LIMIT :limit
        """,
        kind=int(kind),
        before=before,
        after=after,
        limit=limit,
    )


def email_blocks_with(
    tx: ReadTransaction, kind: EmailKind, values: Collection[str]
) -> list[EmailBlock]:
    """Return rows of a kind with one of these values."""
    return tx.all(
        _email_block,
        "SELECT id, kind, value FROM email_blocks WHERE kind = :kind AND value IN :values",
        kind=int(kind),
        values=list(values),
    )


def count_use(tx: Transaction, block_id: int, *, day: int) -> None:
    """Count that somebody met a block that is there."""
    tx.execute(
        """
        INSERT INTO email_block_uses (block_id, day, uses)
        SELECT id, CAST(:day AS integer), 1 FROM email_blocks WHERE id = :block_id
        ON CONFLICT (block_id, day) DO UPDATE SET uses = email_block_uses.uses + 1
        """,
        block_id=block_id,
        day=day,
    )


def uses_of(
    tx: ReadTransaction, block_ids: Collection[int], *, since: int
) -> list[tuple[int, DayOfUse]]:
    """Return how often each of these was met, by day."""
    rows = tx.rows(
        """
        SELECT block_id, day, uses FROM email_block_uses
        WHERE block_id IN :ids AND day >= :since ORDER BY day DESC LIMIT 10000
        """,
        ids=list(block_ids),
        since=since,
    )
    return [(row[0], DayOfUse(row[1], row[2])) for row in rows]


def forget_uses(tx: Transaction, *, before: int) -> int:
    """Forget what was counted before a day."""
    return tx.execute("DELETE FROM email_block_uses WHERE day < :before", before=before)


def _ip_block(*row: Any) -> IpBlock:
    block_id, network, severity, comment, expires_ms = row
    return IpBlock(block_id, ip_network(network), Severity(severity), comment, expires_ms)


def _email_block(*row: Any) -> EmailBlock:
    return EmailBlock(row[0], EmailKind(row[1]), row[2])
