"""From a name to a connection: what was checked is what is connected to."""

import socket
from collections.abc import Callable
from typing import Any, Final

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from typing_extensions import override

from arengo.providers.egress.model import Unreachable
from arengo.providers.egress.names import Lookup
from arengo.providers.egress.reach import Reach

_CONNECTIONS: Final = 64
_CONNECTIONS_TO_ONE: Final = 8


def connector(reach: Reach, lookup: Lookup) -> TCPConnector:
    """Return what opens connections, only within reach."""
    return TCPConnector(
        limit=_CONNECTIONS,
        limit_per_host=_CONNECTIONS_TO_ONE,
        resolver=_Resolver(reach, lookup),
        use_dns_cache=False,
        socket_factory=_guarded(reach),
    )


class _Resolver(AbstractResolver):
    """Gives addresses only when all of them may be reached: one bad one makes the name suspect."""

    def __init__(self, reach: Reach, lookup: Lookup) -> None:
        self._reach = reach
        self._lookup = lookup

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        addresses = await self._lookup(host, port)
        if not addresses:
            raise Unreachable("the name has no address")
        for address in addresses:
            self._reach.check(address, port)
        return [_result(host, port, address) for address in addresses]

    @override
    async def close(self) -> None:
        """Nothing is held here."""


def _guarded(reach: Reach) -> Callable[[Any], socket.socket]:
    """Check once more, where nothing can come between the check and the connection."""

    def open_socket(address_info: Any) -> socket.socket:
        family, kind, protocol, _, address = address_info
        reach.check(str(address[0]), int(address[1]))
        return socket.socket(family, kind, protocol)

    return open_socket


def _result(host: str, port: int, address: str) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=address,
        port=port,
        family=socket.AF_INET6 if ":" in address else socket.AF_INET,
        proto=0,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
