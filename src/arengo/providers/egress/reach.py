"""Which addresses and ports may be connected to: public ones, and what the operator adds."""

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

import msgspec

from arengo.providers.egress.model import Refused

Network = IPv4Network | IPv6Network

LOOPBACK: Final[tuple[Network, ...]] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))

# The special ranges of IANA's registries, written out: `ipaddress` knows others in each release.
_CLOSED_V4: Final = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_PUBLIC_V6: Final = IPv6Network("2000::/3")
_CLOSED_V6: Final = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # Teredo, ORCHID, benchmarks
        "2001:db8::/32",
        "2002::/16",  # 6to4: wraps any IPv4 address, and nobody needs it any more
        "3fff::/20",
    )
)
# Both carry an IPv4 address in their last 32 bits, which is what counts.
_MAPPED: Final = IPv6Network("::ffff:0:0/96")
_NAT64: Final = IPv6Network("64:ff9b::/96")


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """How far a client reaches. `allowed` networks may be closed ones, on any port."""

    ports: frozenset[int] = frozenset((80, 443))
    allowed: tuple[Network, ...] = ()

    def check(self, address: str, port: int) -> None:
        """Raise Refused unless a connection may be made there."""
        known = _unwrapped(address)
        if any(known in network for network in self.allowed):
            return
        if port not in self.ports:
            raise Refused(f"port {port} is closed to us")
        if not _is_public(known):
            raise Refused("the address is not a public one")


def _unwrapped(address: str) -> IPv4Address | IPv6Address:
    try:
        known = ip_address(address)
    except ValueError as error:
        raise Refused("not an address") from error
    if known in _MAPPED or known in _NAT64:
        return IPv4Address(int(known) & 0xFFFF_FFFF)
    return known


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_V4)
    return address in _PUBLIC_V6 and not any(address in network for network in _CLOSED_V6)
