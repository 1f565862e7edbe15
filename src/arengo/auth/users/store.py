"""SQL of logins and their codes. Owns: users, one_time_codes, recovery_codes."""

from collections.abc import Collection
from typing import Any, Final

from arengo.auth.users.model import CodePurpose, User, UserFlag
from arengo.base.ids import bucket_of
from arengo.storage import ReadTransaction, Transaction

_COLUMNS: Final = (
    "id, role, flags, email, new_email, password_hash, totp_secret, totp_step, locale, reason, "
    "invite_id, app_id, signed_in_ms"
)
NO_FLAG: Final = UserFlag(0)


def add_user(tx: Transaction, user: User) -> None:
    tx.execute(
        """
        INSERT INTO users
        (bucket, id, role, flags, email, password_hash, locale, reason, invite_id, app_id)
        VALUES
        (:bucket, :id, :role, :flags, :email, :password_hash, :locale, :reason, :invite_id, :app_id)
        """,
        bucket=bucket_of(user.id),
        id=user.id,
        role=user.role,
        flags=int(user.flags),
        email=user.email,
        password_hash=user.password_hash,
        locale=user.locale,
        reason=user.reason,
        invite_id=user.invite_id,
        app_id=user.app_id,
    )


def find_user(tx: ReadTransaction, account_id: int) -> User | None:
    return tx.one(
        _user,
        f"SELECT {_COLUMNS} FROM users WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(account_id),
        id=account_id,
    )


def users_by_id(tx: ReadTransaction, ids: Collection[int]) -> list[User]:
    """Return those that exist, in no order."""
    return tx.all(
        _user,
        f"SELECT {_COLUMNS} FROM users WHERE bucket IN :buckets AND id IN :ids",
        buckets=list({bucket_of(each) for each in ids}),
        ids=list(ids),
    )


def staff(tx: ReadTransaction, *, limit: int) -> list[User]:
    """Return users whose role is above that of members, the highest first: a scatter, allowed."""
    return tx.all(
        _user,
        f"SELECT {_COLUMNS} FROM users WHERE role > 0 ORDER BY role DESC, id LIMIT :limit",
        limit=limit,
    )


def page_of_users(
    tx: ReadTransaction, *, mask: int, flags: int, before: int, limit: int
) -> list[User]:
    """Return users whose masked flags are these, newest first: a scatter, for the staff."""
    return tx.all(
        _user,
        f"""
        SELECT {_COLUMNS} FROM users WHERE (flags & :mask) = :flags AND id < :before
        ORDER BY id DESC LIMIT :limit
        """,
        mask=mask,
        flags=flags,
        before=before,
        limit=limit,
    )


def change_flags(
    tx: Transaction, account_id: int, *, add: UserFlag = NO_FLAG, drop: UserFlag = NO_FLAG
) -> bool:
    """Set and clear bits; False when nothing was different."""
    changed = tx.execute(
        """
        UPDATE users SET flags = (flags | :add) & ~:drop
        WHERE bucket = :bucket AND id = :id AND flags <> ((flags | :add) & ~:drop)
        """,
        bucket=bucket_of(account_id),
        id=account_id,
        add=int(add),
        drop=int(drop),
    )
    return changed == 1


def set_role(tx: Transaction, account_id: int, *, role: int) -> bool:
    changed = tx.execute(
        "UPDATE users SET role = :role WHERE bucket = :bucket AND id = :id AND role <> :role",
        bucket=bucket_of(account_id),
        id=account_id,
        role=role,
    )
    return changed == 1


def set_locale(tx: Transaction, account_id: int, *, locale: str) -> None:
    tx.execute(
        "UPDATE users SET locale = :locale WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(account_id),
        id=account_id,
        locale=locale,
    )


def set_password(tx: Transaction, account_id: int, *, password_hash: str) -> None:
    tx.execute(
        "UPDATE users SET password_hash = :hash WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(account_id),
        id=account_id,
        hash=password_hash,
    )


def replace_password(
    tx: Transaction, account_id: int, *, known_hash: str, password_hash: str
) -> bool:
    """Set another hash in place of a known one; False when that is not there any more."""
    changed = tx.execute(
        """
        UPDATE users SET password_hash = :hash
        WHERE bucket = :bucket AND id = :id AND password_hash = :known_hash
        """,
        bucket=bucket_of(account_id),
        id=account_id,
        hash=password_hash,
        known_hash=known_hash,
    )
    return changed == 1


def set_email(tx: Transaction, account_id: int, *, email: str) -> None:
    """Take an address for good; none waits any more."""
    tx.execute(
        """
        UPDATE users SET email = :email, new_email = NULL WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(account_id),
        id=account_id,
        email=email,
    )


def set_new_email(tx: Transaction, account_id: int, *, email: str | None) -> None:
    tx.execute(
        "UPDATE users SET new_email = :email WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(account_id),
        id=account_id,
        email=email,
    )


def set_signed_in(tx: Transaction, account_id: int, *, at_ms: int) -> None:
    tx.execute(
        "UPDATE users SET signed_in_ms = :at_ms WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(account_id),
        id=account_id,
        at_ms=at_ms,
    )


def set_totp(tx: Transaction, account_id: int, *, secret: bytes | None, step: int) -> None:
    tx.execute(
        """
        UPDATE users SET totp_secret = :secret, totp_step = :step
        WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(account_id),
        id=account_id,
        secret=secret,
        step=step,
    )


def accept_step(tx: Transaction, account_id: int, *, step: int) -> bool:
    """Use up a time step and those before it; False when it was used already."""
    changed = tx.execute(
        """
        UPDATE users SET totp_step = :step
        WHERE bucket = :bucket AND id = :id AND totp_step < :step
        """,
        bucket=bucket_of(account_id),
        id=account_id,
        step=step,
    )
    return changed == 1


def remove_user(tx: Transaction, account_id: int) -> str | None:
    """Delete a login and return its address; None when it was gone already."""
    gone: str | None = tx.value(
        "DELETE FROM users WHERE bucket = :bucket AND id = :id RETURNING email",
        bucket=bucket_of(account_id),
        id=account_id,
    )
    return gone


# ── one-time codes ───────────────────────────────────────────────────────────────────────────────


def put_code(
    tx: Transaction,
    account_id: int,
    purpose: CodePurpose,
    *,
    code_hash: bytes,
    expires_ms: int,
    extra: str | None = None,
) -> None:
    """Keep the newest code of a purpose; the one before it is worth nothing any more."""
    tx.execute(
        """
        INSERT INTO one_time_codes (bucket, account_id, purpose, hash, expires_ms, extra)
        VALUES (:bucket, :account_id, :purpose, :hash, :expires_ms, :extra)
        ON CONFLICT (bucket, account_id, purpose)
        DO UPDATE SET hash = excluded.hash, expires_ms = excluded.expires_ms, extra = excluded.extra
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        purpose=int(purpose),
        hash=code_hash,
        expires_ms=expires_ms,
        extra=extra,
    )


def find_code(
    tx: ReadTransaction, account_id: int, purpose: CodePurpose, *, now_ms: int
) -> tuple[bytes, str | None] | None:
    """Return (hash, extra) of a code that still counts."""
    row = tx.row(
        """
        SELECT hash, extra FROM one_time_codes
        WHERE bucket = :bucket AND account_id = :account_id AND purpose = :purpose
        AND expires_ms > :now_ms
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        purpose=int(purpose),
        now_ms=now_ms,
    )
    return None if row is None else (bytes(row[0]), row[1])


def code_expires_ms(tx: ReadTransaction, account_id: int, purpose: CodePurpose) -> int:
    """Return when the code of a purpose ends; 0 when there is none."""
    found: int | None = tx.value(
        """
        SELECT expires_ms FROM one_time_codes
        WHERE bucket = :bucket AND account_id = :account_id AND purpose = :purpose
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        purpose=int(purpose),
    )
    return found or 0


def take_code(
    tx: Transaction, account_id: int, purpose: CodePurpose, *, code_hash: bytes, now_ms: int
) -> bool:
    """Use up a code; False when it is not (or no longer) the one."""
    taken = tx.execute(
        """
        DELETE FROM one_time_codes
        WHERE bucket = :bucket AND account_id = :account_id AND purpose = :purpose
        AND hash = :hash AND expires_ms > :now_ms
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        purpose=int(purpose),
        hash=code_hash,
        now_ms=now_ms,
    )
    return taken == 1


def remove_code(tx: Transaction, account_id: int, purpose: CodePurpose) -> None:
    tx.execute(
        """
        DELETE FROM one_time_codes
        WHERE bucket = :bucket AND account_id = :account_id AND purpose = :purpose
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        purpose=int(purpose),
    )


def remove_codes_of(tx: Transaction, account_id: int) -> None:
    tx.execute(
        "DELETE FROM one_time_codes WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )


def remove_codes_before(tx: Transaction, *, expired_ms: int, most: int) -> int:
    """Forget some codes that are over; returns how many: a scatter, for upkeep."""
    return tx.execute(
        """
        DELETE FROM one_time_codes WHERE expires_ms < :expired_ms AND hash IN (
          SELECT hash FROM one_time_codes WHERE expires_ms < :expired_ms
          ORDER BY expires_ms LIMIT :most)
        """,
        expired_ms=expired_ms,
        most=most,
    )


# ── recovery codes ───────────────────────────────────────────────────────────────────────────────


def add_recovery_codes(tx: Transaction, account_id: int, *, hashes: list[bytes]) -> None:
    tx.execute_many(
        """
        INSERT INTO recovery_codes (bucket, account_id, hash) VALUES (:bucket, :account_id, :hash)
        """,
        [{"bucket": bucket_of(account_id), "account_id": account_id, "hash": h} for h in hashes],
    )


def take_recovery_code(tx: Transaction, account_id: int, *, code_hash: bytes) -> bool:
    """Use up a recovery code; False when it is none."""
    taken = tx.execute(
        """
        DELETE FROM recovery_codes
        WHERE bucket = :bucket AND account_id = :account_id AND hash = :hash
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        hash=code_hash,
    )
    return taken == 1


def count_recovery_codes(tx: ReadTransaction, account_id: int) -> int:
    found: int = tx.value(
        """
        SELECT count(*) FROM recovery_codes WHERE bucket = :bucket AND account_id = :account_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
    )
    return found


def remove_recovery_codes(tx: Transaction, account_id: int) -> None:
    tx.execute(
        "DELETE FROM recovery_codes WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )


def _user(*columns: Any) -> User:
    row = dict(zip(_COLUMNS.replace(" ", "").split(","), columns, strict=True))
    secret = row["totp_secret"]
    row["totp_secret"] = None if secret is None else bytes(secret)
    return User(**{**row, "flags": UserFlag(row["flags"])})
