"""The nouns of announcements."""

from typing import Final, NamedTuple

import msgspec

TEXT_MAX: Final = 10_000
KINDS_MAX: Final = 8  # of reactions to one announcement
SHOWN_MAX: Final = 100


class Announcement(msgspec.Struct, frozen=True):
    """A row of `announcements`; `starts` and `ends` are those of what it speaks of.

    `published_ms` is None while it is a draft; `scheduled_ms` is when a draft is to be published.
    """

    id: int
    text: str
    starts_ms: int | None
    ends_ms: int | None
    all_day: bool
    published_ms: int | None
    changed_ms: int
    scheduled_ms: int | None = None

    def is_current(self, now: int) -> bool:
        """Tell whether everybody sees it now."""
        return self.published_ms is not None and (self.ends_ms is None or self.ends_ms > now)


class Count(NamedTuple):
    """How many reacted to an announcement in one way."""

    announcement_id: int
    name: str
    people: int
