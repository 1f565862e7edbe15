"""SQL of browser sessions. Owns: sessions. Reads: directory, users, accounts."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from arengo.auth.sessions.model import Session
from arengo.base.clock import DAY_MS
from arengo.base.ids import AccountId, bucket_of, bucket_of_hash, key_hash, time_of
from arengo.storage import ReadTransaction, Transaction
from arengo.storage.directory import Namespace
from arengo.storage.transaction import Row

_VIEWER: Final = """
SELECT s.id, s.account_id, s.hash, u.role, u.flags, a.flags
FROM directory d
JOIN sessions s ON s.bucket = (d.id >> 6) & 1023 AND s.id = d.id
JOIN users u ON u.bucket = s.bucket AND u.id = s.account_id
JOIN accounts a ON a.bucket = s.bucket AND a.id = s.account_id
WHERE d.bucket = :bucket AND d.ns = :ns AND d.key = :key AND s.expires_ms > :now_ms
"""
_SESSIONS: Final = int(Namespace.SESSION)
_COLUMNS: Final = "id, account_id, seen_ms, expires_ms, ip, agent"
MOST: Final = 1_000  # at once


def viewer_row(tx: ReadTransaction, cookie_hash: bytes, *, now_ms: int) -> Row | None:
    """Return what is known of a session, its user and its account, in one statement."""
    key = key_hash(cookie_hash.hex())
    return tx.row(_VIEWER, bucket=bucket_of_hash(key), ns=_SESSIONS, key=key, now_ms=now_ms)


def add(tx: Transaction, session: Session, *, cookie_hash: bytes) -> None:
    tx.execute(
        """
        INSERT INTO sessions (bucket, id, account_id, hash, seen_ms, expires_ms, ip, agent)
        VALUES (:bucket, :id, :account_id, :hash, :seen_ms, :expires_ms, :ip, :agent)
        """,
        bucket=bucket_of(session.id),
        id=session.id,
        account_id=session.account_id,
        hash=cookie_hash,
        seen_ms=session.seen_ms,
        expires_ms=session.expires_ms,
        ip=session.network,
        agent=session.agent,
    )


def find(tx: ReadTransaction, session_id: int) -> Session | None:
    return tx.one(
        _session,
        f"SELECT {_COLUMNS} FROM sessions WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(session_id),
        id=session_id,
    )


def of_account(tx: ReadTransaction, account_id: AccountId) -> list[Session]:
    """Return an account's sessions, newest first, ended ones that nobody cleared included."""
    return tx.all(
        _session,
        f"""
        SELECT {_COLUMNS} FROM sessions
        WHERE bucket = :bucket AND account_id = :account_id
        ORDER BY id DESC LIMIT :most
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=MOST,
    )


def living(tx: ReadTransaction, session_ids: Collection[int], *, now_ms: int) -> list[int]:
    """Return those of the sessions that still count."""
    rows = tx.rows(
        """
        SELECT id FROM sessions
        WHERE bucket IN :buckets AND id IN :ids AND expires_ms > :now_ms
        """,
        buckets=list({bucket_of(each) for each in session_ids}),
        ids=list(session_ids),
        now_ms=now_ms,
    )
    return [session_id for (session_id,) in rows]


def extend(tx: Transaction, session_id: int, *, seen_ms: int, expires_ms: int) -> None:
    tx.execute(
        """
        UPDATE sessions SET seen_ms = :seen_ms, expires_ms = :expires_ms
        WHERE bucket = :bucket AND id = :id AND seen_ms <= :seen_ms
        """,
        bucket=bucket_of(session_id),
        id=session_id,
        seen_ms=seen_ms,
        expires_ms=expires_ms,
    )


def set_seen(tx: Transaction, session_ids: Sequence[int], *, day: int, seen_ms: int) -> None:
    """Move the last use on for those that were not seen on this day yet."""
    rows = [
        {"bucket": bucket_of(each), "id": each, "seen_ms": seen_ms, "began_ms": day * DAY_MS}
        for each in session_ids
    ]
    tx.execute_many(
        """
        UPDATE sessions SET seen_ms = :seen_ms
        WHERE bucket = :bucket AND id = :id AND seen_ms < :began_ms
        """,
        rows,
    )


def remove(tx: Transaction, session_id: int) -> bytes | None:
    """Delete a session and return its hash; None when it was gone already."""
    gone: bytes | None = tx.value(
        "DELETE FROM sessions WHERE bucket = :bucket AND id = :id RETURNING hash",
        bucket=bucket_of(session_id),
        id=session_id,
    )
    return gone


def expired(tx: ReadTransaction, *, now_ms: int, limit: int) -> list[int]:
    """Return ids of sessions that are over: a scatter, for upkeep."""
    rows = tx.rows(
        "SELECT id FROM sessions WHERE expires_ms <= :now_ms ORDER BY id LIMIT :limit",
        now_ms=now_ms,
        limit=limit,
    )
    return [session_id for (session_id,) in rows]


def _session(*columns: Any) -> Session:
    session_id, account_id, seen_ms, expires_ms, network, agent = columns
    return Session(
        id=session_id,
        account_id=AccountId(account_id),
        began_ms=time_of(session_id),
        seen_ms=seen_ms,
        expires_ms=expires_ms,
        network=network or "",
        agent=agent or "",
    )
