"""Argon2id off the event loop: two at a time, a bounded queue, equal time for known and unknown."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from arengo.base.errors import Busy

T = TypeVar("T")

# OWASP's parameters for argon2id: 19 MiB, two passes, one lane.
_hasher: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
AT_ONCE: Final = 2
WAITING_MAX: Final = 256

_threads: Final = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="arengo-password")
_places: Final = threading.BoundedSemaphore(AT_ONCE + WAITING_MAX)


async def hash_password(password: str) -> str:
    """Return what the database keeps; raises Busy when too many wait already."""
    return await _run(lambda: hash_now(password))


async def verify_password(password_hash: str | None, password: str) -> bool:
    """Return whether the password fits. Without a hash it takes as long and says no."""
    return await _run(lambda: verify_now(password_hash, password))


def hash_now(password: str) -> str:
    """Hash on the caller's thread: for the command line."""
    return _hasher.hash(password)


def verify_now(password_hash: str | None, password: str) -> bool:
    """Verify on the caller's thread."""
    try:
        _hasher.verify(_nobodys_hash() if password_hash is None else password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Return whether a hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")


async def _run(work: Callable[[], T]) -> T:
    if not _places.acquire(blocking=False):
        raise Busy

    def call() -> T:
        try:
            return work()
        finally:
            _places.release()

    return await asyncio.get_running_loop().run_in_executor(_threads, call)
