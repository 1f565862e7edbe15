"""Time-based codes (RFC 6238) and the printed codes for the day the phone is lost."""

import hmac
import secrets
import time
from typing import Final

import pyotp

from arengo.base.ids import AccountId
from arengo.config.keys import Keys

STEP_S: Final = 30
DIGITS: Final = 6
RECOVERY_CODES: Final = 10
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
_HALF: Final = 5


def new_secret() -> str:
    """Draw a secret of 160 bits in base32."""
    return pyotp.random_base32()


def address_of(secret: str, *, name: str, site: str) -> str:
    """Return the otpauth: address that a QR code shows."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=site)


def matching_step(secret: str, code: str) -> int | None:
    """Return the time step that a code belongs to: this one, the one before or the one after."""
    digits = "".join(code.split())
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    totp = pyotp.TOTP(secret)
    this_step = int(time.time()) // STEP_S
    for step in (this_step - 1, this_step, this_step + 1):
        if hmac.compare_digest(totp.generate_otp(step), digits):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Draw ten codes of 50 bits, written in two halves."""
    return [f"{_half()}-{_half()}" for _ in range(RECOVERY_CODES)]


def hash_recovery_code(keys: Keys, account_id: AccountId, code: str) -> bytes:
    """Return what the database keeps: worth nothing without our key, however short the code is."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return keys.sign("recovery code", f"{account_id}:{plain}".encode())


def _half() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_HALF))
