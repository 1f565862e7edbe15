"""The queue: a job exists with its transaction, is held by one worker, is repeated and given up."""

import asyncio

import pytest

from arengo.base.clock import now_ms
from arengo.base.errors import NotFound
from arengo.base.lanes import Lane
from arengo.jobs import actions, queries
from arengo.jobs.policy import LONGEST_WAIT_MS, wait_ms

pytestmark = pytest.mark.anyio


def order(tx, count=1, **options):
    """Enqueue jobs."""
    for number in range(count):
        tx.enqueue("tests.note", number=number, **options)


async def claimed(db, clock, *, lane=Lane.INTERACTIVE, most=20):
    """Claim what is due."""
    return await db.write(actions.claim, lane=lane, most=most, now=clock())


async def test_a_job_exists_if_and_only_if_its_transaction_committed(db):
    def fail(tx):
        order(tx)
        raise NotFound

    with pytest.raises(NotFound):
        await db.write(fail)
    assert await db.read(queries.waiting_jobs) == []
    await db.write(order)
    assert [job.args for job in await db.read(queries.waiting_jobs)] == [{"number": 0}]


async def test_two_claims_never_give_the_same_job(db, clock):
    await db.write(order, 50)
    first = await claimed(db, clock)
    second = await claimed(db, clock)
    third = await claimed(db, clock)
    numbers = [job.args["number"] for job in (*first, *second, *third)]
    assert (len(first), len(second), len(third)) == (20, 20, 10)
    assert sorted(numbers) == list(range(50))


async def test_concurrent_claims_never_give_the_same_job(db, clock):
    await db.write(order, 60)
    batches = await asyncio.gather(*(claimed(db, clock, most=7) for _ in range(12)))
    ids = [job.id for batch in batches for job in batch]
    assert len(ids) == len(set(ids)) == 60


async def test_a_lane_gives_only_its_own_jobs_and_not_those_of_tomorrow(db, clock):
    await db.write(order, lane=Lane.MEDIA)
    await db.write(order, run_ms=clock() + 1)
    assert await claimed(db, clock) == []
    assert len(await claimed(db, clock, lane=Lane.MEDIA)) == 1
    clock.now += 1
    assert len(await claimed(db, clock)) == 1


async def test_a_lease_that_ended_lets_somebody_else_have_the_job(db, clock):
    await db.write(order)
    [lost] = await claimed(db, clock)
    clock.now += actions.LEASE_MS - 1
    assert await claimed(db, clock) == []
    clock.now += 1
    [again] = await claimed(db, clock)
    assert (again.id, again.attempts) == (lost.id, 2)


async def test_a_lease_that_is_kept_lasts(db, clock):
    await db.write(order)
    held = await claimed(db, clock)
    clock.now += actions.LEASE_MS - 1
    await db.write(actions.keep, jobs=held, now=clock())
    clock.now += actions.LEASE_MS - 1
    assert await claimed(db, clock) == []


async def test_who_lost_a_job_cannot_put_it_off_or_back(db, clock):
    await db.write(order)
    lost = await claimed(db, clock)
    clock.now += actions.LEASE_MS
    [held] = await claimed(db, clock)
    await db.write(actions.put_back, jobs=lost)
    await db.write(actions.keep, jobs=lost, now=clock() + actions.LEASE_MS)
    assert await claimed(db, clock) == []
    clock.now += actions.LEASE_MS
    assert [job.id for job in await claimed(db, clock)] == [held.id]


async def test_a_job_put_back_is_there_at_once_and_has_lost_no_attempt(db, clock):
    await db.write(order)
    await db.write(actions.put_back, jobs=await claimed(db, clock))
    assert [job.attempts for job in await claimed(db, clock)] == [1]


async def test_a_key_keeps_equal_jobs_from_waiting_twice(db, clock):
    await db.write(order, dedup="alice")
    await db.write(order, dedup="alice")
    await db.write(order, dedup="bob")
    assert len(await db.read(queries.waiting_jobs)) == 2
    await claimed(db, clock)
    await db.write(order, dedup="alice")  # the one that runs may have read what is old by now
    assert len(await claimed(db, clock)) == 1


async def test_a_thousand_jobs_of_one_moment_are_a_thousand_rows(db):
    for _ in range(20):
        await db.write(order, 50)
    assert await db.read(lambda tx: tx.value("SELECT count(*) FROM jobs")) == 1_000


async def test_lanes_tell_how_far_they_are_behind(db):
    await db.write(order, run_ms=now_ms() - 5_000)
    await db.write(order, lane=Lane.SEARCH, run_ms=now_ms() + 60_000)
    states = {state.lane: state for state in await db.read(queries.lane_states)}
    assert 5_000 <= states[Lane.INTERACTIVE].oldest_due_ms < 60_000
    assert states[Lane.SEARCH].oldest_due_ms == 0
    assert states[Lane.SEARCH].given_up == 0


async def test_an_unknown_job_cannot_be_retried(db):
    with pytest.raises(NotFound):
        await db.write(actions.retry, job_id=1)


async def test_waits_grow_up_to_a_bound():
    waits = [wait_ms(attempts) for attempts in (1, 3, 5, 7)]
    assert waits == sorted(waits)
    assert 3_200 <= wait_ms(1) <= 4_800
    assert wait_ms(60) <= LONGEST_WAIT_MS * 1.2
