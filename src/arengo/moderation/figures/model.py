"""The nouns: a span of days, a measure, a dimension, a cohort."""

import msgspec

from arengo.base.clock import DAY_MS
from arengo.base.ids import first_id_at


class Span(msgspec.Struct, frozen=True):
    """Whole days (Unix day numbers, UTC), the last one included."""

    first: int
    last: int

    @property
    def days(self) -> range:
        """Return its days."""
        return range(self.first, self.last + 1)

    @property
    def low_id(self) -> int:
        """Return the first id of its first day."""
        return first_id_at(self.first * DAY_MS)

    @property
    def high_id(self) -> int:
        """Return the first id after it."""
        return first_id_at((self.last + 1) * DAY_MS)

    @property
    def before(self) -> "Span":
        """Return the span of the same length before this one."""
        length = self.last - self.first + 1
        return Span(self.first - length, self.first - 1)


class Week(msgspec.Struct, frozen=True):
    """What happened in the week of a Monday (a Unix day number)."""

    first_day: int
    posts: int
    active: int
    joined: int


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """How much of something there was: altogether, before that, and by day."""

    key: str
    total: int
    previous: int | None
    days: dict[int, int]
    unit: str | None = None


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a dimension."""

    key: str
    name: str
    value: str
    unit: str | None = None
    shown: str | None = None


class Cohort(msgspec.Struct, frozen=True):
    """Who joined in a period (its first day), and how many of them were active in later ones."""

    period: int
    size: int
    active: list[tuple[int, int]]
