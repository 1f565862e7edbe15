"""Builds the walls around itself, then becomes the program that it was asked to start."""

import ctypes
import os
import sys

from arengo.providers.images.syscalls import deny_these
from arengo.providers.recordings import walls

FAILED = 70


def main() -> None:
    """Start a program behind walls: told are its limits, its files with how many they are, and it.

    The limits are seconds of work, bytes of memory, and bytes that it may write.
    """
    cpu_s, memory_bytes, written_bytes = (int(word) for word in sys.argv[1:4])
    reads, rest = _counted(sys.argv[4:])
    writes, program = _counted(rest)
    walls.close_off(reads=reads, writes=writes)
    walls.limit(cpu_s=cpu_s, memory_bytes=memory_bytes, written_bytes=written_bytes)
    if sys.platform == "linux":
        deny_these(ctypes.CDLL(None, use_errno=True), walls.forbidden_here())
    try:
        os.execv(program[0], program)  # noqa: S606  that is what it is for
    except OSError:
        sys.exit(FAILED)


def _counted(words: list[str]) -> tuple[list[str], list[str]]:
    """Return as many words as the first one says, and those after them."""
    end = 1 + int(words[0])
    return words[1:end], words[end:]
