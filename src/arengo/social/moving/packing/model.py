"""The nouns of packing: an archive of one's own and how far it is."""

from enum import IntEnum
from typing import Final

import msgspec

from arengo.base.clock import DAY_MS
from arengo.base.ids import AccountId
from arengo.social.moving.model import State

KEPT_MS: Final = 7 * DAY_MS


class Step(IntEnum):
    """What is being done. Numbers are stored and never reused."""

    POSTS = 1
    LISTS = 2
    PACKING = 3


class Cursor(msgspec.Struct, frozen=True):
    """Where a job goes on: which step, from where, and how long its two files are by then."""

    step: Step = Step.POSTS
    place: int = 0
    written: int = 0
    listed: int = 0


class Progress(msgspec.Struct, frozen=True):
    """What is in so far."""

    posts: int = 0
    media: int = 0
    packed: int = 0


class Archive(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `archives`."""

    id: int
    account_id: AccountId
    state: State
    cursor: Cursor
    progress: Progress
    todo: int
    size_bytes: int
    ended_ms: int | None
    error: str | None

    def until_ms(self) -> int | None:
        """Return until when its file is there; None when there is none."""
        done = self.state is State.DONE and self.ended_ms is not None
        return (self.ended_ms or 0) + KEPT_MS if done else None

    def is_kept(self, now: int) -> bool:
        """Return whether its file can be fetched."""
        return now < (self.until_ms() or 0)
