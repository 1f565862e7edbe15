"""PostgreSQL cuts connections: who was in the middle is told to try again, nobody else is."""

import asyncio
import threading
from collections.abc import AsyncIterator

import psycopg
import pytest

from arengo.base.errors import Busy
from arengo.storage import ReadTransaction, Transaction
from arengo.storage.listeners import Listeners
from arengo.storage.postgresql.engine import PostgresDatabase
from tests.postgres import drop_database, make_database

pytestmark = pytest.mark.anyio

_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"


@pytest.fixture
def engine() -> str:
    """The world of this file is on PostgreSQL."""
    return "postgresql"


@pytest.fixture
async def db(postgres_url: str, postgres_template: str) -> AsyncIterator[PostgresDatabase]:
    """Give an open database of its own, called `lost`."""
    url = make_database(postgres_url, "lost", template=postgres_template)
    db = PostgresDatabase(url, Listeners())
    await db.start()
    yield db
    await db.stop()
    drop_database(postgres_url, "lost")


def cut_all(postgres_url: str, name: str = "lost", *, spare: int = 0) -> int:
    """End every connection to a database, as a restart does; return how many there were."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        return connection.execute(_CUT, (name, spare)).rowcount


def set_one(tx: Transaction, *, name: str) -> None:
    tx.execute("INSERT INTO settings (name, value, changed_ms) VALUES (:name, '1', 0)", name=name)


def count(tx: ReadTransaction) -> int:
    found: int = tx.value("SELECT count(*) FROM settings")
    return found


async def test_connections_that_died_while_nobody_used_them_are_not_noticed(db, postgres_url):
    together = threading.Barrier(5)  # so that there are as many connections

    def ask(tx: ReadTransaction) -> int:
        together.wait(timeout=30)
        return count(tx)

    await asyncio.gather(*(db.read(ask) for _ in range(5)))
    assert cut_all(postgres_url) >= 5
    await db.write(set_one, name="after")
    assert await db.read(count) == 1


async def test_a_verb_that_loses_its_connection_is_busy_and_leaves_nothing(db, postgres_url):
    def verb(tx: Transaction) -> None:
        set_one(tx, name="half")
        cut_all(postgres_url)
        set_one(tx, name="never")

    with pytest.raises(Busy) as refused:
        await db.write(verb)
    assert refused.value.headers["Retry-After"]
    assert await db.read(count) == 0


async def test_a_connection_that_is_lost_at_the_commit_is_busy(db, postgres_url):
    def verb(tx: Transaction) -> None:
        set_one(tx, name="half")
        cut_all(postgres_url)

    with pytest.raises(Busy):
        await db.write(verb)
    assert await db.read(count) == 0


async def test_a_question_that_loses_its_connection_is_busy(db, postgres_url):
    def question(tx: ReadTransaction) -> int:
        cut_all(postgres_url)
        return count(tx)

    with pytest.raises(Busy):
        await db.read(question)
    assert await db.read(count) == 0


async def test_the_api_answers_503_and_then_as_before(world, alice, postgres_url):
    name = str(world.settings.database_url).rpartition("/")[2]
    with psycopg.connect(postgres_url.rpartition("/")[0] + f"/{name}") as other:
        other.execute("LOCK TABLE posts IN ACCESS EXCLUSIVE MODE")
        asking = asyncio.create_task(alice.post("/api/v1/statuses", json={"status": "half"}))
        await asyncio.to_thread(wait_until_somebody_waits, other)
        cut_all(postgres_url, name, spare=other.info.backend_pid)
        answer = await asking
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "error" in answer.json()
    assert (await alice.publish("still here"))["content"] == "<p>still here</p>"


def wait_until_somebody_waits(connection: psycopg.Connection) -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    while connection.execute(waiting).fetchone() == (0,):
        continue
