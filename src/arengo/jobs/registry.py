"""Which kind of job is run by what, in which lane, and how often it is tried."""

from collections.abc import Awaitable, Callable, Iterator

import msgspec

from arengo.base.lanes import Lane
from arengo.jobs.policy import ATTEMPTS


class Kind(msgspec.Struct, frozen=True):
    """One kind of job. `run` gets the job's arguments as keywords and must be idempotent.

    So does `give_up`, after the last attempt: it says so where people see it.
    """

    name: str
    run: Callable[..., Awaitable[None]]
    lane: Lane
    attempts: int
    give_up: Callable[..., Awaitable[None]] | None = None


class Registry:
    """Filled once by `wiring.py`, read by the worker."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._kinds: dict[str, Kind] = {}

    def add(
        self,
        kind: str,
        run: Callable[..., Awaitable[None]],
        lane: Lane,
        *,
        attempts: int = ATTEMPTS,
        give_up: Callable[..., Awaitable[None]] | None = None,
    ) -> None:
        """Let jobs of this kind be run by `run`; a second handler for a kind is a mistake."""
        if kind in self._kinds:
            raise ValueError(f"two handlers for jobs of kind {kind}")
        self._kinds[kind] = Kind(kind, run, lane, attempts, give_up)

    def find(self, kind: str) -> Kind | None:
        """Return the kind, or None when this program does not know it."""
        return self._kinds.get(kind)

    def __iter__(self) -> Iterator[Kind]:
        """Yield every kind in order of its name."""
        return iter(sorted(self._kinds.values(), key=lambda kind: kind.name))
