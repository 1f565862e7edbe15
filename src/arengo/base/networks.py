"""Which network an address belongs to: who counts addresses, counts customers."""

import ipaddress
from functools import lru_cache
from typing import Final

_IPV6_BITS: Final = 64  # one customer has at least so many addresses


@lru_cache(maxsize=4096)
def customer_of(address: str) -> str:
    """Return an IPv4 address as it is, of IPv6 its /64; what is neither stays as it is.

    Sockets for both write IPv4 as `::ffff:192.0.2.1`: by its /64 everybody would be one customer.
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, _IPV6_BITS), strict=False))
