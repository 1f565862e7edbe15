"""Time in tests: travels that no later test notices, and no two things in one moment."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import time_machine
from typing_extensions import override

from arengo.base import ids


class InOrder(ids._Sequence):
    """Ids in the order in which they were asked for, also of several owners in one millisecond.

    Tests act faster than people, and say what comes first.
    """

    def __init__(self) -> None:
        """Begin now."""
        super().__init__()
        self._one_by_one = threading.Lock()
        self._latest = 0

    @override
    def next_id(self, bucket: int) -> int:
        with self._one_by_one:
            made = super().next_id(bucket)
            if made < self._latest and ids.time_of(made) == ids.time_of(self._latest):
                self._begin(self._last_ms + 1)
                made = super().next_id(bucket)
            self._latest = made
            return made


@contextmanager
def travelling(seconds: float) -> Iterator[None]:
    """Let it be so many seconds later."""
    before = ids._sequence._last_ms
    try:
        with time_machine.travel(time.time() + seconds):
            yield
    finally:
        ids._sequence._last_ms = before


@contextmanager
def early_in(seconds: int) -> Iterator[None]:
    """Begin where no hour, or whatever lasts so many seconds, ends meanwhile."""
    with travelling(seconds - time.time() % seconds):
        yield
