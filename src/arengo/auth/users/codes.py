"""One-time codes for links in mails: signed, so that a forged one never reaches the database."""

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import Final

import msgspec

from arengo.auth.users.model import CodePurpose
from arengo.base.ids import AccountId
from arengo.config.keys import Keys

_ID_BYTES: Final = 8
_NONCE_BYTES: Final = 12
_MAC_BYTES: Final = 16
_HEAD: Final = _ID_BYTES + _NONCE_BYTES


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A code that we once made: whose it is, and its hash as stored."""

    account_id: AccountId
    hash: bytes


def new_nonce() -> str:
    """Draw what makes a code unlike any other. It may be stored: without our key it is no code."""
    return secrets.token_bytes(_NONCE_BYTES).hex()


def write_code(keys: Keys, purpose: CodePurpose, account_id: AccountId, nonce: str) -> str:
    """Return the code for a nonce: always the same, so that a repeated mail holds the same link."""
    head = account_id.to_bytes(_ID_BYTES, "big") + bytes.fromhex(nonce)
    return base64.urlsafe_b64encode(head + _mac(keys, purpose, head)).decode()


def read_code(keys: Keys, purpose: CodePurpose, text: str) -> Code | None:
    """Return what a code says, or None when we did not make it for this purpose."""
    try:
        raw = base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    head, mac = raw[:_HEAD], raw[_HEAD:]
    if not hmac.compare_digest(mac, _mac(keys, purpose, head)):
        return None
    account_id = AccountId(int.from_bytes(head[:_ID_BYTES], "big"))
    return Code(account_id=account_id, hash=hash_code(text))


def hash_code(text: str) -> bytes:
    """Return what the database keeps of a code."""
    return hashlib.sha256(text.encode()).digest()


def _mac(keys: Keys, purpose: CodePurpose, head: bytes) -> bytes:
    return keys.sign(f"one-time code {int(purpose)}", head, size=_MAC_BYTES)
