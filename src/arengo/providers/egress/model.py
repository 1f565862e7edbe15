"""What is sent, what comes back, and the two ways in which it can fail."""

from collections.abc import Mapping

import msgspec


class Refused(Exception):
    """We do not do this: a forbidden address, scheme or port, or more bytes than were allowed."""


class Unreachable(Exception):
    """Nobody answered, not in time, or not in HTTP: the same request may succeed later."""


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """A request to another server."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)
    body: bytes | None = None


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: its names of headers are in lower case, its body is unpacked."""

    status: int
    url: str  # where the answer came from, after redirects
    headers: Mapping[str, str]
    body: bytes
