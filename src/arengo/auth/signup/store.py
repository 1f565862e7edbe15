"""SQL of invitations. Owns: invites."""

from typing import Any, Final

from arengo.auth.signup.model import Invite
from arengo.base.ids import AccountId, bucket_of
from arengo.storage import ReadTransaction, Transaction

_COLUMNS: Final = "id, account_id, code, max_uses, uses, expires_ms"


def add(tx: Transaction, invite: Invite) -> None:
    tx.execute(
        """
        INSERT INTO invites (bucket, id, account_id, code, max_uses, uses, expires_ms)
        VALUES (:bucket, :id, :account_id, :code, :max_uses, 0, :expires_ms)
        """,
        bucket=bucket_of(invite.id),
        id=invite.id,
        account_id=invite.account_id,
        code=invite.code,
        max_uses=invite.max_uses,
        expires_ms=invite.expires_ms,
    )


def find(tx: ReadTransaction, invite_id: int) -> Invite | None:
    return tx.one(
        _invite,
        f"SELECT {_COLUMNS} FROM invites WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(invite_id),
        id=invite_id,
    )


def of_account(tx: ReadTransaction, account_id: AccountId, *, limit: int) -> list[Invite]:
    return tx.all(
        _invite,
        f"""
        SELECT {_COLUMNS} FROM invites WHERE bucket = :bucket AND account_id = :account_id
        ORDER BY id DESC LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        limit=limit,
    )


def newest(tx: ReadTransaction, *, before: int, limit: int) -> list[Invite]:
    """Return invitations of everybody, newest first: a scatter, for the operator."""
    return tx.all(
        _invite,
        f"SELECT {_COLUMNS} FROM invites WHERE id < :before ORDER BY id DESC LIMIT :limit",
        before=before,
        limit=limit,
    )


def use(tx: Transaction, invite_id: int, *, now_ms: int) -> bool:
    """Count one use; False when it is used up or over. Counting and checking are one statement."""
    used = tx.execute(
        """
        UPDATE invites SET uses = uses + 1
        WHERE bucket = :bucket AND id = :id
        AND (max_uses IS NULL OR uses < max_uses)
        AND (expires_ms IS NULL OR expires_ms > :now_ms)
        """,
        bucket=bucket_of(invite_id),
        id=invite_id,
        now_ms=now_ms,
    )
    return used == 1


def expire(tx: Transaction, invite_id: int, *, account_id: AccountId, now_ms: int) -> bool:
    """End an invitation of this account; False when it is not theirs or was over."""
    ended = tx.execute(
        """
        UPDATE invites SET expires_ms = :now_ms
        WHERE bucket = :bucket AND id = :id AND account_id = :account_id
        AND (expires_ms IS NULL OR expires_ms > :now_ms)
        """,
        bucket=bucket_of(invite_id),
        id=invite_id,
        account_id=account_id,
        now_ms=now_ms,
    )
    return ended == 1


def remove_of(tx: Transaction, account_id: AccountId) -> list[str]:
    """Delete an account's invitations and return their codes."""
    rows = tx.rows(
        "DELETE FROM invites WHERE bucket = :bucket AND account_id = :account_id RETURNING code",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )
    return [code for (code,) in rows]


def _invite(*columns: Any) -> Invite:
    invite_id, account_id, code, max_uses, uses, expires_ms = columns
    return Invite(
        id=invite_id,
        account_id=AccountId(account_id),
        code=code,
        max_uses=max_uses,
        uses=uses,
        expires_ms=expires_ms,
    )
