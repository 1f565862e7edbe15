"""64-bit ids: time first, then the owner's bucket, then six bits that tell apart."""

import hashlib
import secrets
import threading
from typing import Final, NewType

from arengo.base.clock import now_ms

AccountId = NewType("AccountId", int)
PostId = NewType("PostId", int)
MediaId = NewType("MediaId", int)

BUCKETS: Final = 1024
_RANDOM_BITS: Final = 6
_LAST_NUMBER: Final = (1 << _RANDOM_BITS) - 1
_TIME_SHIFT: Final = 16
MAX_ID: Final = (1 << 63) - 1


class _Sequence:
    """Hands out ids that this process never handed out before, whatever the clock does.

    Those of one owner rise: what somebody does first comes first, also within a millisecond. It
    begins with random bits, which keep processes apart, and counts on; behind the last of the 64
    time moves on by one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last_ms = 0
        self._last: dict[int, int] = {}  # bucket → its last number in this millisecond

    def next_id(self, bucket: int) -> int:
        with self._lock:
            self._begin(max(self._last_ms, now_ms()))
            last = self._last.get(bucket)
            if last == _LAST_NUMBER:
                self._begin(self._last_ms + 1)
                last = None
            number = secrets.randbits(_RANDOM_BITS) if last is None else last + 1
            self._last[bucket] = number
            return _compose(self._last_ms, bucket, number)

    def _begin(self, at_ms: int) -> None:
        if at_ms > self._last_ms:
            self._last_ms = at_ms
            self._last.clear()


def _compose(at_ms: int, bucket: int, number: int) -> int:
    return (at_ms << _TIME_SHIFT) | (bucket << _RANDOM_BITS) | number


_sequence = _Sequence()


def bucket_of(row_id: int) -> int:
    """Return the bucket that a row lives in: a function of its id alone."""
    return (row_id >> _RANDOM_BITS) & (BUCKETS - 1)


def time_of(row_id: int) -> int:
    """Return when an id was made, in Unix milliseconds."""
    return row_id >> _TIME_SHIFT


def new_id(owner_id: int, at_ms: int | None = None) -> int:
    """Make an id in the bucket of `owner_id`.

    Unique only through the primary key: insert with `ON CONFLICT` or let the writer retry.
    """
    return make_id(bucket_of(owner_id), at_ms)


def new_account_id(at_ms: int | None = None) -> AccountId:
    """Make an id in a bucket drawn at random: everything the account will own follows it there."""
    return AccountId(make_id(secrets.randbelow(BUCKETS), at_ms))


def make_id(bucket: int, at_ms: int | None = None) -> int:
    """Make an id in a given bucket; `at_ms` back-dates it (imports, demo)."""
    if at_ms is None:
        return _sequence.next_id(bucket)
    return _compose(at_ms, bucket, secrets.randbits(_RANDOM_BITS))


def first_id_at(at_ms: int) -> int:
    """Return the smallest id that could have been made at that time."""
    return at_ms << _TIME_SHIFT


def key_hash(key: str) -> bytes:
    """Return the 128-bit hash under which the directory keeps a unique key."""
    return hashlib.blake2b(key.encode(), digest_size=16).digest()


def bucket_of_hash(digest: bytes) -> int:
    """Return the bucket of something that has no owner but its own hash."""
    return int.from_bytes(digest[:2], "big") & (BUCKETS - 1)


def parse_id(text: str) -> int | None:
    """Read an id from a URL or a parameter; None when it cannot be one."""
    if not text.isascii() or not text.isdigit() or len(text) > 19:  # noqa: PLR2004  digits of 2^63
        return None
    value = int(text)
    return value if value <= MAX_ID else None
