"""The one place that reads the wall clock, in the units that the database keeps."""

import time
from datetime import UTC, datetime
from functools import lru_cache

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


def now_ms() -> int:
    """Return the current Unix time in milliseconds."""
    return time.time_ns() // 1_000_000


def today() -> int:
    """Return the current Unix day number (UTC)."""
    return now_ms() // DAY_MS


def iso(at_ms: int) -> str:
    """Write a time as the API does: `2026-11-21T06:31:13.000Z`."""
    return f"{_second(at_ms // 1000)}.{at_ms % 1000:03d}Z"


@lru_cache(maxsize=4096)
def _second(at_s: int) -> str:
    return f"{datetime.fromtimestamp(at_s, tz=UTC):%Y-%m-%dT%H:%M:%S}"


def iso_day(at_ms: int) -> str:
    """Write only the day, as `last_status_at` wants it."""
    return f"{datetime.fromtimestamp(at_ms / 1000, tz=UTC):%Y-%m-%d}"
