"""Checks a name and a password alike for every door, and keeps the step to the second factor."""

import base64
import binascii
import hashlib
import hmac
from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.auth.sessions.throttle import Throttle
from arengo.auth.users.actions import rehash_password
from arengo.auth.users.model import User
from arengo.auth.users.passwords import hash_password, is_outdated, verify_password
from arengo.auth.users.queries import user_by_login
from arengo.base.clock import MINUTE_MS, now_ms
from arengo.base.ids import AccountId
from arengo.config.keys import Keys
from arengo.storage import Database

PASSWORD_READ_MAX: Final = 1_024  # more is never hashed
STEP_LASTS_MS: Final = 10 * MINUTE_MS
_PURPOSE: Final = "second factor step"
_MAC_BYTES: Final = 16
_TAG_BYTES: Final = 8
_BODY_BYTES: Final = 8 + 8 + _TAG_BYTES


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What the cookie between password and second factor says."""

    account_id: AccountId
    tag: bytes

    def fits(self, user: User) -> bool:
        """Return whether the password is still the one that was right."""
        return hmac.compare_digest(self.tag, _tag(user))


async def check_password(
    db: Database, throttle: Throttle, *, name: str, password: str, ip: str
) -> User | None:
    """Return whose name and password these are, or None; raises TooManyAttempts.

    What state the login is in is for the caller to look at, after the password was right.
    """
    throttle.attempt(name, ip)
    user = await db.read_bounded(user_by_login, name)
    known_hash = user.password_hash if user else None
    if not await verify_password(known_hash, password[:PASSWORD_READ_MAX]) or user is None:
        return None
    throttle.forgive(name, ip)
    return await _renewed(db, user, password) if is_outdated(user.password_hash) else user


async def _renewed(db: Database, user: User, password: str) -> User:
    """Keep a password under today's parameters, unless it changed while it was hashed."""
    fresh = await hash_password(password)
    renewed = await db.write(
        rehash_password, account_id=user.id, known_hash=user.password_hash, password_hash=fresh
    )
    return replace(user, password_hash=fresh) if renewed else user


def write_step(keys: Keys, user: User) -> str:
    """Return a cookie that says: the password was right, the second factor is to come."""
    expires_ms = now_ms() + STEP_LASTS_MS
    body = user.id.to_bytes(8, "big") + expires_ms.to_bytes(8, "big") + _tag(user)
    return base64.urlsafe_b64encode(body + _mac(keys, body)).decode().rstrip("=")


def read_step(keys: Keys, cookie: str) -> Step | None:
    """Return whose second factor is to come, or None when the cookie is not (or no longer) good."""
    try:
        raw = base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
    except (binascii.Error, ValueError):
        return None
    body, mac = raw[:_BODY_BYTES], raw[_BODY_BYTES:]
    if not hmac.compare_digest(mac, _mac(keys, body)):
        return None
    if int.from_bytes(body[8:16], "big") <= now_ms():
        return None
    return Step(account_id=AccountId(int.from_bytes(body[:8], "big")), tag=body[16:])


def _tag(user: User) -> bytes:
    return hashlib.sha256(user.password_hash.encode()).digest()[:_TAG_BYTES]


def _mac(keys: Keys, body: bytes) -> bytes:
    return keys.sign(_PURPOSE, body, size=_MAC_BYTES)
