"""A post of an archive, read and checked, before it meets the database: what every reader makes."""

from datetime import UTC, datetime
from typing import Final

import msgspec

from arengo.base.clock import now_ms
from arengo.base.errors import Invalid
from arengo.social.posts.model import Visibility
from arengo.social.posts.polls.model import NewPoll

MOST_ATTACHMENTS: Final = 16  # are looked at; a post here shows fewer
_EARLIEST_MS: Final = 946_684_800_000  # the year 2000


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A picture or a recording of a post: under which names it may lie in the archive."""

    names: tuple[str, ...]
    description: str = ""
    focus: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote elsewhere."""

    source: str  # what it was called there
    at_ms: int
    text: str
    spoiler: str = ""
    visibility: Visibility = Visibility.PUBLIC
    sensitive: bool = False
    language: str | None = None
    answers: str | None = None  # what that was called there
    is_reply: bool = False
    quotes: str | None = None  # what that was called there
    quote_words: str = ""  # what stands for the quote where it cannot be one
    poll: NewPoll | None = None  # as it went
    pieces: tuple[Piece, ...] = ()
    longest: int = 10_000  # characters that were allowed where it was written
    remarks: tuple[str, ...] = ()


class Boosted(msgspec.Struct, frozen=True, kw_only=True):
    """A boost that somebody made elsewhere, of what, when and for whom."""

    uri: str
    at_ms: int
    visibility: Visibility


def check_time(moment: datetime) -> int:
    """Return a moment in Unix milliseconds; Invalid for one that cannot be right."""
    try:
        at_ms = int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
    except (OverflowError, ValueError):
        raise Invalid("Its date cannot be right") from None
    if not _EARLIEST_MS <= at_ms <= now_ms():
        raise Invalid("Its date cannot be right")
    return at_ms
