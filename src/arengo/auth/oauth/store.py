"""SQL of apps, grants and tokens. Owns: apps, grants, tokens. Reads: directory, users, accounts."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from arengo.auth.oauth.model import App, Grant
from arengo.base.ids import AccountId, bucket_of, bucket_of_hash, key_hash
from arengo.storage import ReadTransaction, Transaction
from arengo.storage.directory import Namespace
from arengo.storage.transaction import Row

_HOLDER: Final = "t.id, t.account_id, t.app_id, t.scopes, t.hash, u.role, u.flags, a.flags"
_WITH_USER: Final = """
LEFT JOIN users u ON u.bucket = t.bucket AND u.id = t.account_id
LEFT JOIN accounts a ON a.bucket = t.bucket AND a.id = t.account_id
"""
# The id behind a token tells its bucket: one statement finds token, user and account.
_VIEWER: Final = f"""
SELECT {_HOLDER}
FROM directory d
JOIN tokens t ON t.bucket = (d.id >> 6) & 1023 AND t.id = d.id
{_WITH_USER}
WHERE d.bucket = :bucket AND d.ns = :ns AND d.key = :key
"""
_VIEWERS: Final = f"""
SELECT {_HOLDER} FROM EACH :ids e CROSS JOIN tokens t {_WITH_USER}
WHERE t.bucket = ((e.id >> 6) & 1023) AND t.id = e.id
"""
_TOKENS: Final = int(Namespace.TOKEN)
MOST: Final = 10_000  # at once
_APP: Final = "id, client_id, secret_hash, name, website, redirect_uris, scopes"


def viewer_row(tx: ReadTransaction, token_hash: bytes) -> Row | None:
    """Return what is known of a token, its user and its account, in one statement."""
    key = key_hash(token_hash.hex())
    return tx.row(_VIEWER, bucket=bucket_of_hash(key), ns=_TOKENS, key=key)


def viewer_rows(tx: ReadTransaction, token_ids: Collection[int]) -> list[Row]:
    """Return the same of several tokens by their ids."""
    return tx.rows(_VIEWERS, ids=list(token_ids))


def add_app(tx: Transaction, app: App) -> None:
    tx.execute(
        """
        INSERT INTO apps
        (bucket, id, client_id, secret_hash, name, website, redirect_uris, scopes, used)
        VALUES
        (:bucket, :id, :client_id, :secret_hash, :name, :website, :redirect_uris, :scopes, 0)
        """,
        bucket=bucket_of(app.id),
        id=app.id,
        client_id=app.client_id,
        secret_hash=app.secret_hash,
        name=app.name,
        website=app.website,
        redirect_uris="\n".join(app.redirect_uris),
        scopes=" ".join(app.scopes),
    )


def mark_used(tx: Transaction, app_id: int) -> bool:
    """Say that somebody let an app in; False when that was said before, or it is gone."""
    changed = tx.execute(
        "UPDATE apps SET used = 1 WHERE bucket = :bucket AND id = :id AND used = 0",
        bucket=bucket_of(app_id),
        id=app_id,
    )
    return changed == 1


def unused_apps(
    tx: ReadTransaction, buckets: Collection[int], *, before: int, most: int
) -> list[int]:
    """Return some apps older than that which nobody let in and which hold no token either."""
    rows = tx.rows(
        """
        SELECT a.id FROM apps a
        WHERE a.bucket IN :buckets AND a.used = 0 AND a.id < :before AND NOT EXISTS (
          SELECT 1 FROM tokens t
          WHERE t.bucket = a.bucket AND t.account_id IS NULL AND t.app_id = a.id)
        ORDER BY a.id LIMIT :most
        """,
        buckets=list(buckets),
        before=before,
        most=most,
    )
    return [app_id for (app_id,) in rows]


def remove_unused(tx: Transaction, app_id: int) -> str | None:
    """Delete an app and return what it calls itself; None when it is used or gone by now."""
    gone: str | None = tx.value(
        """
        DELETE FROM apps WHERE bucket = :bucket AND id = :id AND used = 0
        RETURNING client_id
        """,
        bucket=bucket_of(app_id),
        id=app_id,
    )
    return gone


def find_app(tx: ReadTransaction, app_id: int) -> App | None:
    return tx.one(
        _app,
        f"SELECT {_APP} FROM apps WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(app_id),
        id=app_id,
    )


def find_apps(tx: ReadTransaction, app_ids: list[int]) -> list[App]:
    """Return those of the apps that exist; the list is not empty."""
    return tx.all(
        _app,
        f"SELECT {_APP} FROM apps WHERE bucket IN :buckets AND id IN :ids ORDER BY id",
        buckets=sorted({bucket_of(app_id) for app_id in app_ids}),
        ids=app_ids,
    )


def add_token(
    tx: Transaction,
    *,
    token_id: int,
    account_id: AccountId | None,
    app_id: int,
    token_hash: bytes,
    scopes: str,
) -> None:
    tx.execute(
        """
        INSERT INTO tokens (bucket, id, account_id, app_id, hash, scopes)
        VALUES (:bucket, :id, :account_id, :app_id, :hash, :scopes)
        """,
        bucket=bucket_of(token_id),
        id=token_id,
        account_id=account_id,
        app_id=app_id,
        hash=token_hash,
        scopes=scopes,
    )


def set_seen(tx: Transaction, token_ids: Sequence[int], *, day: int) -> None:
    """Move the last day of use on, one row at a time: a batch would lock in an order of its own."""
    tx.execute_many(
        """
        UPDATE tokens SET seen_day = :day
        WHERE bucket = :bucket AND id = :id AND seen_day < :day
        """,
        [{"bucket": bucket_of(each), "id": each, "day": day} for each in token_ids],
    )


def remove_token(tx: Transaction, token_id: int) -> bytes | None:
    """Delete a token and return its hash; None when it was gone already."""
    gone: bytes | None = tx.value(
        "DELETE FROM tokens WHERE bucket = :bucket AND id = :id RETURNING hash",
        bucket=bucket_of(token_id),
        id=token_id,
    )
    return gone


def unused_tokens(
    tx: ReadTransaction, buckets: Collection[int], *, before: int, day: int, most: int
) -> list[int]:
    """Return some tokens without a user, older than that and last used before a day."""
    rows = tx.rows(
        """
        SELECT id FROM tokens
        WHERE bucket IN :buckets AND account_id IS NULL AND id < :before AND seen_day < :day
        ORDER BY id LIMIT :most
        """,
        buckets=list(buckets),
        before=before,
        day=day,
        most=most,
    )
    return [token_id for (token_id,) in rows]


def tokens_of(
    tx: ReadTransaction, account_id: AccountId, *, app_id: int | None = None
) -> list[tuple[int, int, str, int]]:
    """Return (id, app_id, scopes, seen_day) of tokens, oldest first; of one app, or of all."""
    of_app = "" if app_id is None else "AND app_id = :app_id"
    params = {} if app_id is None else {"app_id": app_id}
    return tx.all(
        lambda *columns: columns,
        f"""
        SELECT id, app_id, scopes, seen_day FROM tokens
        WHERE bucket = :bucket AND account_id = :account_id {of_app}
        ORDER BY id LIMIT :most
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=MOST,
        **params,
    )


def add_grant(tx: Transaction, grant: Grant) -> None:
    tx.execute(
        """
        INSERT INTO grants
        (bucket, hash, app_id, account_id, redirect_uri, scopes, challenge, expires_ms)
        VALUES
        (:bucket, :hash, :app_id, :account_id, :redirect_uri, :scopes, :challenge, :expires_ms)
        """,
        bucket=grant.bucket,
        hash=grant.hash,
        app_id=grant.app_id,
        account_id=grant.account_id,
        redirect_uri=grant.redirect_uri,
        scopes=" ".join(grant.scopes),
        challenge=grant.challenge,
        expires_ms=grant.expires_ms,
    )


def find_grant(tx: ReadTransaction, code_hash: bytes) -> Grant | None:
    return tx.one(
        _grant,
        """
        SELECT bucket, hash, app_id, account_id, redirect_uri, scopes, challenge, expires_ms,
            token_id
        FROM grants WHERE bucket = :bucket AND hash = :hash
        """,
        bucket=bucket_of_hash(code_hash),
        hash=code_hash,
    )


def use_grant(tx: Transaction, grant: Grant, *, token_id: int) -> bool:
    """Mark a code as used; False when somebody was faster."""
    changed = tx.execute(
        """
        UPDATE grants SET token_id = :token_id
        WHERE bucket = :bucket AND hash = :hash AND token_id IS NULL
        """,
        bucket=grant.bucket,
        hash=grant.hash,
        token_id=token_id,
    )
    return changed == 1


def remove_grants_before(tx: Transaction, *, expired_ms: int, most: int) -> int:
    """Forget some codes that can neither be used nor betray a theft: a scatter, for upkeep."""
    return tx.execute(
        """
        DELETE FROM grants WHERE expires_ms < :expired_ms AND hash IN (
          SELECT hash FROM grants WHERE expires_ms < :expired_ms
          ORDER BY expires_ms LIMIT :most)
        """,
        expired_ms=expired_ms,
        most=most,
    )


def remove_grants_for(tx: Transaction, account_id: AccountId, *, app_id: int) -> None:
    """Forget an account's codes for one app: a scatter over the codes of a day; rare."""
    tx.execute(
        "DELETE FROM grants WHERE account_id = :account_id AND app_id = :app_id",
        account_id=account_id,
        app_id=app_id,
    )


def remove_grants_of(tx: Transaction, account_id: AccountId) -> None:
    """Forget an account's codes: a scatter over the codes of a day; rare."""
    tx.execute("DELETE FROM grants WHERE account_id = :account_id", account_id=account_id)


def _app(*columns: Any) -> App:
    app_id, client_id, secret_hash, name, website, redirect_uris, scopes = columns
    return App(
        id=app_id,
        client_id=client_id,
        secret_hash=bytes(secret_hash),
        name=name,
        website=website,
        redirect_uris=tuple(redirect_uris.split("\n")),
        scopes=tuple(scopes.split()),
    )


def _grant(*columns: Any) -> Grant:
    bucket, code_hash, app_id, account_id, uri, scopes, challenge, expires_ms, token_id = columns
    return Grant(
        bucket=bucket,
        hash=bytes(code_hash),
        app_id=app_id,
        account_id=AccountId(account_id),
        redirect_uri=uri,
        scopes=tuple(scopes.split()),
        challenge=challenge,
        expires_ms=expires_ms,
        token_id=token_id,
    )
