"""Periodic jobs: once per period whoever looks, and once only after a long stop."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.base.clock import HOUR_MS
from arengo.base.lanes import Lane
from arengo.jobs import Timetable
from arengo.jobs.timetable import Entry, enqueue_due

pytestmark = pytest.mark.anyio


@pytest.fixture
def timetable():
    """Give a plan with one entry."""
    plan = Timetable()
    plan.add("sweep", every_ms=HOUR_MS, kind="tests.sweep")
    return plan


@pytest.fixture
def sweeps(registry):
    """Give the list of times that the periodic job ran."""
    seen = []

    async def sweep():
        seen.append(1)

    registry.add("tests.sweep", sweep, Lane.MAINTENANCE)
    return seen


async def test_an_entry_runs_once_a_period(worker_on, timetable, sweeps, clock):
    worker = worker_on(timetable)
    await worker.run_due()
    assert len(sweeps) == 0  # planned, one period from now
    for periods in range(1, 4):
        clock.now += HOUR_MS
        await worker.run_due()
        await worker.run_due()
        assert len(sweeps) == periods


async def test_what_was_missed_is_caught_up_once(worker_on, timetable, sweeps, clock):
    worker = worker_on(timetable)
    await worker.run_due()
    clock.now += 30 * HOUR_MS
    await worker.run_due()
    assert len(sweeps) == 1


async def test_several_processes_run_it_once(worker_on, timetable, sweeps, clock):
    workers = [worker_on(timetable) for _ in range(4)]
    await workers[0].run_due()
    clock.now += HOUR_MS
    await asyncio.gather(*(worker.run_due() for worker in workers))
    assert len(sweeps) == 1


async def test_only_one_of_several_enqueues_a_moment(db, timetable, clock):
    await db.write(enqueue_due, timetable=timetable, now=clock())
    clock.now += HOUR_MS
    enqueued = await asyncio.gather(
        *(db.write(enqueue_due, timetable=timetable, now=clock()) for _ in range(8))
    )
    assert sum(enqueued) == 1


async def test_a_started_worker_keeps_the_timetable(db, worker_on, registry, clock):
    plan, ran = Timetable(), asyncio.Event()

    async def tell():
        ran.set()

    registry.add("tests.tell", tell, Lane.MAINTENANCE)
    plan.add("tell", every_ms=HOUR_MS, kind="tests.tell")
    await db.write(enqueue_due, timetable=plan, now=clock())
    clock.now += HOUR_MS
    worker = worker_on(plan)
    await worker.start()
    await asyncio.wait_for(ran.wait(), 60)
    await worker.stop()


async def test_one_name_is_one_entry(timetable):
    with pytest.raises(ValueError, match="sweep"):
        timetable.add("sweep", every_ms=1, kind="tests.sweep")
    assert [entry.name for entry in timetable] == ["sweep"]


@given(due=st.integers(0, 10**13), late=st.integers(0, 10**12), every=st.integers(1, 10**9))
def test_the_next_moment_is_ahead_within_a_period_and_in_step(due, late, every):
    now = due + late
    following = Entry("x", "x", every, Lane.MAINTENANCE).after(due, now)
    assert now < following <= now + every
    assert (following - due) % every == 0
