"""Chooses the engine from the settings."""

from pathlib import Path

from arengo.storage.database import Database
from arengo.storage.listeners import Listeners


def open_database(data: Path, url: str | None, listeners: Listeners) -> Database:
    """Return the engine for `url`, or SQLite in `data` when there is none; not started yet."""
    if url is None:
        from arengo.storage.sqlite.engine import SqliteDatabase  # noqa: PLC0415  load one engine only

        return SqliteDatabase(data, listeners)
    from arengo.storage.postgresql.engine import PostgresDatabase  # noqa: PLC0415

    return PostgresDatabase(url, listeners)
