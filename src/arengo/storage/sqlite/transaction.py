"""Transactions on SQLite: the writer's savepoint and the readers' snapshot."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from typing_extensions import override

from arengo.storage.listeners import Listeners
from arengo.storage.statements import for_sqlite, lists_of
from arengo.storage.transaction import ReadTransaction, Row, Transaction

_encoder: Final = msgspec.json.Encoder()
_LISTS: Final = (list, tuple, set, frozenset)


def _prepare(sql: str, params: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    single: tuple[str, ...] = ()
    for name, value in params.items():
        if isinstance(value, _LISTS):
            if len(value) == 1 and name in lists_of(sql):
                (params[name],) = value
                single = (*single, name)
            else:
                params[name] = _encoder.encode(list(value)).decode()
    return for_sqlite(sql, single), params


class SqliteReads(ReadTransaction):
    """Reads on one connection, inside the snapshot that the engine opened."""

    engine = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use this connection."""
        self._connection = connection

    @override
    def rows(self, sql: str, /, **params: Any) -> list[Row]:
        """Return all rows."""
        return self._connection.execute(*_prepare(sql, params)).fetchall()

    @override
    def row(self, sql: str, /, **params: Any) -> Row | None:
        """Return the first row, without fetching the others."""
        cursor = self._connection.execute(*_prepare(sql, params))
        found: Row | None = cursor.fetchone()
        cursor.close()
        return found


class SqliteTransaction(SqliteReads, Transaction):
    """One verb of a group: its own savepoint, announcements and calls."""

    def __init__(self, connection: sqlite3.Connection, listeners: Listeners) -> None:
        """Change things on this connection; announce to these listeners."""
        SqliteReads.__init__(self, connection)
        Transaction.__init__(self, listeners.tell)

    @override
    def execute(self, sql: str, /, **params: Any) -> int:
        """Run one statement and return how many rows it changed."""
        return self._connection.execute(*_prepare(sql, params)).rowcount

    @override
    def execute_many(self, sql: str, rows: Iterable[Mapping[str, Any]], /) -> None:
        """Run one statement for each set of parameters."""
        self._connection.executemany(for_sqlite(sql), rows)

    @override
    def lock(self, name: str, key: int) -> None:
        """Nothing to do: there is one writer."""
