"""The nouns: a blocked network, and a blocked kind of e-mail address."""

from enum import IntEnum
from ipaddress import IPv4Network, IPv6Network

from arengo.base.records import dataclass

Network = IPv4Network | IPv6Network


class Severity(IntEnum):
    """What somebody in a network may not do. Numbers are stored and never reused."""

    APPROVAL = 1  # joins only when the staff lets them in
    NO_SIGN_UP = 2
    NO_ACCESS = 3


class EmailKind(IntEnum):
    """What is blocked of an address. Numbers are stored and never reused."""

    DOMAIN = 1  # with every domain below it
    CANONICAL = 2  # one address, however it is dotted or tagged, as a hash


@dataclass(frozen=True, slots=True)
class IpBlock:
    """A row of `ip_blocks`."""

    id: int
    network: Network
    severity: Severity
    comment: str
    expires_ms: int | None


@dataclass(frozen=True, slots=True)
class EmailBlock:
    """A row of `email_blocks`."""

    id: int
    kind: EmailKind
    value: str


@dataclass(frozen=True, slots=True)
class DayOfUse:
    """How often people tried to join in spite of a block on one day (Unix day number)."""

    day: int
    uses: int
