"""Commands on background work: what waits, what was given up, try again."""

from typing import Any

from arengo.base.clock import iso
from arengo.control.commands import Form, Tell, command
from arengo.gate.site import Site
from arengo.jobs import actions, queries
from arengo.jobs.model import Job
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed


class Which(Form, frozen=True, kw_only=True):
    """Jobs that wait, or those that were given up."""

    given_up: bool = False
    limit: int = 50


class Chosen(Form, frozen=True, kw_only=True):
    """One job, or all that were given up."""

    job_id: int | None = None


@command("jobs.list")
async def list_(site: Site, form: Which, _tell: Tell) -> dict[str, Any]:
    """Return jobs, and how far each lane is behind."""
    question = queries.given_up_jobs if form.given_up else queries.waiting_jobs
    jobs = await site.db.read(question, most=form.limit)
    lanes = await site.db.read(queries.lane_states)
    return {
        "jobs": [_row(job) for job in jobs],
        "lanes": [
            {
                "lane": lane.lane.name.lower(),
                "oldest_due_s": lane.oldest_due_ms / 1000,
                "given_up": lane.given_up,
            }
            for lane in lanes
        ],
    }


@command("jobs.retry")
async def retry(site: Site, form: Chosen, _tell: Tell) -> dict[str, Any]:
    """Begin jobs again that failed, and return how many."""
    deed = Deed(by=None, act=Act.RETRY_JOBS, entry=form.job_id)
    revived = await site.db.write(noted(actions.retry, lambda _: deed), job_id=form.job_id)
    site.db.on_enqueue()
    return {"retried": revived}


def _row(job: Job) -> dict[str, Any]:
    return {
        "id": str(job.id),
        "kind": job.kind,
        "lane": job.lane.name.lower(),
        "attempts": job.attempts,
        "due": iso(job.run_ms),
        "given_up": iso(job.dead_ms) if job.dead_ms else None,
        "error": job.error,
        "args": job.args,
    }
