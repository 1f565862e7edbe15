"""Mastodon's Admin::IpBlock, Admin::EmailDomainBlock and Admin::CanonicalEmailBlock."""

from collections.abc import Sequence

import msgspec

from arengo.auth.barriers.model import DayOfUse, EmailBlock, IpBlock, Severity
from arengo.base.clock import DAY_MS, iso
from arengo.base.ids import time_of

SEVERITIES = {
    Severity.APPROVAL: "sign_up_requires_approval",
    Severity.NO_SIGN_UP: "sign_up_block",
    Severity.NO_ACCESS: "no_access",
}
SEVERITY_BY_NAME = {name: severity for severity, name in SEVERITIES.items()}


class AdminIpBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A blocked network."""

    id: str
    ip: str
    severity: str
    comment: str
    created_at: str
    expires_at: str | None


class BlockUse(msgspec.Struct, frozen=True):
    """How often a block was met on one day; who it was is not kept, so both numbers are one."""

    day: str
    accounts: str
    uses: str


class AdminEmailDomainBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A domain with which nobody may join."""

    id: str
    domain: str
    created_at: str
    history: list[BlockUse]


class AdminCanonicalEmailBlock(msgspec.Struct, frozen=True):
    """An address with which nobody may join, as a hash."""

    id: str
    canonical_email_hash: str


def admin_ip_block(block: IpBlock) -> AdminIpBlock:
    """Show a blocked network."""
    return AdminIpBlock(
        id=str(block.id),
        ip=str(block.network),
        severity=SEVERITIES[block.severity],
        comment=block.comment,
        created_at=iso(time_of(block.id)),
        expires_at=iso(block.expires_ms) if block.expires_ms else None,
    )


def admin_email_domain_block(block: EmailBlock, uses: Sequence[DayOfUse]) -> AdminEmailDomainBlock:
    """Show a blocked domain."""
    return AdminEmailDomainBlock(
        id=str(block.id),
        domain=block.value,
        created_at=iso(time_of(block.id)),
        history=[
            BlockUse(str(each.day * DAY_MS // 1000), str(each.uses), str(each.uses))
            for each in uses
        ],
    )


def admin_canonical_email_block(block: EmailBlock) -> AdminCanonicalEmailBlock:
    """Show a blocked address."""
    return AdminCanonicalEmailBlock(str(block.id), block.value)
