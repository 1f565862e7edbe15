"""A job as the worker holds it and as the operator sees it."""

from typing import Any

import msgspec

from arengo.base.lanes import Lane


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work. `attempts` counts starts, the present one included.

    The number of attempts is also the claim's token: whoever holds an older one has lost the job.
    """

    id: int
    lane: Lane
    kind: str
    args: dict[str, Any]
    attempts: int
    run_ms: int
    error: str | None = None
    dead_ms: int | None = None


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A job that raised, and how often its kind may be tried."""

    job: Job
    error: str
    most_attempts: int


class LaneState(msgspec.Struct, frozen=True, kw_only=True):
    """How one lane stands: the age of its oldest due job says whether it keeps up."""

    lane: Lane
    oldest_due_ms: int
    given_up: int


class Prospect(msgspec.Struct, frozen=True, kw_only=True):
    """What the worker sees ahead of it."""

    due: frozenset[Lane]
    next_job_ms: int | None
    timetable_ms: int

    def pause_s(self, now: int) -> float:
        """Return how long nothing new falls due."""
        moments = [self.timetable_ms, *([self.next_job_ms] if self.next_job_ms else [])]
        return max(0, min(moments) - now) / 1000


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many jobs were run and how many of those failed."""

    done: int = 0
    failed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add two tallies up."""
        return Tally(done=self.done + other.done, failed=self.failed + other.failed)
