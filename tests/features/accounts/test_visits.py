"""Visits: who was here on which days, once for each, for half a year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.base.clock import DAY_MS, today
from arengo.base.ids import AccountId, time_of
from arengo.moderation.figures.model import Span
from arengo.moderation.figures.queries import measure, retention, weeks
from arengo.social.accounts.actions import delete_account
from arengo.social.accounts.visits import store
from arengo.social.accounts.visits.model import KEPT_DAYS, bit_of, first_kept_week, week_of
from tests.travelling import travelling

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("early_today")]
DAY_S = DAY_MS // 1_000


async def was_here(world, person, *days):
    for day in days:
        await world.db.write(store.note, [AccountId(person.account_id)], day=day)


async def forget_everything(world):
    """Let nobody have been here, by the hand of the gate either."""
    await world.whole.gate.attendance.write_down()
    await world.db.write(lambda tx: tx.execute("DELETE FROM visits"))


async def test_each_day_counts_each_person_once(world, alice, bob):
    await forget_everything(world)
    monday = week_of(today()) * 7 - 3
    await was_here(world, alice, monday - 1, monday, monday, monday + 2)
    await was_here(world, bob, monday, monday - 100)
    assert await world.count("visits") == 4
    found = await world.db.read(measure, "active_users", Span(monday - 1, monday + 2))
    assert found.days == {monday - 1: 1, monday: 2, monday + 2: 1}
    assert (found.total, found.previous) == (2, 0)
    before = await world.db.read(measure, "active_users", Span(monday - 100, monday - 99))
    assert (before.days, before.total) == ({monday - 100: 1}, 1)
    this, last, *earlier = await world.db.read(weeks)
    assert (this.first_day, this.active, last.active) == (monday, 2, 1)
    assert {each.active for each in earlier} == {0}


async def test_who_joined_is_followed_for_every_day_they_came_back(world, alice):
    await forget_everything(world)
    day = time_of(alice.account_id) // DAY_MS
    await was_here(world, alice, day + 1, day + 3)
    cohort, *_ = await world.db.read(retention, Span(day, day + 3), monthly=False)
    counts = [number for _, number in cohort.active]
    assert (cohort.size, counts) == (1, [1, 1, 0, 1])


async def test_the_gate_notes_a_day_in_the_write_that_it_makes_anyway(world, alice, bob):
    desk = world.whole.gate.attendance
    await forget_everything(world)
    with travelling(DAY_S):
        verbs = []
        write = world.db.write
        world.db.write = lambda verb, *args, **more: (
            verbs.append(verb) or write(verb, *args, **more)
        )
        try:
            for who in (alice, bob, alice):
                assert (await who.get("/api/v1/instance")).status_code == 200
            assert verbs == [], "no request waits for it"
            await desk.write_down()
        finally:
            del world.db.write
        assert len(verbs) == 1
        found = await world.db.read(measure, "active_users", Span(today() - 3, today()))
        assert found.days == {today(): 2}


async def test_what_is_half_a_year_old_is_forgotten(world, alice, bob):
    await forget_everything(world)
    day = today()
    old = first_kept_week(day) * 7 - 3
    await was_here(world, alice, old - 1, old - 300, old, day)
    await was_here(world, bob, old - 1)
    await world.db.write(lambda tx: tx.enqueue("accounts.forget_visits"))
    await world.run_jobs()
    kept = await world.db.read(lambda tx: tx.rows("SELECT week FROM visits ORDER BY week"))
    assert [row[0] for row in kept] == [week_of(old), week_of(day)]


async def test_visits_go_with_the_account(world, alice, bob):
    await was_here(world, alice, today(), today() - 30)
    await was_here(world, bob, today())
    await world.whole.gate.attendance.write_down()
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    whose = await world.db.read(lambda tx: tx.rows("SELECT DISTINCT account_id FROM visits"))
    assert [row[0] for row in whose] == [bob.account_id]


async def test_nodeinfo_tells_who_was_here_in_a_month_and_in_half_a_year(world, alice, bob):
    async def active():
        users = (await world.anonymous().get("/nodeinfo/2.0")).json()["usage"]["users"]
        return users["activeMonth"], users["activeHalfyear"]

    def last_here(tx):
        sql = "UPDATE accounts SET last_active = :day WHERE id = :id"
        tx.execute(sql, day=today() - 28, id=alice.account_id)
        tx.execute(sql, day=today() - 27, id=bob.account_id)

    await world.whole.gate.attendance.write_down()
    await world.db.write(last_here)
    assert await active() == (1, 2)


@given(st.integers(min_value=0, max_value=60_000))
def test_every_day_has_its_week_and_its_bit(day):
    first = week_of(day) * 7 - 3
    assert 0 <= day - first < 7
    assert bit_of(day) == 1 << (day - first)
    oldest = first_kept_week(day) * 7 - 3
    assert KEPT_DAYS - 7 < day - oldest <= KEPT_DAYS


async def test_who_was_erased_meanwhile_is_noted_nowhere(world, alice):
    me = AccountId(alice.account_id)
    await world.whole.gate.attendance.write_down()
    await world.db.write(delete_account, me)
    await world.run_jobs()
    assert await world.count("visits") == 0
    await was_here(world, alice, today())
    assert await world.count("visits") == 0
