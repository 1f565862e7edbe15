"""Where the control socket is, also when the path is longer than a socket address may be."""

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

NAME: Final = "control.sock"
_LONGEST: Final = 100  # Linux takes 107 bytes


@contextlib.contextmanager
def address(data: Path) -> Iterator[str]:
    """Yield a path that can be bound and connected to as long as the block lasts."""
    path = data.resolve() / NAME
    if len(os.fsencode(path)) <= _LONGEST:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{NAME}"
    finally:
        os.close(folder)


def connect(data: Path) -> socket.socket | None:
    """Return a connection to the running server, or None when nobody listens."""
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with address(data) as path:
            link.connect(path)
    except (FileNotFoundError, ConnectionRefusedError):
        link.close()
        return None
    except OSError:
        link.close()
        raise
    return link


def listen(data: Path) -> socket.socket | None:
    """Return a listening socket that only we can open, or None when another process has it.

    A file that a crash left behind answers nobody and is replaced.
    """
    other = connect(data)
    if other is not None:
        other.close()
        return None
    (data / NAME).unlink(missing_ok=True)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        with address(data) as path:
            server.bind(path)
    finally:
        os.umask(before)
    server.listen()
    return server
