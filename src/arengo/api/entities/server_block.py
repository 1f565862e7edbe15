"""Mastodon's DomainBlock: a server that is limited or suspended here, for everybody."""

import hashlib

import msgspec

from arengo.moderation.servers.model import ServerFlag, ServerRule


class DomainBlock(msgspec.Struct, frozen=True, kw_only=True):
    """The entity; the digest tells those who know a name whether it is meant."""

    domain: str
    digest: str
    severity: str
    comment: str | None


def domain_block(rule: ServerRule) -> DomainBlock:
    """Show a block, with a name that is hidden where the staff wants it so."""
    hidden = ServerFlag.OBFUSCATE in rule.flags
    return DomainBlock(
        domain=_obfuscated(rule.domain) if hidden else rule.domain,
        digest=hashlib.sha256(rule.domain.encode()).hexdigest(),
        severity=rule.severity.name.lower(),
        comment=rule.public_comment,
    )


def _obfuscated(domain: str) -> str:
    """Leave a quarter at each end, and the dots."""
    shown = len(domain) // 4
    inside = range(shown, len(domain) - shown)
    return "".join("*" if at in inside and sign != "." else sign for at, sign in enumerate(domain))
