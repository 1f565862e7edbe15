"""The form of our tokens: random, and signed so that a forgery is known without the database."""

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import Final

from arengo.config.keys import Keys

_RANDOM_BYTES: Final = 16
_MAC_BYTES: Final = 8
_LENGTH: Final = 32
_PURPOSE: Final = "token"


def new_token(keys: Keys) -> str:
    """Draw a token: 127.9 random bits and a mark of ours, 32 characters that fit any header.

    None begins with a hyphen, which a command line would take for an option.
    """
    while (token := _draw(keys)).startswith("-"):
        pass
    return token


def is_ours(token: str, keys: Keys) -> bool:
    """Return whether we once made this token; says nothing about whether it still counts."""
    if len(token) != _LENGTH:
        return False
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(raw[_RANDOM_BYTES:], _mark(raw[:_RANDOM_BYTES], keys))


def hash_token(token: str) -> bytes:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()


def _draw(keys: Keys) -> str:
    drawn = secrets.token_bytes(_RANDOM_BYTES)
    return base64.urlsafe_b64encode(drawn + _mark(drawn, keys)).decode()


def _mark(drawn: bytes, keys: Keys) -> bytes:
    return keys.sign(_PURPOSE, drawn, size=_MAC_BYTES)
