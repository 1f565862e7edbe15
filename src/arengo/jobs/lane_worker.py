"""The worker of one lane: claims in batches, runs a few at a time, settles in batches."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Final

from arengo.base.lanes import Lane
from arengo.jobs import actions
from arengo.jobs.model import Failure, Job
from arengo.jobs.registry import Registry
from arengo.jobs.running import run_job
from arengo.storage import Database

_log = logging.getLogger("arengo.jobs")

BATCH: Final = 20
PAUSE_AFTER_ERROR_S: Final = 1.0
AT_ONCE: Final = {
    Lane.INTERACTIVE: 4,
    Lane.FANOUT: 2,
    Lane.DELIVER: 16,
    Lane.INGRESS: 4,
    Lane.MEDIA: 2,
    Lane.SEARCH: 1,
    Lane.MAINTENANCE: 1,
    Lane.RECORDING: 1,
}


class LaneWorker:
    """Holds claimed jobs until they are settled: some wait, some run, some are done."""

    def __init__(
        self, lane: Lane, db: Database, registry: Registry, clock: Callable[[], int]
    ) -> None:
        """Work on `lane` once `run` is called."""
        self.lane = lane
        self._db = db
        self._registry = registry
        self._clock = clock
        # Behind the one long job of a lane nothing is to wait that another process could begin.
        self._most = BATCH if AT_ONCE[lane] > 1 else 1
        self._wake = asyncio.Event()
        self._something_is_due = False
        self._stopping = False
        self._held: dict[int, Job] = {}
        self._waiting: deque[Job] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._done: list[Job] = []
        self._failed: list[Failure] = []

    def look(self) -> None:
        """Say that something is due in this lane."""
        self._something_is_due = True
        self._wake.set()

    def stop(self) -> None:
        """Ask `run` to put everything back and to return."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Work until asked to stop; an error of the database is waited out."""
        while not self._stopping:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._step()
            except Exception:  # noqa: BLE001  a lane outlives whatever its database raises
                _log.exception("the lane %s pauses", self.lane.name.lower())
                await asyncio.sleep(PAUSE_AFTER_ERROR_S)
                self._wake.set()
        try:
            await self._put_back()
        except Exception:  # noqa: BLE001  the other lanes stop too; the leases of ours run out
            _log.exception("the lane %s could not put back", self.lane.name.lower())

    async def keep_leases(self) -> None:
        """Tell the database that what we hold is still ours."""
        if self._held:
            held = list(self._held.values())
            await self._db.write(actions.keep, jobs=held, now=self._clock())

    async def _step(self) -> None:
        await self._settle()
        free = AT_ONCE[self.lane] - len(self._running)
        if self._something_is_due and free and not self._waiting and not self._stopping:
            await self._claim()
        while self._waiting and len(self._running) < AT_ONCE[self.lane] and not self._stopping:
            self._begin(self._waiting.popleft())

    async def _claim(self) -> None:
        self._something_is_due = False  # first: whoever looks while we ask is heard
        try:
            claimed = await self._db.write(
                actions.claim, lane=self.lane, most=self._most, now=self._clock()
            )
        except Exception:
            self._something_is_due = True
            raise
        self._something_is_due |= len(claimed) == self._most
        self._held.update((job.id, job) for job in claimed)
        self._waiting.extend(claimed)

    def _begin(self, job: Job) -> None:
        task = asyncio.create_task(self._run_one(job), name=f"job {job.kind}")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _run_one(self, job: Job) -> None:
        failure = await run_job(self._registry, job)
        if failure is None:
            self._done.append(job)
        else:
            self._failed.append(failure)
        self._wake.set()

    async def _settle(self) -> None:
        done, failed = self._done[:], self._failed[:]
        if not done and not failed:
            return
        await self._db.write(actions.settle, done=done, failed=failed, now=self._clock())
        del self._done[: len(done)], self._failed[: len(failed)]
        for job in (*done, *(each.job for each in failed)):
            self._held.pop(job.id, None)

    async def _put_back(self) -> None:
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await self._settle()
        if self._held:
            await self._db.write(actions.put_back, jobs=list(self._held.values()))
            self._held.clear()
