"""Verbs of browser sessions: start, keep alive, end."""

from collections.abc import Sequence
from typing import Final

from arengo.auth.sessions import store
from arengo.auth.sessions.model import LASTS_MS, Session, StartedSession
from arengo.auth.users.actions import remember_sign_in, still_opens
from arengo.auth.users.model import User
from arengo.auth.users.tokens import hash_token, new_token
from arengo.base.clock import DAY_MS, now_ms, today
from arengo.base.ids import AccountId, new_id
from arengo.config.keys import Keys
from arengo.social.notifications.push.actions import unsubscribe
from arengo.storage import Transaction
from arengo.storage.directory import Namespace, claim, release

AGENT_MAX: Final = 300
_AT_ONCE: Final = 500


def start_session(
    tx: Transaction, *, account_id: AccountId, network: str, agent: str, keys: Keys
) -> StartedSession:
    """Sign a browser in. `network` is shortened already; more is never kept."""
    cookie = new_token(keys)
    cookie_hash = hash_token(cookie)
    session_id = new_id(account_id)
    began_ms = now_ms()
    session = Session(
        id=session_id,
        account_id=account_id,
        began_ms=began_ms,
        seen_ms=began_ms,
        expires_ms=began_ms + LASTS_MS,
        network=network,
        agent=agent[:AGENT_MAX],
    )
    claim(tx, Namespace.SESSION, cookie_hash.hex(), session_id)
    store.add(tx, session, cookie_hash=cookie_hash)
    remember_sign_in(tx, account_id=account_id)
    return StartedSession(id=session_id, cookie=cookie)


def sign_in(
    tx: Transaction, *, user: User, network: str, agent: str, keys: Keys
) -> StartedSession | None:
    """Sign in whoever's password was checked; None when it is not their password any more."""
    if not still_opens(tx, user):
        return None
    return start_session(tx, account_id=user.id, network=network, agent=agent, keys=keys)


def keep_alive(tx: Transaction, *, session_id: int) -> bool:
    """Move the end of a session on, at most once a day; True when it was."""
    session = store.find(tx, session_id)
    now = now_ms()
    if session is None or session.expires_ms > now - DAY_MS + LASTS_MS:
        return False
    store.extend(tx, session_id, seen_ms=now, expires_ms=now + LASTS_MS)
    return True


def remember_sessions(tx: Transaction, *, session_ids: Sequence[int]) -> None:
    """Write down that these browsers were here today."""
    store.set_seen(tx, session_ids, day=today(), seen_ms=now_ms())


def end_session(tx: Transaction, *, session_id: int, account_id: AccountId) -> None:
    """Sign one of one's browsers out. Doing it twice is the same as doing it once."""
    session = store.find(tx, session_id)
    if session is not None and session.account_id == account_id:
        _end(tx, session_id)


def end_all_sessions(
    tx: Transaction, *, account_id: AccountId, keep_session_id: int | None = None
) -> None:
    """Sign every browser of an account out, but perhaps one."""
    while ends := [s.id for s in store.of_account(tx, account_id) if s.id != keep_session_id]:
        for session_id in ends:
            _end(tx, session_id)


def forget_expired(tx: Transaction) -> int:
    """Remove sessions that are over, some at a time; returns how many."""
    over = store.expired(tx, now_ms=now_ms(), limit=_AT_ONCE)
    for session_id in over:
        _end(tx, session_id)
    return len(over)


def _end(tx: Transaction, session_id: int) -> None:
    cookie_hash = store.remove(tx, session_id)
    unsubscribe(tx, token_id=session_id)
    if cookie_hash is not None:
        release(tx, Namespace.SESSION, bytes(cookie_hash).hex())
