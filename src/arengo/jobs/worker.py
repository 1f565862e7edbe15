"""The worker of a process: watches queue and timetable, and wakes the lanes."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from arengo.base.clock import now_ms
from arengo.base.lanes import Lane
from arengo.jobs import actions, queries
from arengo.jobs.lane_worker import BATCH, LaneWorker
from arengo.jobs.model import Failure, Job, Tally
from arengo.jobs.registry import Registry
from arengo.jobs.running import run_job
from arengo.jobs.timetable import Timetable, enqueue_due
from arengo.storage import Database

_log = logging.getLogger("arengo.jobs")

LOOK_AT_LEAST_EVERY_S: Final = 15.0  # news that were lost, and leases that ended in a crash
GATHER_S: Final = 0.005  # many writes at once are one look
KEEP_EVERY_S: Final = actions.LEASE_MS / 1000 / 3


class Worker:
    """Runs jobs as long as it is started; `run_due` runs them without being started."""

    def __init__(
        self,
        db: Database,
        registry: Registry,
        timetable: Timetable | None = None,
        *,
        lanes: Iterable[Lane] = tuple(Lane),
        clock: Callable[[], int] = now_ms,
    ) -> None:
        """Work on the queue of `db`; a started worker keeps to its `lanes`."""
        self._db = db
        self._registry = registry
        self._timetable = timetable or Timetable()
        self._clock = clock
        self._wake = asyncio.Event()
        self.lanes = tuple(lanes)
        self._lanes: list[LaneWorker] = []
        self._lane_tasks: list[asyncio.Task[None]] = []
        self._own_tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin to work; a job that is enqueued from now on is seen at once."""
        await self._db.write(actions.recover)
        self._db.on_enqueue = self._wake.set
        self._lanes = [
            LaneWorker(lane, self._db, self._registry, self._clock) for lane in self.lanes
        ]
        self._lane_tasks = [asyncio.create_task(lane.run()) for lane in self._lanes]
        self._own_tasks = [
            asyncio.create_task(self._forever(self._watch)),
            asyncio.create_task(self._forever(self._keep_leases)),
        ]

    def wake(self) -> None:
        """Look at once: another process may have left work for a lane that only we have."""
        self._wake.set()

    async def stop(self) -> None:
        """Stop working; what is not finished is put back at once, for others or for later."""
        for lane in self._lanes:
            lane.stop()
        for task in self._own_tasks:
            task.cancel()
        await asyncio.gather(*self._own_tasks, return_exceptions=True)
        await asyncio.gather(*self._lane_tasks)
        self._lanes, self._lane_tasks, self._own_tasks = [], [], []

    async def run_due(self, now: int | None = None) -> Tally:
        """Run everything that is due, and what that brings, one after the other."""
        total = Tally()
        while True:
            at = max(now or 0, self._clock())
            await self._db.write(enqueue_due, timetable=self._timetable, now=at)
            round_ = [await self._run_lane(lane, at) for lane in Lane]
            if not any(tally.done or tally.failed for tally in round_):
                return total
            total = sum(round_, start=total)

    async def gauges(self) -> list[tuple[str, dict[str, str], float]]:
        """Return how far each lane is behind, and how many jobs were given up."""
        states = {state.lane: state for state in await self._db.read(queries.lane_states)}
        shown: list[tuple[str, dict[str, str], float]] = []
        for lane in Lane:
            state, labels = states.get(lane), {"lane": lane.name.lower()}
            late_s = state.oldest_due_ms / 1e3 if state else 0
            shown.append(("arengo_jobs_oldest_due_seconds", labels, late_s))
            shown.append(("arengo_jobs_given_up", labels, state.given_up if state else 0))
        return shown

    async def _run_lane(self, lane: Lane, now: int) -> Tally:
        jobs = await self._db.write(actions.claim, lane=lane, most=BATCH, now=now)
        done: list[Job] = []
        failed: list[Failure] = []
        for job in jobs:
            failure = await run_job(self._registry, job)
            if failure is None:
                done.append(job)
            else:
                failed.append(failure)
        if jobs:
            await self._db.write(actions.settle, done=done, failed=failed, now=now)
        return Tally(done=len(done), failed=len(failed))

    async def _forever(self, step: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await step()
            except Exception:  # noqa: BLE001  so does the watch
                _log.exception("the worker pauses")
                await asyncio.sleep(1.0)

    async def _watch(self) -> None:
        self._wake.clear()
        now = self._clock()
        prospect = await self._db.read_bounded(queries.prospect, timetable=self._timetable, now=now)
        if prospect.timetable_ms <= now:
            await self._db.write(enqueue_due, timetable=self._timetable, now=now)
            return
        for lane in self._lanes:
            if lane.lane in prospect.due:
                lane.look()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(LOOK_AT_LEAST_EVERY_S, prospect.pause_s(now))):
                await self._wake.wait()
        await asyncio.sleep(GATHER_S)

    async def _keep_leases(self) -> None:
        await asyncio.sleep(KEEP_EVERY_S)
        for lane in self._lanes:
            await lane.keep_leases()
