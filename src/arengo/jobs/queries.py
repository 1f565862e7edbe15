"""Questions about the queue: what waits, what was given up, which lane falls behind."""

from arengo.base.clock import now_ms
from arengo.jobs import store
from arengo.jobs.model import Job, LaneState, Prospect
from arengo.jobs.timetable import Timetable
from arengo.jobs.timetable.queries import next_moment
from arengo.storage import ReadTransaction

MOST_SHOWN = 200


def waiting_jobs(tx: ReadTransaction, *, most: int = MOST_SHOWN) -> list[Job]:
    """Return the jobs that are due next."""
    return store.page(tx, dead=False, most=most)


def given_up_jobs(tx: ReadTransaction, *, most: int = MOST_SHOWN) -> list[Job]:
    """Return the jobs that failed too often; they stay until somebody retries them."""
    return store.page(tx, dead=True, most=most)


def lane_states(tx: ReadTransaction) -> list[LaneState]:
    """Return how each lane stands that has any job."""
    return store.lane_states(tx, now=now_ms())


def prospect(tx: ReadTransaction, *, timetable: Timetable, now: int) -> Prospect:
    """Return what the worker has to do now and when it has to look again."""
    return Prospect(
        due=frozenset(store.due_lanes(tx, now=now)),
        next_job_ms=store.next_ms(tx, now=now),
        timetable_ms=next_moment(tx, timetable=timetable),
    )
