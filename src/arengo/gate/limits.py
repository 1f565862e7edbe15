"""Rate buckets: GCRA, one arrival time per caller and bucket, kept in memory of one process.

A request is counted before anybody looks its token up, so whose token it is has been learnt from an
earlier request. The first one with a token is counted for the token alone, and is put on the bill
of the account as soon as that is known.
"""

import time
from collections import OrderedDict, deque
from typing import Final

import msgspec

KEPT: Final = 100_000
_SECOND: Final = 1_000_000_000  # nanoseconds: whole numbers add up exactly
_MILLISECOND: Final = 1_000_000


class Bucket(msgspec.Struct, frozen=True):
    """At most `limit` requests in any `period_s`; anonymous callers get a smaller limit.

    `by_address` counts addresses whatever token comes along: anybody may have an app's tokens, as
    many as they like.
    """

    limit: int
    period_s: float
    anonymous: int
    by_address: bool = False


MINUTES_5: Final = 300.0
BUCKETS: Final = {
    "read": Bucket(1_500, MINUTES_5, 300),
    "search": Bucket(300, MINUTES_5, 60),
    "write": Bucket(600, MINUTES_5, 60),
    "post": Bucket(300, 3 * 3_600.0, 30),
    "delete": Bucket(60, 1_800.0, 30),
    "follow": Bucket(400, 24 * 3_600.0, 30),
    "media": Bucket(60, 1_800.0, 10),
    "token": Bucket(60, MINUTES_5, 60, by_address=True),
    "sign_in": Bucket(30, MINUTES_5, 30, by_address=True),
    "sign_up": Bucket(10, 1_800.0, 10, by_address=True),
    "mail": Bucket(5, 1_800.0, 5, by_address=True),
    "page": Bucket(600, MINUTES_5, 300),
    "stream": Bucket(300, MINUTES_5, 60),
    "stream_words": Bucket(120, 60.0, 120),  # what is said on one WebSocket
    "files": Bucket(6_000, MINUTES_5, 6_000),
}


class Verdict(msgspec.Struct, frozen=True):
    """Whether one request may pass, and what the headers say."""

    allowed: bool
    limit: int
    remaining: int
    reset_ms: int
    retry_after_s: int


class Limiter:
    """Counts for one process."""

    def __init__(self, *, enabled: bool = True) -> None:
        """Start with every bucket full."""
        self.enabled = enabled
        self._arrivals: OrderedDict[tuple[str, object], int] = OrderedDict()
        self._owners: OrderedDict[object, int] = OrderedDict()  # of tokens that were looked up
        self._found: deque[tuple[str, int | None]] = deque()  # may be filled by any thread

    def learn(self, token: str, account_id: int | None) -> None:
        """Know from now on whose token this is, from any thread; None: nobody's (any more)."""
        if self._owners.get(token) != account_id:
            self._found.append((token, account_id))

    def knows(self, token: str) -> bool:
        """Return whether a token was looked up and is somebody's, as far as was seen."""
        self._settle_all()
        return token in self._owners

    def take(self, name: str, caller: object, *, anonymous: bool) -> Verdict:
        """Take one request out of the caller's bucket (GCRA: theoretical arrival time).

        Of somebody with several tokens that is one bucket.
        """
        self._settle_all()
        if not anonymous:
            caller = self._owners.get(caller, caller)
        bucket = BUCKETS[name]
        limit = bucket.anonymous if anonymous else bucket.limit
        period = int(bucket.period_s * _SECOND)
        step = period // limit
        now = time.time_ns()
        arrival = max(self._arrivals.get((name, caller), 0), now)
        allowed = arrival + step <= now + period or not self.enabled
        if allowed:
            arrival += step
            self._remember((name, caller), arrival)
        remaining = max(0, (now + period - arrival) // step)
        wait = 0 if allowed else max(1, -((now + period - arrival - step) // _SECOND))
        return Verdict(allowed, limit, remaining, arrival // _MILLISECOND, wait)

    def _settle_all(self) -> None:
        while self._found:
            self._settle(*self._found.popleft())

    def _settle(self, token: str, account_id: int | None) -> None:
        if account_id is None:
            self._owners.pop(token, None)
            return
        now = time.time_ns()
        for name in BUCKETS:
            spent = self._arrivals.pop((name, token), now) - now
            if spent > 0:
                arrival = max(self._arrivals.get((name, account_id), 0), now)
                self._remember((name, account_id), arrival + spent)
        self._owners[token] = account_id
        if len(self._owners) > KEPT:
            self._owners.popitem(last=False)

    def _remember(self, key: tuple[str, object], arrival: int) -> None:
        self._arrivals[key] = arrival
        self._arrivals.move_to_end(key)
        if len(self._arrivals) > KEPT:
            self._arrivals.popitem(last=False)
