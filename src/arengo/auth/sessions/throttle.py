"""Slows guessing down: so many tries for a name and from an address, then one has to wait."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

import msgspec

from arengo.base.errors import TooMany
from arengo.base.networks import customer_of

KEPT: Final = 50_000


class Pace(msgspec.Struct, frozen=True):
    """`attempts` at once, then one every `period_s / attempts` seconds."""

    attempts: int
    period_s: float

    @property
    def step_s(self) -> float:
        """Return the seconds that one attempt costs."""
        return self.period_s / self.attempts


PER_NAME: Final = Pace(10, 900.0)
PER_ADDRESS: Final = Pace(50, 900.0)


class TooManyAttempts(TooMany):
    """Said alike for names that exist and names that do not."""

    words = "Too many attempts. Wait a few minutes before you try again."

    def __init__(self, wait_s: float) -> None:
        """Tell how long to wait."""
        self.minutes = max(1, math.ceil(wait_s / 60))
        super().__init__(headers={"Retry-After": str(max(1, math.ceil(wait_s)))})


class Throttle:
    """GCRA per name and per address, in the memory of one process.

    The clock is given so that a test can move it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with everybody free to try."""
        self._clock = clock
        self._arrivals: OrderedDict[tuple[str, str], float] = OrderedDict()

    def attempt(self, name: str, ip: str) -> None:
        """Count an attempt; raises TooManyAttempts when this name or this address has to wait."""
        keys = ((("name", _folded(name)), PER_NAME), (("address", customer_of(ip)), PER_ADDRESS))
        now = self._clock()
        wait_s = max(self._wait_s(key, pace, now) for key, pace in keys)
        if wait_s > 0:
            raise TooManyAttempts(wait_s)
        for key, pace in keys:
            self._arrivals[key] = max(self._arrivals.get(key, 0.0), now) + pace.step_s
            self._arrivals.move_to_end(key)
        while len(self._arrivals) > KEPT:
            self._arrivals.popitem(last=False)

    def forgive(self, name: str, ip: str) -> None:
        """Forget the attempts for a name, and this one from the address: the secret was right."""
        self._arrivals.pop(("name", _folded(name)), None)
        address = ("address", customer_of(ip))
        if address in self._arrivals:
            self._arrivals[address] -= PER_ADDRESS.step_s

    def _wait_s(self, key: tuple[str, str], pace: Pace, now: float) -> float:
        arrival = max(self._arrivals.get(key, 0.0), now)
        return arrival + pace.step_s - now - pace.period_s - 1e-6


def _folded(name: str) -> str:
    return name.strip().removeprefix("@").casefold()[:256]
