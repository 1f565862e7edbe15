"""How long to wait before a failed job is tried again, and when to give up."""

import secrets
from typing import Final

from arengo.base.clock import HOUR_MS, SECOND_MS

ATTEMPTS: Final = 12
FIRST_WAIT_MS: Final = 4 * SECOND_MS
LONGEST_WAIT_MS: Final = 12 * HOUR_MS
_FACTOR: Final = 3
_SPREAD_PERCENT: Final = 20


def wait_ms(attempts: int) -> int:
    """Return the pause after the given number of attempts; spread, so that a crowd disperses."""
    grown: int = FIRST_WAIT_MS * _FACTOR ** max(0, attempts - 1)
    spread = secrets.randbelow(2 * _SPREAD_PERCENT + 1) - _SPREAD_PERCENT
    return min(grown, LONGEST_WAIT_MS) * (100 + spread) // 100


def is_hopeless(attempts: int, most: int) -> bool:
    """Return whether a failed job has had all its attempts."""
    return attempts >= most
