"""Scheduled statuses: what is published later, put off, called off."""

import msgspec

from arengo.api.entities.scheduled_status import ScheduledStatus, scheduled_statuses
from arengo.api.wishing import due_ms
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.posts.plans import actions
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.plans.queries import own_scheduled, plans_page
from arengo.storage import ReadTransaction


class TimeForm(msgspec.Struct, frozen=True, kw_only=True):
    """Another time; without one nothing changes."""

    scheduled_at: str | None = None


@reads("/api/v1/scheduled_statuses", scope="read:statuses", answers=list[ScheduledStatus])
def list_scheduled(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return what one has scheduled, newest first."""
    found = plans_page(tx, request.me, drafts=False, **form.bounds())
    return page(request, _entities(tx, request, found), [each.id for each in found])


@reads("/api/v1/scheduled_statuses/{scheduled_id}", scope="read:statuses", answers=ScheduledStatus)
def show_scheduled(tx: ReadTransaction, request: Request, scheduled_id: int) -> ScheduledStatus:
    """Return one of them."""
    return _entities(tx, request, [own_scheduled(tx, scheduled_id, by=request.me)])[0]


@acts(
    "PUT",
    "/api/v1/scheduled_statuses/{scheduled_id}",
    scope="write:statuses",
    answers=ScheduledStatus,
)
async def reschedule(request: Request, scheduled_id: int, form: TimeForm) -> ScheduledStatus:
    """Publish it at another time."""
    due = due_ms(form.scheduled_at)
    if due is not None:
        await request.write(actions.reschedule, by=request.me, plan_id=scheduled_id, due_ms=due)
    return await request.read(show_scheduled, request, scheduled_id)


@acts(
    "DELETE",
    "/api/v1/scheduled_statuses/{scheduled_id}",
    scope="write:statuses",
    bucket="delete",
)
async def cancel_scheduled(request: Request, scheduled_id: int) -> Answer:
    """Publish it never."""
    await request.write(actions.cancel, by=request.me, plan_id=scheduled_id)
    return EMPTY


def _entities(tx: ReadTransaction, request: Request, found: list[Plan]) -> list[ScheduledStatus]:
    origin = request.site.settings.origin
    return scheduled_statuses(tx, found, by=request.me, origin=origin)
