"""Which addresses a name has, as the system or a stand-in says."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from arengo.providers.egress.model import Unreachable

Lookup = Callable[[str, int], Awaitable[list[str]]]  # host and port → addresses

_LOOKUP_THREADS: Final = 4


async def names_of_this_machine(host: str, port: int) -> list[str]:  # noqa: ARG001
    """Answer as a name server that knows this machine alone, for tests."""
    return ["127.0.0.1"] if host == "localhost" or host.endswith(".localhost") else []


class SystemLookup:
    """Asks the system, in threads of its own: a silent name server must not block other work."""

    def __init__(self) -> None:
        """Threads start when they are needed."""
        self._threads = ThreadPoolExecutor(_LOOKUP_THREADS, thread_name_prefix="egress-names")

    async def __call__(self, host: str, port: int) -> list[str]:
        """Return every address of a host."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _addresses, host, port)
        return list(dict.fromkeys(str(each[4][0]) for each in found))

    def close(self) -> None:
        """Let go of the threads, also of those that still wait for an answer."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _addresses(host: str, port: int) -> list[Any]:
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("the name cannot be resolved") from error
