"""The nouns: what is ruled about another server."""

from enum import IntEnum, IntFlag
from typing import Final

import msgspec


class Kind(IntEnum):
    """Numbers are stored and never reused."""

    ALLOWED = 1
    BLOCKED = 2


class Severity(IntEnum):
    """How hard a block is. Numbers are stored, in order, and never reused."""

    NOOP = 0  # only what the flags say
    SILENCE = 1
    SUSPEND = 2


class ServerFlag(IntFlag):
    """Bits of `server_rules.flags`."""

    NO_MEDIA = 1
    NO_REPORTS = 2
    OBFUSCATE = 4


_NO_FLAG: Final = ServerFlag(0)


class ServerRule(msgspec.Struct, frozen=True):
    """A row of `server_rules`."""

    id: int
    kind: Kind
    domain: str
    severity: Severity = Severity.NOOP
    flags: ServerFlag = _NO_FLAG
    private_comment: str | None = None
    public_comment: str | None = None
