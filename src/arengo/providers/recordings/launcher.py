"""Builds the walls around itself, then becomes the program that it was asked to start."""

import ctypes
import json
import os
import sys

from arengo.providers.images.syscalls import deny_these
from arengo.providers.recordings import walls

FAILED = 70


def main() -> None:
    """Start `argv[2:]` behind the walls that `argv[1]` describes."""
    told = json.loads(sys.argv[1])
    program = sys.argv[2:]
    walls.close_off(reads=told["reads"], writes=told["writes"])
    walls.limit(
        cpu_s=told["cpu_s"],
        memory_bytes=told["memory_bytes"],
        written_bytes=told["written_bytes"],
    )
    if sys.platform == "linux":
        deny_these(ctypes.CDLL(None, use_errno=True), walls.forbidden_here())
    try:
        os.execv(program[0], program)  # noqa: S606  that is what it is for
    except OSError:
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
