"""Numbers and dates as each language writes them, by the tables of CLDR."""

import datetime as dt
from functools import lru_cache


@lru_cache(maxsize=4096)
def figures(language: str, number: int) -> str:
    """Group thousands as the language does: 1,412 · 1.412 · 1 412 (narrow, unbroken space)."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - slow to load, and not at the start

    return format_decimal(number, locale=language)


@lru_cache(maxsize=4096)
def date(language: str, at: dt.date, pattern: str) -> str:
    """Write a date after a pattern of CLDR, like `d MMMM y`."""
    from babel.dates import format_date  # noqa: PLC0415 - slow to load, and not at the start

    return format_date(at, pattern, locale=language)
