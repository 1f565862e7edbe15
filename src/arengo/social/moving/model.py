"""The nouns of moving: an import, what it brings, how far it is, and what could not be taken."""

from enum import IntEnum
from typing import Final

import msgspec

from arengo.base.clock import DAY_MS
from arengo.base.ids import AccountId
from arengo.social.moving.entries import Boosted, Entry

MOST_LINES: Final = 1_000_000
MOST_OVERWRITTEN: Final = 100_000  # lines of a file whose absence removes something
MOST_PROBLEMS: Final = 10_000  # are kept; more are only counted
MOST_AT_ONCE: Final = 3  # unfinished imports of one account
ATTEMPTS: Final = 8  # within an hour and a quarter
GIVEN_UP_KEPT_MS: Final = 7 * DAY_MS
LONGEST_ROW: Final = 4_096  # bytes of a line of a table
LONGEST_ACTIVITY: Final = 256 * 1024  # bytes of one post of an archive


class Kind(IntEnum):
    """What an import brings. Numbers are stored and never reused."""

    FOLLOWING = 1
    BLOCKS = 2
    MUTES = 3
    DOMAIN_BLOCKS = 4
    BOOKMARKS = 5
    LISTS = 6
    MASTODON_ARCHIVE = 7
    X_ARCHIVE = 8  # of Twitter, too


class State(IntEnum):
    """How far an import is. Numbers are stored and never reused."""

    WAITING = 1
    WORKING = 2
    DONE = 3
    CANCELLED = 4
    FAILED = 5
    GIVEN_UP = 6  # by errors of ours; what is left of it is kept for a week


UNFINISHED: Final = frozenset({State.WAITING, State.WORKING})
NEEDED: Final = UNFINISHED | {State.GIVEN_UP}  # whose files are kept
ARCHIVES: Final = frozenset({Kind.MASTODON_ARCHIVE, Kind.X_ARCHIVE})
MAY_OVERWRITE: Final = frozenset(Kind) - ARCHIVES - {Kind.LISTS}


class Import(msgspec.Struct, frozen=True):
    """A row of `imports`."""

    id: int
    account_id: AccountId
    kind: Kind
    overwrite: bool
    state: State
    place: int
    lines: int
    done: int
    taken: int
    failed: int
    noted: int
    error: str | None

    @property
    def longest_line(self) -> int:
        """Return how many bytes a line may have."""
        return LONGEST_ACTIVITY if self.kind in ARCHIVES else LONGEST_ROW


class Problem(msgspec.Struct, frozen=True):
    """A line that could not be taken, or not all of it."""

    line: int
    said: str
    reason: str
    taken: bool = False


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the lines come to."""

    host_name: str
    origin: str
    most_characters: int


class Developed(msgspec.Struct, frozen=True):
    """What became of the pictures of a post: those that are kept, and what is said of others."""

    media_ids: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()


NOTHING: Final = Developed()


class Line(msgspec.Struct, frozen=True):
    """One line of a file, and where it lies; without a text when it cannot be read, and why."""

    number: int
    text: str | None
    begin: int
    behind: int
    reason: str = ""
    entry: Entry | Boosted | None = None  # of an archive, once it is read
