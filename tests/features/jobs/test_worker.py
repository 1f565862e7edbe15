"""The worker: runs what is due, survives failures, gives back what it could not finish."""

import asyncio

import pytest

from arengo.base.clock import DAY_MS
from arengo.base.errors import Busy
from arengo.base.lanes import Lane
from arengo.jobs import actions, lane_worker, queries

pytestmark = pytest.mark.anyio


class Notes:
    """A handler that remembers what it was asked and fails when told to."""

    def __init__(self):
        self.seen = []
        self.failing = False
        self.heard = asyncio.Event()
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def __call__(self, **args):
        self.seen.append(args)
        self.heard.set()
        await self.may_end.wait()
        if self.failing:
            raise ConnectionError("the other side is away")


@pytest.fixture
def notes(registry):
    """Give a registered handler."""
    handler = Notes()
    registry.add("tests.note", handler, Lane.INTERACTIVE, attempts=3)
    return handler


def order(tx, kind="tests.note", **options):
    """Enqueue a job."""
    tx.enqueue(kind, **options)


async def rows(db):
    return await db.read(lambda tx: tx.value("SELECT count(*) FROM jobs"))


async def test_a_due_job_is_run_with_its_arguments_and_forgotten(db, worker_on, notes):
    await db.write(order, name="alice", count=3, good=True, nothing=None)
    tally = await worker_on().run_due()
    assert notes.seen == [{"name": "alice", "count": 3, "good": True, "nothing": None}]
    assert (tally.done, tally.failed, await rows(db)) == (1, 0, 0)


async def test_what_a_job_enqueues_is_run_too(db, worker_on, registry, notes):
    async def chain():
        await db.write(order)

    registry.add("tests.chain", chain, Lane.FANOUT)
    await db.write(order, "tests.chain", lane=Lane.FANOUT)
    assert (await worker_on().run_due()).done == 2
    assert len(notes.seen) == 1


async def test_what_falls_due_while_a_lane_asks_is_asked_for_again(
    db, registry, notes, clock, monkeypatch
):
    lane = lane_worker.LaneWorker(Lane.INTERACTIVE, db, registry, clock)
    write = db.write

    async def answered_late(verb, *args, **kwargs):
        answer = await write(verb, *args, **kwargs)
        if verb is actions.claim and not await rows(db) and not notes.seen:
            await write(order)
            lane.look()
        return answer

    monkeypatch.setattr(db, "write", answered_late)
    running = asyncio.create_task(lane.run())
    lane.look()
    async with asyncio.timeout(60):
        await notes.heard.wait()
    lane.stop()
    await running


async def test_of_long_jobs_a_worker_holds_no_more_than_it_runs(db, registry, clock):
    film = Notes()
    film.may_end.clear()
    registry.add("tests.film", film, Lane.RECORDING)
    for number in range(3):
        await db.write(order, "tests.film", lane=Lane.RECORDING, number=number)
    lane = lane_worker.LaneWorker(Lane.RECORDING, db, registry, clock)
    working = asyncio.create_task(lane.run())
    lane.look()
    await asyncio.wait_for(film.heard.wait(), 60)
    elsewhere = await db.write(actions.claim, lane=Lane.RECORDING, most=9, now=clock())
    lane.stop()
    await working
    assert (len(film.seen), len(elsewhere)) == (1, 2)


async def test_a_lane_that_cannot_put_back_lets_the_others_stop(
    db, worker_on, registry, notes, monkeypatch
):
    slow, other = notes, Notes()
    slow.may_end.clear()
    other.may_end.clear()
    registry.add("tests.other", other, Lane.FANOUT)
    await db.write(order)
    await db.write(order, "tests.other", lane=Lane.FANOUT)
    worker = worker_on()
    await worker.start()
    await asyncio.wait_for(asyncio.gather(slow.heard.wait(), other.heard.wait()), 60)
    write = db.write

    async def sometimes(verb, *args, **kwargs):
        if verb is actions.put_back and kwargs["jobs"][0].lane is Lane.INTERACTIVE:
            raise Busy
        return await write(verb, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(db, "write", sometimes)
        await worker.stop()
    elsewhere = await db.write(actions.claim, lane=Lane.FANOUT, most=9, now=worker_on()._clock())
    assert len(elsewhere) == 1


async def test_two_workers_run_every_job_once(db, worker_on, notes):
    for _ in range(3):
        await asyncio.gather(*(db.write(order, number=number) for number in range(30)))
    await asyncio.gather(worker_on().run_due(), worker_on().run_due())
    assert sorted(args["number"] for args in notes.seen) == sorted([*range(30)] * 3)


async def test_a_failed_job_waits_and_is_given_up_in_the_end_and_can_be_retried(
    db, worker_on, notes, clock
):
    notes.failing = True
    await db.write(order)
    for attempt in range(1, 4):
        assert (await worker_on().run_due()).failed == 1, attempt
        assert (await worker_on().run_due()).failed == 0
        clock.now += 24 * 3_600_000
    [dead] = await db.read(queries.given_up_jobs)
    assert dead.error.startswith("ConnectionError: the other side is away (__call__, line ")
    assert (dead.attempts, len(notes.seen)) == (3, 3)
    assert await db.read(queries.waiting_jobs) == []

    notes.failing = False
    assert await db.write(actions.retry) == 1
    assert (await worker_on().run_due()).done == 1
    assert await rows(db) == 0


async def test_a_kind_says_when_it_is_given_up_and_no_sooner(db, worker_on, registry, clock):
    said = []

    async def fails(**_):
        raise ConnectionError("the other side is away")

    async def tells(**args):
        said.append(args)
        raise OSError("so is who is told")

    registry.add("tests.told", fails, Lane.INTERACTIVE, attempts=3, give_up=tells)
    await db.write(order, "tests.told", number=7)
    for tried in range(1, 4):
        assert (await worker_on().run_due()).failed == 1
        assert said == ([{"number": 7}] if tried == 3 else [])
        clock.now += DAY_MS
    assert (await worker_on().run_due()).failed == 0
    (gone,) = await db.read(queries.given_up_jobs)
    assert "ConnectionError" in gone.error


async def test_a_kind_that_nobody_knows_waits_for_the_program_that_does(db, worker_on):
    await db.write(order, "tests.tomorrow")
    assert (await worker_on().run_due()).failed == 1
    [job] = await db.read(queries.waiting_jobs)
    assert "no job of kind tests.tomorrow" in job.error


async def test_a_job_that_ends_the_process_each_time_is_given_up_unrun(db, worker_on, notes, clock):
    await db.write(order)
    for _ in range(3):
        await db.write(actions.claim, lane=Lane.INTERACTIVE, most=1, now=clock())
        clock.now += actions.LEASE_MS
    assert (await worker_on().run_due()).failed == 1
    [dead] = await db.read(queries.given_up_jobs)
    assert "too often" in dead.error
    assert notes.seen == []


async def test_two_handlers_for_a_kind_are_a_mistake(registry, notes):
    with pytest.raises(ValueError, match=r"two handlers for jobs of kind tests\.note"):
        registry.add("tests.note", notes, Lane.INTERACTIVE)
    assert [kind.name for kind in registry] == ["tests.note"]


async def test_a_started_worker_hears_of_a_new_job_at_once(db, worker_on, notes):
    worker = worker_on()
    await worker.start()
    try:
        await db.write(order, number=1)
        await asyncio.wait_for(notes.heard.wait(), 60)
    finally:
        await worker.stop()
    assert notes.seen == [{"number": 1}]
    assert await rows(db) == 0


async def test_a_started_worker_finds_what_a_crash_left_behind(db, worker_on, notes):
    for number in range(45):
        await db.write(order, number=number)
    worker = worker_on()
    await worker.start()
    while len(notes.seen) < 45:  # each job says that it ran
        notes.heard.clear()
        await asyncio.wait_for(notes.heard.wait(), 60)
    await worker.stop()
    assert sorted(args["number"] for args in notes.seen) == list(range(45))
    assert await rows(db) == 0


async def test_a_stopping_worker_puts_unfinished_jobs_back_at_once(db, worker_on, notes):
    notes.may_end.clear()
    for number in range(10):
        await db.write(order, number=number)
    worker = worker_on()
    await worker.start()
    await asyncio.wait_for(notes.heard.wait(), 60)
    await worker.stop()
    assert len(notes.seen) < 10
    waiting = await db.read(queries.waiting_jobs)
    assert [(job.attempts, job.error) for job in waiting] == [(0, None)] * 10

    notes.may_end.set()
    assert (await worker_on().run_due()).done == 10


async def test_a_worker_that_never_started_stops_quietly(worker_on):
    await worker_on().stop()


async def test_a_crash_of_the_only_process_frees_its_jobs_at_the_next_start(
    db, worker_on, notes, clock
):
    await db.write(order, number=1)
    await db.write(actions.claim, lane=Lane.INTERACTIVE, most=1, now=clock())
    if db.engine == "postgresql":
        clock.now += actions.LEASE_MS  # others may still hold it: only the lease tells
    worker = worker_on()
    await worker.start()
    await asyncio.wait_for(notes.heard.wait(), 60)
    await worker.stop()
    assert notes.seen == [{"number": 1}]


async def test_gauges_show_every_lane(db, worker_on, notes, clock):
    notes.failing = True
    await db.write(order)
    for _ in range(3):
        await worker_on().run_due()
        clock.now += 24 * 3_600_000
    shown = {(name, labels["lane"]): value for name, labels, value in await worker_on().gauges()}
    assert len(shown) == 2 * len(Lane)
    assert shown["arengo_jobs_given_up", "interactive"] == 1
    assert shown["arengo_jobs_oldest_due_seconds", "deliver"] == 0


async def test_a_worker_outlives_a_database_that_is_busy(db, worker_on, notes, monkeypatch):
    monkeypatch.setattr(lane_worker, "PAUSE_AFTER_ERROR_S", 0)
    write, refused = db.write, []

    async def busy_once(verb, *args, **kwargs):
        if verb is actions.claim and not refused:
            refused.append(verb)
            raise Busy
        return await write(verb, *args, **kwargs)

    monkeypatch.setattr(db, "write", busy_once)
    worker = worker_on()
    await worker.start()
    await db.write(order, number=1)
    await asyncio.wait_for(notes.heard.wait(), 60)
    await worker.stop()
    assert refused
    assert await rows(db) == 0
