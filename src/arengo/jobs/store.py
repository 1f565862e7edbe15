"""The rows of the queue: claimed under a lease, deleted when done.

Owns: jobs.
"""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from arengo.base.lanes import Lane
from arengo.jobs.model import Job, LaneState
from arengo.storage import ReadTransaction, Transaction

_COLUMNS: Final = "id, lane, kind, args, attempts, run_ms, error, dead_ms"
_DUE: Final = "dead_ms IS NULL AND run_ms <= :now AND lease_ms <= :now"

# A claimed job lets go of its dedup key: who needs the same work while it runs gets a new job.
_CLAIM: Final = {
    "sqlite": f"""
        UPDATE jobs SET lease_ms = :until, attempts = attempts + 1, dedup = NULL
        WHERE id IN (
          SELECT id FROM jobs WHERE lane = :lane AND {_DUE}
          ORDER BY priority, run_ms, id LIMIT :most
        )
        RETURNING {_COLUMNS}
        """,
    "postgresql": f"""
        WITH due AS MATERIALIZED (
          SELECT id AS due_id FROM jobs WHERE lane = :lane AND {_DUE}
          ORDER BY priority, run_ms, id LIMIT :most
          FOR UPDATE SKIP LOCKED
        )
        UPDATE jobs SET lease_ms = :until, attempts = attempts + 1, dedup = NULL
        FROM due WHERE id = due_id
        RETURNING {_COLUMNS}
        """,
}

_DUE_LANES: Final = " UNION ALL ".join(
    f"SELECT * FROM (SELECT lane FROM jobs WHERE lane = {lane:d} AND {_DUE} LIMIT 1) AS l{lane:d}"
    for lane in Lane
)


def claim(tx: Transaction, *, lane: Lane, now: int, until: int, most: int) -> list[Job]:
    """Take due jobs of a lane under a lease, oldest first; nobody else gets them until it ends."""
    rows = tx.rows(_CLAIM[tx.engine], lane=int(lane), now=now, until=until, most=most)
    return sorted((_job(*row) for row in rows), key=lambda job: (job.run_ms, job.id))


def extend(tx: Transaction, jobs: Iterable[Job], *, until: int) -> None:
    """Keep the leases of jobs that still run."""
    tx.execute_many(
        "UPDATE jobs SET lease_ms = :until WHERE id = :id AND attempts = :attempts",
        [{"id": job.id, "attempts": job.attempts, "until": until} for job in jobs],
    )


def release(tx: Transaction, jobs: Iterable[Job]) -> None:
    """Put jobs back that were claimed and not finished: this attempt does not count."""
    tx.execute_many(
        """
        UPDATE jobs SET lease_ms = 0, attempts = attempts - 1
        WHERE id = :id AND attempts = :attempts
        """,
        [{"id": job.id, "attempts": job.attempts} for job in jobs],
    )


def release_all(tx: Transaction) -> None:
    """End every lease; the attempts count, for one of them may have ended the process."""
    tx.execute("UPDATE jobs SET lease_ms = 0 WHERE lease_ms > 0 AND dead_ms IS NULL")


def remove(tx: Transaction, ids: list[int]) -> None:
    """Delete finished jobs."""
    if ids:
        tx.execute("DELETE FROM jobs WHERE id IN :ids", ids=ids)


def put_off(tx: Transaction, job: Job, *, run_ms: int, dead_ms: int | None, error: str) -> None:
    """Write down a failure, unless somebody else has claimed the job meanwhile."""
    tx.execute(
        """
        UPDATE jobs SET lease_ms = 0, run_ms = :run_ms, dead_ms = :dead_ms, error = :error
        WHERE id = :id AND attempts = :attempts
        """,
        id=job.id,
        attempts=job.attempts,
        run_ms=run_ms,
        dead_ms=dead_ms,
        error=error,
    )


def revive(tx: Transaction, job_id: int | None, *, run_ms: int) -> int:
    """Give one job, or all that were given up, a new beginning; returns how many."""
    chosen = "dead_ms IS NOT NULL" if job_id is None else "id = :job_id AND lease_ms <= :run_ms"
    params: dict[str, Any] = {} if job_id is None else {"job_id": job_id}
    return tx.execute(
        f"UPDATE jobs SET dead_ms = NULL, attempts = 0, run_ms = :run_ms WHERE {chosen}",
        run_ms=run_ms,
        **params,
    )


def due_lanes(tx: ReadTransaction, *, now: int) -> list[Lane]:
    """Return the lanes in which something waits to be claimed."""
    return [Lane(row[0]) for row in tx.rows(_DUE_LANES, now=now)]


def next_ms(tx: ReadTransaction, *, now: int) -> int | None:
    """Return when the next job will be due that is not due yet."""
    found: int | None = tx.value(
        "SELECT min(run_ms) FROM jobs WHERE dead_ms IS NULL AND run_ms > :now", now=now
    )
    return found


def page(tx: ReadTransaction, *, dead: bool, most: int) -> list[Job]:
    """Return the oldest jobs that were given up, or the next ones that wait."""
    order = "dead_ms, id" if dead else "run_ms, id"
    rows = tx.rows(
        f"""
        SELECT {_COLUMNS} FROM jobs WHERE dead_ms IS {"NOT NULL" if dead else "NULL"}
        ORDER BY {order} LIMIT :most
        """,
        most=most,
    )
    return [_job(*row) for row in rows]


def lane_states(tx: ReadTransaction, *, now: int) -> list[LaneState]:
    """Return for each lane with jobs the age of its oldest due one, and how many were given up."""
    rows = tx.rows(
        """
        SELECT lane, min(CASE WHEN dead_ms IS NULL THEN run_ms END), count(dead_ms)
        FROM jobs GROUP BY lane ORDER BY lane LIMIT 100
        """
    )
    return [
        LaneState(
            lane=Lane(lane),
            oldest_due_ms=0 if oldest is None else max(0, now - oldest),
            given_up=given_up,
        )
        for lane, oldest, given_up in rows
    ]


def _job(  # noqa: PLR0917  the columns in their order
    id: int,
    lane: int,
    kind: str,
    args: str,
    attempts: int,
    run_ms: int,
    error: str | None,
    dead_ms: int | None,
) -> Job:
    return Job(
        id=id,
        lane=Lane(lane),
        kind=kind,
        args=msgspec.json.decode(args),
        attempts=attempts,
        run_ms=run_ms,
        error=error,
        dead_ms=dead_ms,
    )
