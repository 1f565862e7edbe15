"""Reports: people tell the staff of somebody."""

import msgspec

from arengo.api.entities.report import CATEGORY_BY_NAME, ReportEntity, report_entity
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, parse_id
from arengo.gate.request import Request
from arengo.gate.routes import acts
from arengo.moderation.reports.actions import report
from arengo.social.accounts.queries import account_by_id


class ReportForm(msgspec.Struct, frozen=True, kw_only=True):
    """Whom, why, and which of their posts."""

    account_id: str = ""
    status_ids: tuple[str, ...] = ()
    comment: str | None = None
    forward: bool = False
    category: str | None = None
    rule_ids: tuple[str, ...] = ()


@acts("POST", "/api/v1/reports", scope="write:reports", answers=ReportEntity)
async def file_report(request: Request, form: ReportForm) -> ReportEntity:
    """Tell the staff of somebody and of some of their posts."""
    target_id = parse_id(form.account_id)
    if target_id is None:
        raise NotFound
    category = CATEGORY_BY_NAME.get(form.category or "other")
    if category is None:
        raise Invalid("Validation failed: Category is not included in the list")
    filed = await request.write(
        report,
        by=request.me,
        target_id=AccountId(target_id),
        category=category,
        comment=form.comment or "",
        post_ids=[each for text in form.status_ids if (each := parse_id(text)) is not None],
        rule_ids=[-1 if (each := parse_id(text)) is None else each for text in form.rule_ids],
        forward=form.forward,
    )
    target = await request.read(account_by_id, filed.target_id)
    return report_entity(filed, target, origin=request.site.settings.origin)
