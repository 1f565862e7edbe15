"""One writer for everybody: what one verb does wrong, or too late, is nobody else's matter."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from arengo.base.errors import Busy, Invalid
from arengo.storage import ReadTransaction, Transaction
from arengo.storage.listeners import Listeners
from arengo.storage.sqlite.engine import SqliteDatabase
from arengo.storage.sqlite.writer import GROUP_SIZE

pytestmark = pytest.mark.anyio


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    db = SqliteDatabase(tmp_path, Listeners())
    await db.start()
    yield db
    await db.stop()


def set_one(tx: Transaction, *, name: str) -> str:
    tx.execute("INSERT INTO settings (name, value, changed_ms) VALUES (:name, '', 0)", name=name)
    return name


def set_and_fail(tx: Transaction, *, name: str, error: Exception | None = None) -> None:
    set_one(tx, name=name)
    if error:
        raise error
    tx.execute("INSERT INTO nowhere (name) VALUES (:name)", name=name)


def names(tx: ReadTransaction) -> set[str]:
    return {row[0] for row in tx.rows("SELECT name FROM settings")}


async def test_a_verb_that_fails_takes_back_only_what_it_did_itself(db):
    begin = threading.Event()
    waiting = asyncio.create_task(db.write(lambda _tx: begin.wait(30)))
    group = [
        asyncio.create_task(verb)
        for number in range(GROUP_SIZE // 4)
        for verb in (
            db.write(set_one, name=f"good {number}"),
            db.write(set_and_fail, name=f"refused {number}", error=Invalid("no")),
            db.write(set_and_fail, name=f"wrong {number}"),
        )
    ]
    await asyncio.sleep(0)  # they stand in the queue: one group
    begin.set()
    await waiting
    outcomes = await asyncio.gather(*group, return_exceptions=True)
    good, refused, wrong = outcomes[::3], outcomes[1::3], outcomes[2::3]
    assert await db.read(names) == set(good)
    assert {type(error) for error in refused} == {Invalid}
    assert {type(error) for error in wrong} == {sqlite3.OperationalError}


async def test_a_writer_that_stops_refuses_what_comes_too_late(tmp_path):
    db = SqliteDatabase(tmp_path, Listeners())
    await db.start()
    accepted = asyncio.create_task(db.write(set_one, name="in time"))
    await asyncio.sleep(0)
    await db.stop()
    assert await accepted == "in time"
    with pytest.raises(Busy):
        await db.write(set_one, name="too late")


async def test_a_lost_mark_hides_no_unclean_stop(tmp_path, caplog):
    first = SqliteDatabase(tmp_path / "first", Listeners())
    await first.start()
    await first.write(set_one, name="kept")
    copy = tmp_path / "second"
    copy.mkdir()
    for suffix in ("", "-wal"):  # as the disk is after a power cut that took the mark
        (copy / f"arengo.db{suffix}").write_bytes(
            (tmp_path / "first" / f"arengo.db{suffix}").read_bytes()
        )
    await first.stop()

    second = SqliteDatabase(copy, Listeners())
    await second.start()
    assert "the last stop was not clean" in caplog.text
    assert await second.read(names) == {"kept"}
    await second.stop()
