"""Moves a whole site from an SQLite file to an empty PostgreSQL database, and counts afterwards."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql

from arengo.storage.listeners import Listeners
from arengo.storage.postgresql.engine import PostgresDatabase
from arengo.storage.sqlite.connection import open_reader
from arengo.storage.sqlite.engine import FILE_NAME, SqliteDatabase

_BOOK: Final = "schema_migrations"  # the target writes its own
_BATCH: Final = 5_000

Tell = Callable[[int, int, str], None]


class CannotCopy(RuntimeError):
    """The copy was not begun, or was taken back; the message says why."""


def copy_database(data: Path, url: str, *, tell: Tell) -> dict[str, int]:
    """Copy the site in `data` to the empty database at `url`; no server may use it meanwhile.

    Raises CannotCopy, or AlreadyRunning when a server does. Returns the row counts.
    """
    if not (data / FILE_NAME).exists():
        raise CannotCopy(f"There is no {FILE_NAME} in {data}.")
    try:
        _refuse_occupied(url)
        return asyncio.run(_copy_closed(data, url, tell))
    except psycopg.Error as error:
        raise CannotCopy(f"PostgreSQL says: {error}") from error


async def _copy_closed(data: Path, url: str, tell: Tell) -> dict[str, int]:
    source = SqliteDatabase(data, Listeners())
    await source.start()  # takes the writer's lock and migrates
    try:
        target = PostgresDatabase(url, Listeners())
        await target.start()
        await target.stop()
        return await asyncio.to_thread(copy_site, source.path, url, tell=tell)
    finally:
        await source.stop()


def _refuse_occupied(url: str) -> None:
    """Refuse a database with rows before anything in it is migrated."""
    with psycopg.connect(url) as target:
        rows = target.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
        )
        _refuse_rows(target, [row[0] for row in rows if row[0] != _BOOK])


def copy_site(source: Path, url: str, *, tell: Tell) -> dict[str, int]:
    """Copy every row in one transaction and return the row counts, the same on both sides.

    The target must have been migrated and be empty; the source is read from one snapshot.
    """
    reader = open_reader(source)
    try:
        reader.execute("BEGIN")
        with psycopg.connect(url) as target:  # commits at the end, rolls back on any error
            target.execute("SET LOCAL statement_timeout = 0")
            tables = _tables(reader)
            _check_target(reader, target, tables)
            counts = _copy_tables(reader, target, tables, tell)
            _compare(target, counts)
        with psycopg.connect(url, autocommit=True) as target:
            target.execute("ANALYZE")
    finally:
        reader.close()
    return counts


def _tables(reader: sqlite3.Connection) -> list[str]:
    rows = reader.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "ORDER BY name"
    )
    return [row[0] for row in rows if row[0] != _BOOK]


def _check_target(
    reader: sqlite3.Connection, target: psycopg.Connection[Any], tables: list[str]
) -> None:
    ours = reader.execute(f"SELECT number FROM {_BOOK} ORDER BY number").fetchall()
    theirs = target.execute(f"SELECT number FROM {_BOOK} ORDER BY number").fetchall()
    if ours != theirs:
        raise CannotCopy("The two databases have different schemas: run this version on both.")
    _refuse_rows(target, tables)


def _refuse_rows(target: psycopg.Connection[Any], tables: list[str]) -> None:
    for table in tables:
        name = sql.Identifier(table)
        if target.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(name)).fetchone():
            raise CannotCopy(
                f"The target is not empty: its table {table} has rows. Give an empty database."
            )


def _copy_tables(
    reader: sqlite3.Connection,
    target: psycopg.Connection[Any],
    tables: list[str],
    tell: Tell,
) -> dict[str, int]:
    counts = {name: _value(reader, f'SELECT count(*) FROM "{name}"') for name in tables}
    total, done = sum(counts.values()), 0
    for name in tables:
        tell(done, total, name)
        for rows in _copy_table(reader, target, name):
            done += rows
            tell(done, total, name)
    return counts


def _copy_table(
    reader: sqlite3.Connection, target: psycopg.Connection[Any], table: str
) -> Iterator[int]:
    """Copy one table in the order of its primary key; yields how many rows each batch had."""
    info = reader.execute(f'PRAGMA table_info("{table}")').fetchall()
    columns = [row[1] for row in info]
    key = [name for _, name in sorted((row[5], row[1]) for row in info if row[5])]
    names = ", ".join(f'"{name}"' for name in columns)
    order = ", ".join(f'"{name}"' for name in key)
    rows = reader.execute(f'SELECT {names} FROM "{table}" ORDER BY {order}')
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with target.cursor() as cursor, cursor.copy(statement) as copy:
        while batch := rows.fetchmany(_BATCH):
            for row in batch:
                copy.write_row(row)
            yield len(batch)


def _compare(target: psycopg.Connection[Any], counts: dict[str, int]) -> None:
    for table, count in counts.items():
        found = target.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        ).fetchone()
        if found != (count,):
            raise CannotCopy(f"{table}: {count} rows were read, {found} arrived; nothing was kept.")


def _value(reader: sqlite3.Connection, statement: str) -> int:
    row = reader.execute(statement).fetchone()
    return int(row[0])
