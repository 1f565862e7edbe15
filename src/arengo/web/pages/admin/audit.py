"""The desk of the audit log: what was done, by whom, and whether the log is whole."""

from typing import Annotated, Final
from urllib.parse import urlencode

import msgspec

from arengo.auth.roles.model import Permission
from arengo.base.ids import MAX_ID
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.moderation.audit.model import Entry
from arengo.moderation.audit.queries import broken_at, entries, entries_about
from arengo.social.accounts.queries import find_account
from arengo.storage import ReadTransaction
from arengo.web.context.admin import AuditDesk
from arengo.web.desks import HOME
from arengo.web.pages.admin.lines import audit_lines
from arengo.web.pages.frames import frame_of, page_answer

_PATH: Final = f"{HOME}/audit"
_PER_PAGE: Final = 20


class AuditForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of the log is wanted, about whom, and whether its seals are computed anew."""

    before: Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)] = MAX_ID
    about: Annotated[str, msgspec.Meta(max_length=320)] = ""
    check: str = ""


@reads(
    _PATH, access=Access.MEMBER, permission=Permission.VIEW_AUDIT_LOG, bucket="page", bounded=False
)
def show_audit(tx: ReadTransaction, request: Request, form: AuditForm) -> Answer:
    """Show a page of entries, newest first, and the seal of the newest."""
    found = _found(tx, form)
    shown = found[:_PER_PAGE]
    newest = entries(tx, limit=1)
    desk = AuditDesk(
        lines=audit_lines(tx, request, shown),
        asked=form.about,
        older_url=_older(form, shown[-1].seq) if len(found) > _PER_PAGE else "",
        seal=newest[0].seal.hex() if newest else "",
        number=newest[0].seq if newest else 0,
        checked=bool(form.check),
        broken_at=broken_at(tx) if form.check else None,
    )
    return page_answer(request, "admin/audit.html", frame_of(tx, request), audit=desk)


def _found(tx: ReadTransaction, form: AuditForm) -> list[Entry]:
    """Return what was asked for; about somebody whom nobody knows there is nothing."""
    name = form.about.strip().removeprefix("@")
    if not name:
        return entries(tx, before=form.before, limit=_PER_PAGE + 1)
    person = find_account(tx, name)
    if person is None:
        return []
    return entries_about(tx, person.id, before=form.before, limit=_PER_PAGE + 1)


def _older(form: AuditForm, before: int) -> str:
    asked = {"about": form.about} if form.about else {}
    return f"{_PATH}?{urlencode({**asked, 'before': before})}"
