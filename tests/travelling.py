"""Time travel for tests: ids go back with the clock afterwards, so that no later test notices."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import time_machine

from arengo.base import ids


@contextmanager
def travelling(seconds: float) -> Iterator[None]:
    """Let it be so many seconds later."""
    before = ids._sequence._last_ms
    with time_machine.travel(time.time() + seconds):
        yield
    ids._sequence._last_ms = before
