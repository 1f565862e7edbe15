"""Questions about browser sessions that other parts may ask."""

import hmac
from collections.abc import Collection

from arengo.auth.sessions import store
from arengo.auth.sessions.model import Obstacle, Session
from arengo.auth.users.model import User, UserFlag, Viewer
from arengo.auth.users.tokens import hash_token, is_ours
from arengo.base.clock import now_ms
from arengo.base.ids import AccountId
from arengo.config.keys import Keys
from arengo.social.accounts.model import UNAVAILABLE
from arengo.social.accounts.queries import account_by_id
from arengo.storage import ReadTransaction

_GONE = int(UNAVAILABLE)
_EVERYTHING = frozenset({"read", "write", "follow", "push"})


def viewer_of_session(tx: ReadTransaction, cookie: str, *, keys: Keys) -> Viewer | None:
    """Return who is signed in with a browser, as things stand now; None when nobody is."""
    if not is_ours(cookie, keys):
        return None
    cookie_hash = hash_token(cookie)
    row = store.viewer_row(tx, cookie_hash, now_ms=now_ms())
    if row is None or not hmac.compare_digest(row[2], cookie_hash):
        return None
    session_id, account_id, _, role, flags, account_flags = row
    if UserFlag.DISABLED in UserFlag(flags) or account_flags & _GONE:
        return None  # a page treats a login that is shut as nobody's
    return Viewer(
        account_id=account_id,
        app_id=None,
        token_id=None,
        session_id=session_id,
        scopes=_EVERYTHING,
        role=role,
        flags=UserFlag(flags),
        suspended=False,
    )


def living_sessions(tx: ReadTransaction, session_ids: Collection[int]) -> set[int]:
    """Return those of the sessions that still count."""
    return set(store.living(tx, session_ids, now_ms=now_ms())) if session_ids else set()


def sign_in_obstacle(tx: ReadTransaction, user: User) -> Obstacle | None:
    """Return what stands between a right password and the account, or None."""
    account = account_by_id(tx, user.id)
    if UserFlag.DISABLED in user.flags or not account.available:
        return "suspended"
    if UserFlag.CONFIRMED not in user.flags:
        return "unconfirmed"
    return None if UserFlag.APPROVED in user.flags else "waiting"


def sessions_of(tx: ReadTransaction, account_id: AccountId) -> list[Session]:
    """Return an account's sessions that still count, the last used first."""
    now = now_ms()
    alive = [each for each in store.of_account(tx, account_id) if each.expires_ms > now]
    return sorted(alive, key=lambda session: session.seen_ms, reverse=True)
