"""The nouns of emoji, and how long another process may not know of a change."""

from enum import IntEnum
from typing import Final

import msgspec

LAG_MS: Final = 10_000


class EmojiState(IntEnum):
    """Whether the files are there. Numbers are stored and never reused."""

    READY = 0
    STORING = 1


class Emoji(msgspec.Struct, frozen=True):
    """A row of `custom_emoji`; `static_key` does not move."""

    id: int
    shortcode: str
    category: str | None
    key: str
    static_key: str
    listed: bool  # whether clients offer it
