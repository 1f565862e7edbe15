"""The walls around a worker: no network, no new files or processes, bounded memory and time."""

import ctypes
import resource
import sys
from contextlib import suppress
from typing import Final

from arengo.providers.images import syscalls

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_PR_SET_DUMPABLE: Final = 4
_PR_SET_NO_NEW_PRIVS: Final = 38
_STANDARD_STREAMS: Final = 3


def enter(*, memory_bytes: int) -> None:
    """Shut the door; everything that needs a file must be imported before."""
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux":
        # Refused where the machine does not let us: then the file limit alone forbids sockets.
        _ = libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _STANDARD_STREAMS)
    _limit(resource.RLIMIT_AS, memory_bytes)
    if sys.platform != "linux" or not syscalls.deny_the_rest(libc):
        _limit(resource.RLIMIT_NPROC, 0)


def allow_cpu(seconds: int) -> None:
    """Give the next image its time: the kernel ends a worker that takes more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _limit(kind: int, value: int) -> None:
    """Lower a limit; where it is lower already it stays."""
    with suppress(ValueError):
        resource.setrlimit(kind, (value, value))
