"""The nouns of trends."""

from enum import IntEnum
from typing import Final

import msgspec

from arengo.base.clock import DAY_MS, HOUR_MS
from arengo.social.timelines.entries.queries import DayOfTag

DAYS: Final = 7
KEPT: Final = 100  # of each kind
POST_AGE_MS: Final = 3 * DAY_MS
POST_HALVES_MS: Final = 12 * HOUR_MS
COOLS_MS: Final = 4 * HOUR_MS
LEAST_SCORE: Final = 0.5


class TrendKind(IntEnum):
    """Numbers are stored and never reused."""

    TAG = 1
    POST = 2
    LINK = 3


class TrendBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a trend's row tells besides its score."""

    name: str = ""  # of a tag its name, of a link its address
    history: tuple[tuple[int, int, int], ...] = ()  # (Unix day, uses, people), today first


class Trend(msgspec.Struct, frozen=True):
    """A row of `trends`. `reviewed` is None while the staff has said nothing."""

    id: int
    score: float
    peak: float
    peak_ms: int
    body: TrendBody
    reviewed: bool | None = None

    @property
    def history(self) -> list[DayOfTag]:
        """Return its last seven days."""
        return [DayOfTag(*day) for day in self.body.history]
