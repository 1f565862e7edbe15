"""Whose address a request has: only our own front's word counts."""

from collections.abc import Iterable, Sequence


def client_ip(peer: str, headers: Iterable[tuple[bytes, bytes]], trusted: Sequence[str]) -> str:
    """Return the nearest address that is not one of our own proxies."""
    if peer not in trusted:
        return peer
    # Some fronts add a header of their own below the client's: several are one list, in order.
    said = b",".join(value for name, value in headers if name == b"x-forwarded-for")
    for hop in reversed(said.decode("latin-1").split(",")):
        address = hop.strip()
        if address and address not in trusted:
            return address
    return peer
