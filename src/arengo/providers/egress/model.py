"""What is sent, what comes back, and the two ways in which it can fail."""

from collections.abc import Mapping
from dataclasses import field

from arengo.base.records import dataclass


class Refused(Exception):
    """We do not do this: a forbidden address, scheme or port, or more bytes than were allowed."""


class Unreachable(Exception):
    """Nobody answered, not in time, or not in HTTP: the same request may succeed later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A request to another server."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """The answer: its names of headers are in lower case, its body is unpacked."""

    status: int
    url: str  # where the answer came from, after redirects
    headers: Mapping[str, str]
    body: bytes
