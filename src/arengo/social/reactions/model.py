"""The kinds of reaction."""

from enum import IntEnum


class Reaction(IntEnum):
    """Numbers are stored and never reused."""

    FAVOURITE = 1
    BOOKMARK = 2
    PIN = 3
    THREAD_MUTE = 4
