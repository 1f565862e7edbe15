"""Measures, dimensions and retention."""

import platform
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from arengo.base.clock import DAY_MS, today
from arengo.base.ids import time_of
from arengo.moderation.figures import store
from arengo.moderation.figures.model import Cohort, Measure, Share, Span, Week
from arengo.storage import ReadTransaction
from arengo.version import VERSION

_MEDIA: Final = "instance_media_attachments"
MEASURES: Final = (*store.SOURCES, _MEDIA)
DIMENSIONS: Final = (*store.SHARES, "sources", "space_usage", "software_versions")


def measure(
    tx: ReadTransaction, key: str, span: Span, *, tag_id: int = 0, domain: str = ""
) -> Measure:
    """Return one of `MEASURES` over a span."""
    about: dict[str, Any] = {}
    if key.startswith("tag_"):
        about["tag_id"] = tag_id
    if key.startswith("instance_"):
        about["domain"] = domain
    if key == _MEDIA:
        days = dict(store.media_bytes_by_day(tx, domain=domain, low=span.low_id, high=span.high_id))
        return Measure(key=key, total=sum(days.values()), previous=None, days=days, unit="bytes")
    return Measure(
        key=key,
        total=store.altogether(tx, key, **_bounds(key, span), **about),
        previous=None
        if domain
        else store.altogether(tx, key, **_bounds(key, span.before), **about),
        days=dict(store.by_day(tx, key, **_bounds(key, span), **about)),
    )


def dimension(
    tx: ReadTransaction,
    key: str,
    span: Span,
    *,
    most: int,
    search: Path,
    tag_id: int = 0,
    domain: str = "",
) -> list[Share]:
    """Return one of `DIMENSIONS` over a span, the largest share first."""
    special: dict[str, Callable[[], list[Share]]] = {
        "space_usage": lambda: _space(tx, search),
        "software_versions": lambda: _versions(tx),
    }
    if key in special:
        return special[key]()
    bounds: dict[str, Any] = {"low": span.low_id, "high": span.high_id, "most": most}
    if key == "sources":
        return _shares(store.apps(tx, **bounds))
    if key == "instance_accounts":
        del bounds["low"]
    if key.startswith("tag_"):
        bounds["tag_id"] = tag_id
    if key.startswith("instance_"):
        bounds["domain"] = domain
    return _shares(store.shares(tx, key, **bounds))


def retention(tx: ReadTransaction, span: Span, *, monthly: bool) -> list[Cohort]:
    """Return for each period who joined, and how many of them were active from then on."""
    period = _month if monthly else _same
    periods = list(dict.fromkeys(period(day) for day in span.days))
    joined: dict[int, set[int]] = defaultdict(set)
    active: dict[tuple[int, int], set[int]] = defaultdict(set)
    for who, day in store.joined_and_active(
        tx, low=span.low_id, high=span.high_id, first=span.first, last=span.last
    ):
        cohort = period(time_of(who) // DAY_MS)
        joined[cohort].add(who)
        active[cohort, period(day)].add(who)
    return [
        Cohort(
            each,
            len(joined[each]),
            [(later, len(active[each, later])) for later in periods if later >= each],
        )
        for each in periods
    ]


def weeks(tx: ReadTransaction, *, most: int = 12) -> list[Week]:
    """Return the last weeks of this site, this one first: counted out of the tables, rarely."""
    last = (today() + 3) // 7  # 1970 began on a Thursday
    span = Span((last - most + 1) * 7 - 3, today())
    bounds = {"low": span.low_id, "high": span.high_id}
    posts, joined = store.by_week(tx, "posts", **bounds), store.by_week(tx, "joined", **bounds)
    active = store.by_week(tx, "active", first=span.first, last=span.last)
    return [
        Week(number * 7 - 3, posts.get(number, 0), active.get(number, 0), joined.get(number, 0))
        for number in range(last, last - most, -1)
    ]


def _bounds(key: str, span: Span) -> dict[str, int]:
    if key == "active_users":
        return {"first": span.first, "last": span.last}
    return {"low": span.low_id, "high": span.high_id}


def _shares(found: list[tuple[str, int]]) -> list[Share]:
    return [Share(key=name, name=name, value=str(value)) for name, value in found]


def _space(tx: ReadTransaction, search: Path) -> list[Share]:
    found = [
        ("sqlite" if tx.engine == "sqlite" else "postgresql", "Database", store.database_bytes(tx)),
        ("media", "Media", store.media_bytes(tx)),
        ("search", "Search", _size_of(search)),
    ]
    return [
        Share(key=key, name=name, value=str(size), unit="bytes", shown=in_words(size))
        for key, name, size in found
    ]


def _versions(tx: ReadTransaction) -> list[Share]:
    engine = "SQLite" if tx.engine == "sqlite" else "PostgreSQL"
    found = [
        ("arengo", "Arengo", VERSION),
        ("python", "Python", platform.python_version()),
        (engine.lower(), engine, store.engine_version(tx)),
    ]
    return [Share(key=key, name=name, value=text, shown=text) for key, name, text in found]


def _size_of(folder: Path) -> int:
    if not folder.is_dir():
        return 0
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def in_words(size: int) -> str:
    """Return a number of bytes as people read it."""
    amount = float(size)
    for unit in ("Bytes", "KB", "MB", "GB"):
        if amount < 1024:  # noqa: PLR2004  the next unit
            return f"{amount:.3g} {unit}"
        amount /= 1024
    return f"{amount:.3g} TB"


def _same(day: int) -> int:
    return day


def _month(day: int) -> int:
    """Return the first day of the month of a day."""
    at = datetime.fromtimestamp(day * DAY_MS / 1000, tz=UTC).replace(day=1)
    return int(at.timestamp()) * 1000 // DAY_MS
