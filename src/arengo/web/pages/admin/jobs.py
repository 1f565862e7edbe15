"""The desk of work in the background: how far it is behind, what was given up, trying again."""

from typing import Final

import msgspec

from arengo.auth.roles.model import Permission
from arengo.base.clock import MINUTE_MS
from arengo.base.errors import NotFound
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.jobs import actions, queries
from arengo.jobs.model import Job
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed
from arengo.storage import ReadTransaction
from arengo.web.context.admin import JobsDesk, JobView, LaneView
from arengo.web.desks import HOME
from arengo.web.pages.frames import done, frame_of, page_answer

_PATH: Final = f"{HOME}/jobs"
_SHOWN: Final = 50


class RetryForm(msgspec.Struct, frozen=True, kw_only=True):
    """One job, or all that were given up."""

    job: int | None = None


@reads(_PATH, access=Access.MEMBER, permission=Permission.DEVOPS, bucket="page", bounded=False)
def show_jobs(tx: ReadTransaction, request: Request) -> Answer:
    """Show the lanes, what was given up, and what is next; never what a job is about."""
    desk = JobsDesk(
        lanes=tuple(
            LaneView(
                key=each.lane.name.lower(),
                behind_min=each.oldest_due_ms // MINUTE_MS,
                given_up=each.given_up,
            )
            for each in queries.lane_states(tx)
        ),
        given_up=tuple(_view(each) for each in queries.given_up_jobs(tx, most=_SHOWN)),
        waiting=tuple(_view(each) for each in queries.waiting_jobs(tx, most=_SHOWN)),
    )
    return page_answer(request, "admin/jobs.html", frame_of(tx, request, form=True), jobs=desk)


@acts("POST", f"{_PATH}/retry", access=Access.MEMBER, permission=Permission.DEVOPS)
async def retry(request: Request, form: RetryForm) -> Answer:
    """Begin a job again, or all that were given up; one that runs or is done meanwhile is fine."""
    deed = Deed(by=request.me, act=Act.RETRY_JOBS, entry=form.job)
    verb = noted(actions.retry, lambda revived: deed if revived else None)
    try:
        await request.write(verb, job_id=form.job)
    except NotFound:
        return done(request, _PATH, "too_late")
    request.site.db.on_enqueue()
    return done(request, _PATH, "begun_again")


def _view(job: Job) -> JobView:
    return JobView(
        id=job.id,
        kind=job.kind,
        lane=job.lane.name.lower(),
        attempts=job.attempts,
        run_ms=job.run_ms,
        error=job.error or "",
    )
