"""Mastodon's Admin::DomainAllow and Admin::DomainBlock."""

import hashlib

import msgspec

from arengo.base.clock import iso
from arengo.base.ids import time_of
from arengo.moderation.servers.model import ServerFlag, ServerRule, Severity

SEVERITIES = {severity: severity.name.lower() for severity in Severity}
SEVERITY_BY_NAME = {name: severity for severity, name in SEVERITIES.items()}


class AdminDomainAllow(msgspec.Struct, frozen=True):
    """A server that is allowed."""

    id: str
    domain: str
    created_at: str


class AdminDomainBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A server that is blocked, and how hard."""

    id: str
    domain: str
    digest: str
    created_at: str
    severity: str
    reject_media: bool
    reject_reports: bool
    private_comment: str | None
    public_comment: str | None
    obfuscate: bool


def admin_domain_allow(rule: ServerRule) -> AdminDomainAllow:
    """Show a server that is allowed."""
    return AdminDomainAllow(str(rule.id), rule.domain, iso(time_of(rule.id)))


def admin_domain_block(rule: ServerRule) -> AdminDomainBlock:
    """Show a server that is blocked."""
    return AdminDomainBlock(
        id=str(rule.id),
        domain=rule.domain,
        digest=hashlib.sha256(rule.domain.encode()).hexdigest(),
        created_at=iso(time_of(rule.id)),
        severity=SEVERITIES[rule.severity],
        reject_media=ServerFlag.NO_MEDIA in rule.flags,
        reject_reports=ServerFlag.NO_REPORTS in rule.flags,
        private_comment=rule.private_comment,
        public_comment=rule.public_comment,
        obfuscate=ServerFlag.OBFUSCATE in rule.flags,
    )
