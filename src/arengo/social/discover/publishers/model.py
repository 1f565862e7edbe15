"""The nouns: a publisher."""

from typing import Final

import msgspec

from arengo.base.clock import DAY_MS

KEPT_MS: Final = 90 * DAY_MS  # then one of whom nothing was said is forgotten


class Publisher(msgspec.Struct, frozen=True):
    """A row of `publishers`, in the order of the store's columns. `approved` is None at first."""

    id: int
    host: str
    approved: bool | None
    reviewed_ms: int | None
