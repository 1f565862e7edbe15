"""Questions that a passkey answers: random, dated and signed, so that none has to be kept.

What a question is about binds it: to one browser at sign-in, to one session for a new passkey.
"""

import hmac
import secrets
from enum import Enum
from typing import Final

from arengo.base.clock import MINUTE_MS, now_ms
from arengo.config.keys import Keys

LASTS_MS: Final = 10 * MINUTE_MS
_TIME_BYTES: Final = 8
_RANDOM_BYTES: Final = 16
_MAC_BYTES: Final = 16
_BODY: Final = _TIME_BYTES + _RANDOM_BYTES


class Purpose(Enum):
    """What an answer is for; an answer for one is none for the other."""

    SIGN_IN = "passkey sign-in"
    ADD = "passkey being added"


def draw_challenge(keys: Keys, purpose: Purpose, about: str) -> bytes:
    """Return a new question."""
    body = now_ms().to_bytes(_TIME_BYTES, "big") + secrets.token_bytes(_RANDOM_BYTES)
    return body + _mac(keys, purpose, about, body)


def drawn_at(keys: Keys, purpose: Purpose, about: str, challenge: bytes) -> int | None:
    """Return when we drew a question, or None when it is not ours or too old."""
    body, mac = challenge[:_BODY], challenge[_BODY:]
    if not hmac.compare_digest(mac, _mac(keys, purpose, about, body)):
        return None
    drawn_ms = int.from_bytes(body[:_TIME_BYTES], "big")
    return drawn_ms if drawn_ms > now_ms() - LASTS_MS else None


def _mac(keys: Keys, purpose: Purpose, about: str, body: bytes) -> bytes:
    return keys.sign(purpose.value, about.encode() + b"\0" + body, size=_MAC_BYTES)
