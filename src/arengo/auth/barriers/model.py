"""The nouns: a blocked network, and a blocked kind of e-mail address."""

from enum import IntEnum
from ipaddress import IPv4Network, IPv6Network

import msgspec

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


class IpBlock(msgspec.Struct, frozen=True):
    """A row of `ip_blocks`."""

    id: int
    network: Network
    severity: Severity
    comment: str
    expires_ms: int | None


class EmailBlock(msgspec.Struct, frozen=True):
    """A row of `email_blocks`."""

    id: int
    kind: EmailKind
    value: str


class DayOfUse(msgspec.Struct, frozen=True):
    """How often people tried to join in spite of a block on one day (Unix day number)."""

    day: int
    uses: int
