"""Our own entities of moving in: an import, and a line that could not be taken."""

from typing import Final

import msgspec

from arengo.base.clock import iso
from arengo.base.ids import time_of
from arengo.social.moving.model import Import, Kind, Problem, State

KIND_NAMES: Final = {
    Kind.FOLLOWING: "following",
    Kind.BLOCKS: "blocks",
    Kind.MUTES: "mutes",
    Kind.DOMAIN_BLOCKS: "domain_blocks",
    Kind.BOOKMARKS: "bookmarks",
    Kind.LISTS: "lists",
    Kind.MASTODON_ARCHIVE: "mastodon_archive",
    Kind.X_ARCHIVE: "x_archive",
}
KINDS_BY_NAME: Final = {name: kind for kind, name in KIND_NAMES.items()}
STATE_NAMES: Final = {
    State.WAITING: "waiting",
    State.WORKING: "working",
    State.DONE: "done",
    State.CANCELLED: "cancelled",
    State.FAILED: "failed",
    State.GIVEN_UP: "failed",
}


class ImportEntity(msgspec.Struct, frozen=True, kw_only=True):
    """How far an import is: of so many lines, how many were looked at, taken, and refused."""

    id: str
    created_at: str
    type: str
    mode: str
    state: str
    lines_count: int
    done_count: int
    taken_count: int
    refused_count: int
    error: str | None
    can_be_retried: bool


class ImportProblem(msgspec.Struct, frozen=True, kw_only=True):
    """A line that was not taken, or only in part; the beginning of what it says, and why."""

    line: int
    text: str
    reason: str
    taken: bool


def import_entity(found: Import) -> ImportEntity:
    """Return an import."""
    return ImportEntity(
        id=str(found.id),
        created_at=iso(time_of(found.id)),
        type=KIND_NAMES[found.kind],
        mode="overwrite" if found.overwrite else "merge",
        state=STATE_NAMES[found.state],
        lines_count=found.lines,
        done_count=found.done,
        taken_count=found.taken,
        refused_count=found.failed,
        error=found.error,
        can_be_retried=found.state is State.GIVEN_UP,
    )


def problem_entity(problem: Problem) -> ImportProblem:
    """Return a problem."""
    return ImportProblem(
        line=problem.line, text=problem.said, reason=problem.reason, taken=problem.taken
    )
