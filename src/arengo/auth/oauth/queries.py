"""Questions about apps and tokens that other parts may ask."""

import hmac
from collections.abc import Collection

from arengo.auth.oauth import store
from arengo.auth.oauth.model import App, Authorized
from arengo.auth.oauth.scopes import effective, effective_of_app, split_scopes
from arengo.auth.oauth.tokens import hash_token, is_ours
from arengo.auth.users.model import UserFlag, Viewer
from arengo.base.ids import AccountId, time_of
from arengo.config.keys import Keys
from arengo.social.accounts.model import UNAVAILABLE
from arengo.storage import ReadTransaction
from arengo.storage.directory import Namespace, find
from arengo.storage.transaction import Row

_GONE = int(UNAVAILABLE)


def viewer_of_token(tx: ReadTransaction, token: str) -> Viewer | None:
    """Return who holds a token, as things stand now; None when it is not valid (any more)."""
    token_hash = hash_token(token)
    row = store.viewer_row(tx, token_hash)
    if row is None or not hmac.compare_digest(row[4], token_hash):
        return None
    return _app_viewer(row) if row[1] is None else _user_viewer(row)


def viewers_of_tokens(tx: ReadTransaction, token_ids: Collection[int]) -> dict[int, Viewer]:
    """Return who holds each of the users' tokens, as things stand now, without those revoked."""
    rows = store.viewer_rows(tx, token_ids) if token_ids else []
    viewers = (_user_viewer(row) for row in rows if row[1] is not None)
    return {viewer.token_id: viewer for viewer in viewers if viewer and viewer.token_id}


def _user_viewer(row: Row) -> Viewer | None:
    token_id, account_id, app_id, scopes, _, role, flags, account_flags = row
    if role is None:
        return None  # the login is gone; its token is about to go
    return Viewer(
        account_id=account_id,
        app_id=app_id,
        token_id=token_id,
        session_id=None,
        scopes=effective(scopes, role),
        role=role,
        flags=UserFlag(flags),
        suspended=bool(account_flags & _GONE),
    )


def _app_viewer(row: Row) -> Viewer:
    return Viewer(
        account_id=None,
        app_id=row[2],
        token_id=row[0],
        session_id=None,
        scopes=effective_of_app(row[3]),
        role=0,
        flags=UserFlag(0),
        suspended=False,
    )


def holder_of_token(tx: ReadTransaction, token: str, *, keys: Keys) -> tuple[int, int] | None:
    """Return (token id, app id) of a token that counts, or None."""
    row = store.viewer_row(tx, hash_token(token)) if is_ours(token, keys) else None
    return None if row is None else (row[0], row[2])


def app_by_id(tx: ReadTransaction, app_id: int) -> App | None:
    """Return an app, or None."""
    return store.find_app(tx, app_id)


def app_by_client_id(tx: ReadTransaction, client_id: str) -> App | None:
    """Return the app that calls itself so, or None."""
    app_id = find(tx, Namespace.CLIENT, client_id)
    return None if app_id is None else store.find_app(tx, app_id)


def app_by_secret(tx: ReadTransaction, *, client_id: str, secret: str) -> App | None:
    """Return the app that proves to be the one, or None."""
    app = app_by_client_id(tx, client_id)
    if app is None or not hmac.compare_digest(app.secret_hash, hash_token(secret)):
        return None
    return app


def authorized_apps(tx: ReadTransaction, account_id: AccountId) -> list[Authorized]:
    """Return the apps that hold tokens of an account, by the time they were let in."""
    tokens = store.tokens_of(tx, account_id)
    if not tokens:
        return []
    apps = {app.id: app for app in store.find_apps(tx, sorted({token[1] for token in tokens}))}
    found: dict[int, Authorized] = {}
    for token_id, app_id, scopes, seen_day in tokens:
        known = found.get(app_id)
        found[app_id] = Authorized(
            app=apps[app_id],
            scopes=tuple(dict.fromkeys((*(known.scopes if known else ()), *split_scopes(scopes)))),
            granted_ms=known.granted_ms if known else time_of(token_id),
            seen_day=max(seen_day, known.seen_day if known else 0),
        )
    return list(found.values())
