"""The nouns: a publisher."""

from typing import Final

from arengo.base.clock import DAY_MS
from arengo.base.records import dataclass

KEPT_MS: Final = 90 * DAY_MS  # then one of whom nothing was said is forgotten


@dataclass(frozen=True, slots=True)
class Publisher:
    """A row of `publishers`, in the order of the store's columns. `approved` is None at first."""

    id: int
    host: str
    approved: bool | None
    reviewed_ms: int | None
