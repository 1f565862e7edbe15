"""Weeks and their days."""

from typing import Final

KEPT_DAYS: Final = 180
_SHIFT: Final = 3  # 1970 began on a Thursday


def week_of(day: int) -> int:
    """Return the week of a Unix day, from Monday to Sunday."""
    return (day + _SHIFT) // 7


def bit_of(day: int) -> int:
    """Return the bit of a Unix day in its week."""
    return 1 << (day + _SHIFT) % 7


def first_kept_week(today: int) -> int:
    """Return the oldest week that is kept: all of its days are among the last KEPT_DAYS."""
    return week_of(today - KEPT_DAYS + 6)
