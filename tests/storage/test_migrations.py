"""One schema, rendered for each engine, applied once, never by a program that is too old."""

import sqlite3

import pytest

from arengo.storage import Listeners
from arengo.storage.migrations import runner
from arengo.storage.migrations.dialect import parse
from arengo.storage.postgresql.engine import PostgresDatabase
from arengo.storage.sqlite.engine import FILE_NAME
from tests.postgres import make_database

pytestmark = pytest.mark.anyio

SOURCE = """-- compat: 3
CREATE TABLE own (  -- owner: somebody; a comment
  bucket smallint NOT NULL, id bigint NOT NULL, body bytea NOT NULL,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE TABLE pairs (bucket smallint NOT NULL, PRIMARY KEY (bucket)
) [CLUST];
CREATE TABLE plain (name text PRIMARY KEY);
-- sqlite
CREATE INDEX only_here ON plain (name);
-- postgresql
ALTER TABLE own SET (fillfactor = 70);
-- both
CREATE INDEX everywhere ON plain (name);
"""


def flat(statements):
    return [" ".join(each.split()) for each in statements]


def test_each_engine_gets_its_own_form():
    migration = parse(7, "seven", SOURCE)
    assert migration.compat == 3
    assert flat(migration.statements("sqlite")) == [
        "CREATE TABLE own ( bucket smallint NOT NULL, id INTEGER PRIMARY KEY, body blob NOT NULL)",
        "CREATE TABLE pairs (bucket smallint NOT NULL, PRIMARY KEY (bucket)) WITHOUT ROWID",
        "CREATE TABLE plain (name text PRIMARY KEY)",
        "CREATE INDEX only_here ON plain (name)",
        "CREATE INDEX everywhere ON plain (name)",
    ]
    assert flat(migration.statements("postgresql"))[2:] == [
        "CREATE TABLE plain (name text PRIMARY KEY)",
        "ALTER TABLE own SET (fillfactor = 70)",
        "CREATE INDEX everywhere ON plain (name)",
    ]
    cut = flat(migration.statements("postgresql", partitions=2))
    assert cut[0].endswith("PARTITION BY HASH (bucket)")
    assert cut[1] == (
        "CREATE TABLE own_p0 PARTITION OF own FOR VALUES WITH (MODULUS 2, REMAINDER 0)"
    )
    assert [each for each in cut if "plain" in each] == [
        "CREATE TABLE plain (name text PRIMARY KEY)",
        "CREATE INDEX everywhere ON plain (name)",
    ]
    with pytest.raises(ValueError, match="compat"):
        parse(8, "eight", "CREATE TABLE x (y text);")


async def test_a_schema_is_applied_once_and_a_newer_one_is_refused(db):
    done = await db.read(runner.applied)
    assert [number for number, _, _ in done] == [each.number for each in runner.all_migrations()]
    assert await db.write(runner.pending) == []
    assert await db.write(runner.migrate, partitions=8) == []
    assert await db.read(runner.applied) == done
    newer = "INSERT INTO schema_migrations VALUES (:number, 'newer', :compat, 0)"
    await db.write(lambda tx: tx.execute(newer, number=9_000, compat=1) and None)
    assert await db.write(runner.migrate) == [], "a newer schema that says it is harmless"
    await db.write(lambda tx: tx.execute(newer, number=9_001, compat=9_001) and None)
    with pytest.raises(runner.SchemaTooNew, match="schema 9001"):
        await db.write(runner.migrate)
    # the tests share a database on PostgreSQL
    await db.write(
        lambda tx: tx.execute("DELETE FROM schema_migrations WHERE number >= 9000") and None
    )


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_on_sqlite_ids_are_rowids_and_pairs_are_clustered(db, settings):
    del db
    with sqlite3.connect(settings.data / FILE_NAME) as connection:
        sql = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        for name in ("posts", "accounts", "media", "users"):
            assert "id INTEGER PRIMARY KEY" in sql[name], name
        for name in ("follows", "favourites", "mentions", "notifications", "directory"):
            assert sql[name].endswith("WITHOUT ROWID"), name
        plan = connection.execute("EXPLAIN QUERY PLAN SELECT 1 FROM posts WHERE bucket=1 AND id=2")
        assert "INTEGER PRIMARY KEY" in plan.fetchone()[3]
    connection.close()


async def test_postgresql_can_hold_the_schema_whole_or_in_eight_parts(postgres_url):
    kinds = """
    SELECT relkind, count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND relkind IN ('r', 'p') GROUP BY relkind
    """
    counts = {}
    for partitions in (0, 8):
        url = make_database(postgres_url, f"arengo_migrations_{partitions}")
        db = PostgresDatabase(url, Listeners(), partitions=partitions)
        await db.start()
        counts[partitions] = dict(await db.read(lambda tx: tx.rows(kinds)))
        assert await db.write(runner.migrate, partitions=partitions) == []
        await db.stop()
    whole, cut = counts[0]["r"], counts[8]
    assert set(counts[0]) == {"r"}
    assert cut["r"] == whole - cut["p"] + 8 * cut["p"]
    assert cut["p"] > 25
