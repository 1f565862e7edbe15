"""What a transaction promises, on both engines."""

import asyncio
import threading

import pytest

from arengo.base.errors import Busy, NotFound
from arengo.base.ids import AccountId
from arengo.social.accounts.events import AccountCreated
from arengo.storage.database import MOST_WAITING
from arengo.storage.postgresql.engine import CONNECTIONS
from arengo.storage.sqlite import connection
from arengo.storage.sqlite.writer import QUEUE_SIZE
from tests.storage.conftest import names, put

pytestmark = pytest.mark.anyio


def only(name):
    """Run a test on one engine: the other makes no such promise."""
    return pytest.mark.parametrize("engine", [name], indirect=True)


async def test_a_verb_that_fails_leaves_nothing_and_harms_nobody_beside_it(db, listeners):
    called, woken = [], []
    db.on_enqueue = lambda: woken.append(1)
    listeners.add(
        AccountCreated, lambda tx, _: put(tx, f"heard {tx.value('SELECT count(*) FROM jobs')}")
    )

    def verb(tx, number):
        tx.enqueue("test.job", number=number)
        tx.announce(AccountCreated(account_id=AccountId(1)))
        tx.after_commit(lambda: called.append(number))
        put(tx, f"own {number}")
        if number % 2:
            raise NotFound
        tx.execute("DELETE FROM settings WHERE name LIKE 'heard%'")
        return number

    results = []
    for batch in range(0, 8, 4):  # a few at once: on PostgreSQL the same names would wait
        results += await asyncio.gather(
            *(db.write(verb, number) for number in range(batch, batch + 4)),
            return_exceptions=True,
        )
    assert [each if isinstance(each, int) else type(each) for each in results] == [
        number if number % 2 == 0 else NotFound for number in range(8)
    ]
    assert await db.read(names) == [f"own {number}" for number in range(0, 8, 2)]
    assert sorted(called) == [0, 2, 4, 6]
    assert len(woken) == 4
    assert await db.read(lambda tx: tx.value("SELECT count(*) FROM jobs")) == 4


async def test_when_it_is_called_afterwards_the_change_is_there_for_all(db):
    seen = []

    def verb(tx):
        put(tx, "a")
        tx.after_commit(lambda: seen.append(db.run_now(names)))
        return db.run_now(names)

    assert await db.write(verb) == [], "before its end nobody else sees it"
    assert seen == [["a"]]


@only("sqlite")
async def test_verbs_are_done_in_the_order_they_were_asked_for(db):
    called = []

    def verb(tx, number):
        put(tx, f"{number:03}")
        tx.after_commit(lambda: called.append(number))
        return len(tx.rows("SELECT 1 FROM settings"))

    results = await asyncio.gather(*(db.write(verb, number) for number in range(200)))
    assert results == [number + 1 for number in range(200)]
    assert called == list(range(200))


@only("sqlite")
async def test_who_comes_when_a_thousand_wait_is_told_to_come_later(db):
    begun, go_on = threading.Event(), threading.Event()

    def slow(tx):
        begun.set()
        go_on.wait(30)
        return put(tx, "slow")

    async def quick(number):
        return await db.write(put, f"{number:04}")

    first = asyncio.ensure_future(db.write(slow))
    await asyncio.to_thread(begun.wait, 30)
    waiting = [asyncio.ensure_future(quick(number)) for number in range(QUEUE_SIZE)]
    try:
        await asyncio.wait(waiting, timeout=0)
        with pytest.raises(Busy):
            await db.write(put, "too late")
    finally:
        go_on.set()
    assert await first == "slow"
    assert len(await asyncio.gather(*waiting)) == QUEUE_SIZE
    assert len(await db.read(names)) == QUEUE_SIZE + 1


async def test_who_asks_when_a_thousand_wait_is_told_to_come_later(db):
    go_on = threading.Event()
    waiting = [
        asyncio.ensure_future(db.read(lambda _: go_on.wait(30))) for _ in range(MOST_WAITING)
    ]
    try:
        await asyncio.wait(waiting, timeout=0)
        with pytest.raises(Busy):
            await db.read(names)
    finally:
        go_on.set()
    assert all(await asyncio.gather(*waiting))
    assert await db.read(names) == []


async def test_what_breaks_behind_a_commit_harms_neither_its_caller_nor_the_rest(db):
    called = []
    db.on_enqueue = lambda: called.append("woken")

    def verb(tx):
        tx.after_commit(lambda: 1 // 0)
        tx.after_commit(lambda: called.append("after"))
        tx.enqueue("test.job")
        return put(tx, "a")

    async with asyncio.timeout(30):
        assert await db.write(verb) == "a"
    assert (called, await db.read(names)) == (["after", "woken"], ["a"])


async def test_a_key_that_is_taken_is_drawn_again(db):
    await db.write(put, "taken")
    drawn = iter(["taken", "taken", "free"])
    calls = []

    def verb(tx):
        tx.after_commit(lambda: calls.append(1))
        tx.enqueue("test.job")
        return put(tx, next(drawn))

    assert await db.write(verb) == "free"
    assert (await db.read(names), calls) == (["free", "taken"], [1])
    assert await db.read(lambda tx: tx.value("SELECT count(*) FROM jobs")) == 1
    with pytest.raises(Exception, match=r"(?i)unique"):
        await db.write(put, "taken")
    assert await db.write(put, "next") == "next"


async def test_a_question_sees_one_state_however_long_it_takes(db):
    await db.write(put, "a")
    loop = asyncio.get_running_loop()

    def question(tx):
        before = names(tx)
        asyncio.run_coroutine_threadsafe(db.write(put, "b"), loop).result(30)
        return before, names(tx)

    assert await db.read(question) == (["a"], ["a"])
    assert await db.read(names) == ["a", "b"]


async def test_a_question_changes_nothing(db):
    for read in (db.read, db.read_bounded):
        with pytest.raises(Exception, match=r"(?i)read.?only"):
            await read(lambda tx: tx.rows("DELETE FROM settings RETURNING name"))
        assert await read(names) == []


@only("sqlite")
async def test_a_question_without_end_is_ended(db, monkeypatch):
    monkeypatch.setattr(connection, "READ_LIMIT_S", 0.02)
    endless = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n
    """
    for read in (db.read, db.read_bounded):
        with pytest.raises(Busy):
            await read(lambda tx: tx.value(endless))
        assert await read(names) == []


@pytest.mark.parametrize("error", [ValueError, StopIteration, KeyError])
async def test_what_a_verb_or_a_listener_raises_reaches_who_asked(db, listeners, error):
    def fail(*_):
        raise error("why")

    expected = RuntimeError if error is StopIteration else error
    listeners.add(AccountCreated, fail)

    def verb(tx):
        put(tx, "a")
        tx.announce(AccountCreated(account_id=AccountId(1)))

    for call in (db.write(fail), db.write(verb), db.read(fail), db.read_bounded(fail)):
        with pytest.raises(expected):
            await call
    assert await db.read(names) == []


async def test_a_wrong_statement_fails_alone(db):
    def wrong(tx):
        put(tx, "lost")
        tx.rows("SELECT nothing FROM nowhere")

    results = await asyncio.gather(
        db.write(put, "a"), db.write(wrong), db.write(put, "b"), return_exceptions=True
    )
    assert (results[0], results[2]) == ("a", "b")
    assert isinstance(results[1], Exception)
    assert await db.read(names) == ["a", "b"]


async def test_who_gives_up_waiting_does_not_undo_it(db):
    go_on, concluded = threading.Event(), asyncio.Event()

    def verb(tx):
        go_on.wait(30)
        tx.after_commit(concluded.set)
        return put(tx, "a")

    readers = [asyncio.ensure_future(db.read(lambda _: go_on.wait(30))) for _ in range(CONNECTIONS)]
    task = asyncio.ensure_future(db.write(verb))  # on PostgreSQL no thread is free for it
    await asyncio.wait([task], timeout=0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    assert await db.write(put, "b") == "b"
    async with asyncio.timeout(30):
        await concluded.wait()
    assert await db.read(names) == ["a", "b"]
    await asyncio.gather(*readers)


async def test_lists_of_every_kind_and_number_stand_in_a_statement(db):
    big = [1, (1 << 40), (1 << 62)]

    def write(tx):
        tx.execute_many(
            "INSERT INTO settings (name, value, changed_ms) VALUES (:name, :value, :at)",
            [{"name": f"n{at}", "value": f"v{at % 2}", "at": at} for at in big],
        )
        tx.execute_many("DELETE FROM settings WHERE name = :name", [])

    await db.write(write)
    sql = "SELECT changed_ms FROM settings WHERE changed_ms IN :ids AND value IN :values"
    sql += " AND name NOT LIKE '%:ids%' ORDER BY changed_ms"
    for make in (list, tuple, set, frozenset):
        for ids, values, expected in (
            (big, ["v0", "v1"], big),
            ([1, 1, 2], ["v1"], [1]),
            (range(5_000), ["v1"], [1]),
            (big, ["v0"], big[1:]),
            (big, ["v'; --"], []),
        ):
            params = {"ids": make(ids), "values": make(values)}
            found = await db.read(lambda tx, p=params: [row[0] for row in tx.rows(sql, **p)])
            assert found == expected


async def test_a_job_with_a_key_waits_once(db):
    def verb(tx, key):
        tx.enqueue("test.job", dedup=key, number=1)

    for key in ("a", "a", "b", None, None):
        await db.write(verb, key)
    assert await db.read(lambda tx: tx.value("SELECT count(*) FROM jobs")) == 4


async def test_one_and_row_and_value_know_nothing(db):
    def ask(tx):
        sql = "SELECT name, value FROM settings"
        return tx.row(sql), tx.value(sql), tx.one(dict, sql), tx.all(dict, sql)

    assert await db.read(ask) == (None, None, None, [])
