"""Reading an address before anything is sent to it: one parser for the check and for the client."""

import re
from ipaddress import AddressValueError, IPv4Address
from typing import Final

from yarl import URL

from arengo.providers.egress.model import Refused

_MOST_CHARACTERS: Final = 4096
_SCHEMES: Final = frozenset(("http", "https"))
# Names as they are asked for (IDNA is done by then), or an IPv6 address.
_HOST: Final = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
# What system resolvers read as a number: 1, 0x7f, 017.
_NUMBER: Final = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)


def read_url(text: str) -> URL:
    """Return a URL that may be asked for, or raise Refused; addresses are checked later."""
    if len(text) > _MOST_CHARACTERS:
        raise Refused("the URL is too long")
    return checked(_parsed(text))


def next_url(url: URL, location: str) -> URL:
    """Return where a redirect leads, or raise Refused."""
    if len(location) > _MOST_CHARACTERS:
        raise Refused("the URL is too long")
    return checked(url.join(_parsed(location)))


def checked(url: URL) -> URL:
    """Return the URL without its fragment, or raise Refused."""
    if url.scheme not in _SCHEMES:
        raise Refused("only http and https are spoken")
    if url.user is not None or url.password is not None:
        raise Refused("a URL must not carry a name or password")
    host = url.raw_host
    if not host or url.port is None or not _HOST.fullmatch(host):
        raise Refused("the URL names no host")
    if _is_odd_number(host):
        raise Refused("an address must be written as four decimal numbers")
    return url.with_fragment(None)


def _parsed(text: str) -> URL:
    try:
        return URL(text)
    except (ValueError, UnicodeError) as error:
        raise Refused("not a URL") from error


def _is_odd_number(host: str) -> bool:
    """Whether a resolver could read the host as an address that is not written like one."""
    last = host.rstrip(".").rpartition(".")[2]
    if ":" in host or not _NUMBER.fullmatch(last):
        return False
    try:
        IPv4Address(host)
    except AddressValueError:
        return True
    return False
