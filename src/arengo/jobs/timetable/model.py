"""The list of periodic jobs, filled once at the start."""

from collections.abc import Iterator

import msgspec

from arengo.base.lanes import Lane


class Entry(msgspec.Struct, frozen=True):
    """A job without arguments that is enqueued every `every_ms`."""

    name: str
    kind: str
    every_ms: int
    lane: Lane

    def after(self, due_ms: int, now: int) -> int:
        """Return the first moment after `now` in step with `due_ms`: what was missed is one."""
        return now + self.every_ms - (now - due_ms) % self.every_ms


class Timetable:
    """Entries by name."""

    def __init__(self) -> None:
        """Plan nothing yet."""
        self._entries: dict[str, Entry] = {}

    def add(self, name: str, *, every_ms: int, kind: str, lane: Lane = Lane.MAINTENANCE) -> None:
        """Enqueue a job of `kind` every so often; first, one period after the first start."""
        if name in self._entries:
            raise ValueError(f"two entries of the timetable are called {name}")
        self._entries[name] = Entry(name, kind, every_ms, lane)

    def __iter__(self) -> Iterator[Entry]:
        """Yield every entry in order of its name."""
        return iter(sorted(self._entries.values(), key=lambda entry: entry.name))
