"""Who publishes a page, and what follows from what is said of hosts. Pure."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

_HOST_MAX: Final = 253


def host_of(url: str) -> str | None:
    """Return the host of an address in the form in which it is kept; None when it has none."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").encode("idna").decode().lower()
    except (UnicodeError, ValueError):
        return None
    plain = host.removeprefix("www.")
    return plain if 0 < len(plain) <= _HOST_MAX else None


def upwards(host: str) -> list[str]:
    """Return a host and all above it, the nearest first; never a whole top-level domain."""
    labels = host.split(".")
    return [host] + [".".join(labels[start:]) for start in range(1, len(labels) - 1)]


def verdict(host: str, said: Mapping[str, bool]) -> bool | None:
    """Return what is said of a host, or of the nearest above it; None when nothing is."""
    return next((said[each] for each in upwards(host) if each in said), None)
