"""Mastodon's Report, as its author gets it back."""

import msgspec

from arengo.api.entities.account import AccountEntity
from arengo.api.entities.admin_account import shown_account
from arengo.base.clock import iso
from arengo.base.ids import time_of
from arengo.moderation.reports.model import Category, Report
from arengo.social.accounts.model import Account

CATEGORIES = {category: category.name.lower() for category in Category}
CATEGORY_BY_NAME = {name: category for category, name in CATEGORIES.items()}


class ReportEntity(msgspec.Struct, frozen=True, kw_only=True):
    """The entity. Nothing is forwarded yet: there is nobody to forward it to."""

    id: str
    action_taken: bool
    action_taken_at: str | None
    category: str
    comment: str
    forwarded: bool
    created_at: str
    status_ids: list[str] | None
    rule_ids: list[str] | None
    target_account: AccountEntity


def report_entity(report: Report, target: Account, *, origin: str) -> ReportEntity:
    """Show a report."""
    return ReportEntity(
        id=str(report.id),
        action_taken=report.closed_ms is not None,
        action_taken_at=iso(report.closed_ms) if report.closed_ms else None,
        category=CATEGORIES[report.category],
        comment=report.comment,
        forwarded=False,
        created_at=iso(time_of(report.id)),
        status_ids=[str(each) for each in report.post_ids] or None,
        rule_ids=[str(each) for each in report.rule_ids] or None,
        target_account=shown_account(target, origin),
    )
