"""The code with which a site is founded."""

import hmac
from typing import Final

from arengo.config.keys import Keys

_SIZE: Final = 12  # bytes: nobody guesses them
_PURPOSE: Final = "founding"


def founding_code(keys: Keys) -> str:
    """Return the code of this site; always the same, good for as long as nobody owns it."""
    return keys.sign(_PURPOSE, b"", size=_SIZE).hex()


def is_founding_code(keys: Keys, typed: str) -> bool:
    """Tell whether somebody typed it."""
    return hmac.compare_digest(typed.strip().lower().encode(), founding_code(keys).encode())
