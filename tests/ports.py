"""Ports for servers that start later, and start again: nobody else takes one meanwhile."""

import random
import socket
from contextlib import suppress
from typing import Final

# Below those that the kernel gives to connections and to whoever asks for any.
_PORTS: Final = range(20_000, 32_000)


def free_port() -> int:
    """Find a free port; it is ours until this process ends, also while nobody listens there."""
    dice = random.SystemRandom()
    while True:
        port = dice.choice(_PORTS)
        if _is_free(port) and _keep(port):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe, suppress(OSError):
        probe.bind(("127.0.0.1", port))
        return True
    return False


def _keep(port: int) -> bool:
    """Take a name that only one process of this machine can have; False if another one did."""
    sign = socket.socket(socket.AF_UNIX)
    try:
        sign.bind(f"\0arengo-tests-{port}")  # no file: the kernel knows it while the socket is open
    except OSError:
        sign.close()
        return False
    sign.detach()  # it stays open as long as the process
    return True
