"""The nouns of reading on where one stopped: which timeline, and how far."""

from enum import IntEnum

import msgspec


class Timeline(IntEnum):
    """What can be marked. Numbers are stored and never reused."""

    HOME = 1
    NOTIFICATIONS = 2


class Marker(msgspec.Struct, frozen=True):
    """A row of `markers`. The version rises with each change."""

    timeline: Timeline
    last_read_id: int
    version: int
    changed_ms: int


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody is now; `seen_version` is the marker that they know, None when they do not."""

    timeline: Timeline
    last_read_id: int
    seen_version: int | None = None
