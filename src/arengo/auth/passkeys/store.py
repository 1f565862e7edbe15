"""SQL of passkeys. Owns: passkeys."""

from typing import Any, Final

from arengo.auth.passkeys.model import NewPasskey, Passkey
from arengo.base.ids import AccountId, bucket_of
from arengo.storage import ReadTransaction, Transaction

COLUMNS: Final = "id, account_id, credential_id, public_key, sign_count, transports, name, used_ms"


def add(
    tx: Transaction, passkey_id: int, account_id: AccountId, new: NewPasskey, name: str
) -> None:
    tx.execute(
        """
        INSERT INTO passkeys
          (bucket, id, account_id, credential_id, public_key, sign_count, transports, name)
        VALUES
          (:bucket, :id, :account_id, :credential_id, :public_key, :sign_count, :transports, :name)
        """,
        bucket=bucket_of(passkey_id),
        id=passkey_id,
        account_id=account_id,
        credential_id=new.credential_id,
        public_key=new.public_key,
        sign_count=new.sign_count,
        transports=",".join(new.transports),
        name=name,
    )


def find(tx: ReadTransaction, passkey_id: int) -> Passkey | None:
    return tx.one(
        _passkey,
        f"SELECT {COLUMNS} FROM passkeys WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(passkey_id),
        id=passkey_id,
    )


def of_account(tx: ReadTransaction, account_id: AccountId, *, limit: int) -> list[Passkey]:
    return tx.all(
        _passkey,
        f"""
        SELECT {COLUMNS} FROM passkeys WHERE bucket = :bucket AND account_id = :account_id
        ORDER BY id LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        limit=limit,
    )


def count(tx: ReadTransaction, account_id: AccountId) -> int:
    found: int = tx.value(
        "SELECT count(*) FROM passkeys WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )
    return found


def use(
    tx: Transaction,
    passkey_id: int,
    *,
    asked_ms: int,
    sign_count: int,
    known_count: int,
    now_ms: int,
) -> bool:
    """Note a use; False when a newer question was answered meanwhile, or the passkey is gone."""
    used = tx.execute(
        """
        UPDATE passkeys SET asked_ms = :asked_ms, sign_count = :sign_count, used_ms = :now_ms
        WHERE bucket = :bucket AND id = :id AND asked_ms < :asked_ms AND sign_count = :known_count
        """,
        bucket=bucket_of(passkey_id),
        id=passkey_id,
        asked_ms=asked_ms,
        sign_count=sign_count,
        known_count=known_count,
        now_ms=now_ms,
    )
    return used == 1


def rename(tx: Transaction, passkey_id: int, *, name: str) -> None:
    tx.execute(
        "UPDATE passkeys SET name = :name WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(passkey_id),
        id=passkey_id,
        name=name,
    )


def remove(tx: Transaction, passkey_id: int) -> bytes | None:
    """Delete a passkey and return what its device knows it by; None when it was gone already."""
    gone: bytes | None = tx.value(
        "DELETE FROM passkeys WHERE bucket = :bucket AND id = :id RETURNING credential_id",
        bucket=bucket_of(passkey_id),
        id=passkey_id,
    )
    return gone


def _passkey(*columns: Any) -> Passkey:
    row = dict(zip(COLUMNS.split(", "), columns, strict=True))
    row["credential_id"], row["public_key"] = bytes(row["credential_id"]), bytes(row["public_key"])
    return Passkey(**row)
