"""Verbs of the queue: take work, settle it, give up, begin again."""

from arengo.base.clock import now_ms
from arengo.base.errors import NotFound
from arengo.base.lanes import Lane
from arengo.jobs import store
from arengo.jobs.model import Failure, Job
from arengo.jobs.policy import is_hopeless, wait_ms
from arengo.storage import Transaction

LEASE_MS = 60_000
_LONGEST_ERROR = 500


def claim(tx: Transaction, *, lane: Lane, most: int, now: int) -> list[Job]:
    """Take up to `most` due jobs of a lane for the length of a lease."""
    return store.claim(tx, lane=lane, now=now, until=now + LEASE_MS, most=most)


def keep(tx: Transaction, *, jobs: list[Job], now: int) -> None:
    """Say that these jobs still run."""
    store.extend(tx, jobs, until=now + LEASE_MS)


def put_back(tx: Transaction, *, jobs: list[Job]) -> None:
    """Let others have jobs that we took and did not finish."""
    store.release(tx, jobs)


def recover(tx: Transaction) -> None:
    """At the start of the only writing process, nobody else can hold a lease: let them all go."""
    if tx.engine == "sqlite":
        store.release_all(tx)


def settle(tx: Transaction, *, done: list[Job], failed: list[Failure], now: int) -> None:
    """Delete what is done; what failed waits longer, or is given up after its last attempt."""
    store.remove(tx, [job.id for job in done])
    for failure in failed:
        store.put_off(
            tx,
            failure.job,
            run_ms=now + wait_ms(failure.job.attempts),
            dead_ms=now if is_hopeless(failure.job.attempts, failure.most_attempts) else None,
            error=failure.error[:_LONGEST_ERROR],
        )


def retry(tx: Transaction, *, job_id: int | None = None) -> int:
    """Begin one job again, or all that were given up; returns how many. Wake the worker after."""
    revived = store.revive(tx, job_id, run_ms=now_ms())
    if job_id is not None and not revived:
        raise NotFound(f"No job has the id {job_id}, or it is running")
    return revived
