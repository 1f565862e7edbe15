"""The directory: the one place where something is unique across the whole site."""

from collections.abc import Collection
from enum import IntEnum

from arengo.base.ids import bucket_of_hash, key_hash
from arengo.storage.transaction import ReadTransaction, Transaction


class Namespace(IntEnum):
    """What a key names. Numbers are stored and never reused."""

    HANDLE = 1
    EMAIL = 2
    ACCOUNT_URI = 3
    POST_URI = 4
    TOKEN = 5
    ALIAS = 6
    SHA256 = 7
    CLIENT = 8
    SESSION = 9
    INVITE = 10
    PASSKEY = 11


def claim(tx: Transaction, namespace: Namespace, key: str, row_id: int) -> bool:
    """Take a key for `row_id`; False when somebody has it, whoever was faster."""
    digest = key_hash(key)
    added = tx.execute(
        """
        INSERT INTO directory (bucket, ns, key, id) VALUES (:bucket, :ns, :key, :id)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of_hash(digest),
        ns=int(namespace),
        key=digest,
        id=row_id,
    )
    return added == 1


def find(tx: ReadTransaction, namespace: Namespace, key: str) -> int | None:
    """Return the id behind a key that is in use."""
    digest = key_hash(key)
    found: int | None = tx.value(
        """
        SELECT id FROM directory
        WHERE bucket = :bucket AND ns = :ns AND key = :key AND retired_ms IS NULL
        """,
        bucket=bucket_of_hash(digest),
        ns=int(namespace),
        key=digest,
    )
    return found


def find_all(tx: ReadTransaction, namespace: Namespace, keys: Collection[str]) -> dict[str, int]:
    """Return the ids behind those of the keys that are in use."""
    digests = {key_hash(key): key for key in keys}
    if not digests:
        return {}
    params = {f"key_{position}": digest for position, digest in enumerate(digests)}
    rows = tx.rows(
        f"""
        SELECT key, id FROM directory
        WHERE bucket IN :buckets AND ns = :ns AND retired_ms IS NULL
          AND key IN ({", ".join(f":{name}" for name in params)})
        """,
        buckets=list({bucket_of_hash(digest) for digest in digests}),
        ns=int(namespace),
        **params,
    )
    return {digests[bytes(row[0])]: row[1] for row in rows}


def release(tx: Transaction, namespace: Namespace, key: str) -> None:
    """Give a key back: anybody may take it now."""
    digest = key_hash(key)
    tx.execute(
        "DELETE FROM directory WHERE bucket = :bucket AND ns = :ns AND key = :key",
        bucket=bucket_of_hash(digest),
        ns=int(namespace),
        key=digest,
    )


def retire(tx: Transaction, namespace: Namespace, key: str, *, at_ms: int) -> None:
    """Keep a key taken although its owner is gone, so that nobody can pose as them."""
    digest = key_hash(key)
    tx.execute(
        """
        UPDATE directory SET retired_ms = :at_ms
        WHERE bucket = :bucket AND ns = :ns AND key = :key
        """,
        bucket=bucket_of_hash(digest),
        ns=int(namespace),
        key=digest,
        at_ms=at_ms,
    )


def free_retired(tx: Transaction, namespace: Namespace, *, before_ms: int) -> int:
    """Let go of keys that were retired before a time; returns how many."""
    return tx.execute(
        "DELETE FROM directory WHERE ns = :ns AND retired_ms < :before_ms",
        ns=int(namespace),
        before_ms=before_ms,
    )
