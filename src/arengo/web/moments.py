"""Times as the pages write them: short beside a post, whole where the exact moment matters."""

from datetime import UTC, datetime

from arengo.base.clock import DAY_MS, HOUR_MS, MINUTE_MS
from arengo.base.phrases import date, say


def _utc(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC)


def ago(language: str, at_ms: int, now_ms: int) -> str:
    """Write `now`, `12 min`, `2 h`; from a day on the date, with the year when it is another."""
    past_ms = now_ms - at_ms
    if past_ms < MINUTE_MS:
        return say(language, "now")
    if past_ms < HOUR_MS:
        return say(language, "%(number)s min", number=past_ms // MINUTE_MS)
    if past_ms < DAY_MS:
        return say(language, "%(number)s h", number=past_ms // HOUR_MS)
    at = _utc(at_ms).date()
    return date(language, at, "d MMM" if at.year == _utc(now_ms).year else "d MMM y")


def day(language: str, at_ms: int) -> str:
    """Write `21 November 2026`."""
    return date(language, _utc(at_ms).date(), "d MMMM y")


def month(language: str, at_ms: int) -> str:
    """Write `November 2026`."""
    return date(language, _utc(at_ms).date(), "LLLL y")


def moment(language: str, at_ms: int) -> str:
    """Write `21 November 2026, 06:31 UTC`: the zone is always named."""
    return f"{day(language, at_ms)}, {_utc(at_ms):%H:%M} UTC"
