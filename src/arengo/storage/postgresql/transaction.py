"""Transactions on PostgreSQL: the same promises as on SQLite, over one pooled connection."""

from collections.abc import Iterable, Mapping
from typing import Any

from psycopg import Connection, Cursor
from typing_extensions import override

from arengo.base.ids import key_hash
from arengo.storage.listeners import Listeners
from arengo.storage.statements import for_postgresql
from arengo.storage.transaction import ReadTransaction, Row, Transaction


def _prepare(params: dict[str, Any]) -> dict[str, Any]:
    for name, value in params.items():
        if isinstance(value, tuple | set | frozenset):
            params[name] = list(value)
    return params


class PostgresReads(ReadTransaction):
    """Reads on one connection."""

    engine = "postgresql"

    def __init__(self, connection: Connection[Row]) -> None:
        """Use this connection."""
        self._connection = connection

    def _run(self, sql: str, params: dict[str, Any]) -> Cursor[Row]:
        cursor = self._connection.cursor(binary=True)
        # bytes, not str: the texts are ours, complete before any parameter
        cursor.execute(for_postgresql(sql).encode(), _prepare(params) if params else None)
        return cursor

    @override
    def rows(self, sql: str, /, **params: Any) -> list[Row]:
        """Return all rows."""
        return self._run(sql, params).fetchall()


class PostgresTransaction(PostgresReads, Transaction):
    """One verb in one transaction."""

    def __init__(self, connection: Connection[Row], listeners: Listeners) -> None:
        """Change things on this connection; announce to these listeners."""
        PostgresReads.__init__(self, connection)
        Transaction.__init__(self, listeners.tell)

    @override
    def execute(self, sql: str, /, **params: Any) -> int:
        """Run one statement and return how many rows it changed."""
        return self._run(sql, params).rowcount

    @override
    def execute_many(self, sql: str, rows: Iterable[Mapping[str, Any]], /) -> None:
        """Run one statement for each set of parameters, pipelined."""
        self._connection.cursor().executemany(for_postgresql(sql).encode(), rows)

    @override
    def lock(self, name: str, key: int) -> None:
        """Take an advisory lock that ends with the transaction."""
        number = int.from_bytes(key_hash(f"{name}:{key}")[:8], "big", signed=True)
        self.rows("SELECT pg_advisory_xact_lock(:number)", number=number)
