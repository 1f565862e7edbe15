"""Runs claimed jobs through their handlers and says how that went."""

import asyncio
import logging
import traceback

from arengo.jobs.model import Failure, Job
from arengo.jobs.policy import ATTEMPTS, is_hopeless
from arengo.jobs.registry import Kind, Registry

_log = logging.getLogger("arengo.jobs")


async def run_job(registry: Registry, job: Job) -> Failure | None:
    """Run one job; its error belongs to its row, not to us."""
    kind = registry.find(job.kind)
    if kind is None:
        return Failure(
            job=job,
            error=f"This program knows no job of kind {job.kind}; was it written by a newer one?",
            most_attempts=ATTEMPTS,
        )
    if job.attempts > kind.attempts:
        await _give_up(kind, job)
        error = "The process ended while this job ran, too often to try it once more"
        return Failure(job=job, error=error, most_attempts=kind.attempts)
    try:
        await kind.run(**job.args)
    except asyncio.CancelledError:
        raise
    except Exception as error:  # noqa: BLE001  whatever a handler raises is written into its row
        _tell(job, error)
        await _give_up(kind, job)
        return Failure(job=job, error=described(error), most_attempts=kind.attempts)
    return None


async def _give_up(kind: Kind, job: Job) -> None:
    """Let a kind say that it is not tried any more."""
    if kind.give_up is None or not is_hopeless(job.attempts, kind.attempts):
        return
    try:
        await kind.give_up(**job.args)
    except Exception as error:  # noqa: BLE001  the job failed before; this too is only written down
        _tell(job, error)


def described(error: Exception) -> str:
    """Write an error as the operator reads it: what, and where it happened."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__}: {error} ({frames[-1].name}, line {frames[-1].lineno})"


def _tell(job: Job, error: Exception) -> None:
    facts = {"job": str(job.id), "kind": job.kind, "attempts": job.attempts}
    _log.warning("a job failed", exc_info=error, extra={"facts": facts})
