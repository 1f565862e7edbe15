"""Who was here today is written down once a day for each token and browser, and never in a read."""

import pytest

from arengo.base.clock import DAY_MS, today
from arengo.base.errors import Busy
from arengo.gate import attendance
from arengo.social.accounts.actions import suspend
from tests.doors.web.reading import sign_in
from tests.travelling import travelling

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("early_today")]
ME = "/api/v1/accounts/verify_credentials"
DAY_S = DAY_MS // 1_000


@pytest.fixture
def desk(world):
    return world.whole.gate.attendance


async def seen_days(world, person):
    def question(tx):
        sql = "SELECT seen_day FROM tokens WHERE account_id = :id ORDER BY id"
        return [day for (day,) in tx.rows(sql, id=person.account_id)]

    return await world.db.read(question)


async def last_active(world, person):
    sql = "SELECT last_active FROM accounts WHERE id = :id"
    return await world.db.read(lambda tx: tx.value(sql, id=person.account_id))


def count_writes(db, monkeypatch):
    """Return a list that grows with each write."""
    verbs, write = [], db.write

    async def counted(verb, /, *args, **kwargs):
        verbs.append(verb)
        return await write(verb, *args, **kwargs)

    monkeypatch.setattr(db, "write", counted)
    return verbs


async def test_the_day_of_a_token_and_of_its_person_is_written_once(
    world, desk, alice, monkeypatch
):
    await alice.get(ME)
    await desk.write_down()
    assert await seen_days(world, alice) == [today()]
    with travelling(2 * DAY_S):
        verbs = count_writes(world.db, monkeypatch)
        for _ in range(5):
            assert (await alice.get(ME)).status_code == 200
        assert verbs == [], "no request waits for this"
        await desk.write_down()
        for _ in range(5):
            assert (await alice.get(ME)).status_code == 200
        await desk.write_down()
        assert len(verbs) == 1
        assert await seen_days(world, alice) == [today()]
        assert await last_active(world, alice) == today()


async def test_many_people_share_a_write_and_an_app_on_its_own_is_nobody(
    world, desk, alice, bob, monkeypatch
):
    app = world.holder("", await world.app_token())
    await desk.write_down()
    with travelling(DAY_S):
        verbs = count_writes(world.db, monkeypatch)
        for who in (bob, app, alice):
            await who.get("/api/v1/instance")
        await desk.write_down()
        assert len(verbs) == 1
        for who in (alice, bob):
            assert await seen_days(world, who) == [today()]


async def test_what_was_noted_is_kept_when_the_server_stops(world, desk, alice):
    with travelling(DAY_S):
        await alice.get(ME)
        assert await seen_days(world, alice) != [today()]
        await desk.stop()
        assert await seen_days(world, alice) == [today()]


async def test_an_ended_token_and_a_suspended_person_were_not_here(world, desk, alice, bob):
    await desk.write_down()
    before = await last_active(world, bob)
    await world.db.write(suspend, bob.account_id)
    with travelling(DAY_S):
        assert (await bob.get(ME)).status_code == 403
        assert (await world.holder("", "x" * 32).get(ME)).status_code == 401
        await desk.write_down()
        assert await last_active(world, bob) == before
        assert await seen_days(world, bob) == [today()], "but the token was used"
    assert alice.token


async def test_a_browser_is_seen_too_and_its_session_still_lives_on(world, desk, alice):
    browser = await sign_in(world, alice)
    sql = "SELECT seen_ms, expires_ms FROM sessions"
    with travelling(2 * DAY_S):
        await browser.get("/about")
        await desk.write_down()
        seen_ms, before_ms = await world.db.read(lambda tx: tx.row(sql))
        assert seen_ms // DAY_MS == today()
        await browser.get("/settings/security")
        _, after_ms = await world.db.read(lambda tx: tx.row(sql))
        assert after_ms > before_ms
        assert await last_active(world, alice) == today()


async def test_what_could_not_be_written_is_noted_again(world, desk, alice, monkeypatch):
    async def busy(*_, **__):
        raise Busy

    with travelling(DAY_S):
        with monkeypatch.context() as patch:
            patch.setattr(world.db, "write", busy)
            await alice.get(ME)
            await desk.stop()
        assert await seen_days(world, alice) != [today()]
        await alice.get(ME)
        await desk.write_down()
        assert await seen_days(world, alice) == [today()]


async def test_a_full_memory_forgets_and_writes_again(world, desk, alice, bob, monkeypatch):
    monkeypatch.setattr(attendance, "KEPT", 1)
    monkeypatch.setattr(attendance, "AT_ONCE", 1)
    with travelling(DAY_S):
        for who in (alice, bob, alice):
            await who.get(ME)
        await desk.write_down()
        for who in (alice, bob):
            assert await seen_days(world, who) == [today()]
