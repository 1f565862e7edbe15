"""A site on PostgreSQL: what `db.write` and `db.read` mean here."""

import asyncio
import contextlib
import functools
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, Final, LiteralString, ParamSpec, TypeAlias, TypeVar

from psycopg import Connection, OperationalError, ProgrammingError, connect, errors
from psycopg.types.numeric import Int8BinaryDumper, Int8Dumper
from psycopg_pool import ConnectionPool, PoolTimeout
from typing_extensions import override

from arengo.base.errors import Busy
from arengo.storage.database import Database
from arengo.storage.listeners import Listeners
from arengo.storage.migrations import runner
from arengo.storage.postgresql.notices import Notices
from arengo.storage.postgresql.transaction import PostgresReads, PostgresTransaction
from arengo.storage.transaction import ReadTransaction, Row, Transaction

_log = logging.getLogger("arengo.storage")

P = ParamSpec("P")
T = TypeVar("T")

Pool: TypeAlias = "ConnectionPool[Connection[Row]]"

_SNAPSHOT: Final = "SELECT CAST(pg_current_snapshot() AS text)"
CONNECTIONS: Final = 12
_PATIENCE_S: Final = 10
# To compile a statement would take longer than any of ours runs.
_WISHES: Final = """
SET statement_timeout = '15s'; SET idle_in_transaction_session_timeout = '30s'; SET jit = off
"""
_TRIES: Final = 6
_AGAIN = (errors.SerializationFailure, errors.DeadlockDetected, errors.UniqueViolation)


class Unreachable(RuntimeError):
    """The database does not let us in; the message says what it said."""


def _reach(url: str) -> None:
    """Find out at once what a pool would only wait for: a wrong host, name or password."""
    try:
        connect(url, connect_timeout=_PATIENCE_S).close()
    except (OperationalError, ProgrammingError) as error:
        words = str(error).partition("\n")[0]
        raise Unreachable(f"PostgreSQL cannot be used (ARENGO_DATABASE_URL): {words}") from error


def _configure(connection: Connection[Row]) -> None:
    # One type for every int: else the server plans a statement once per size of its numbers, and
    # the second of two lists would get the type of the first (text form: used inside of lists).
    connection.adapters.register_dumper(int, Int8Dumper)
    connection.adapters.register_dumper(int, Int8BinaryDumper)
    connection.prepare_threshold = 2
    connection.autocommit = True  # BEGIN and COMMIT are ours: one round trip each, none by surprise
    connection.execute(_WISHES)


class PostgresDatabase(Database):
    """Shared by processes; correct by constraints and conditional updates."""

    engine = "postgresql"

    def __init__(self, url: str, listeners: Listeners, *, partitions: int = 0) -> None:
        """Connect to `url` when started; `partitions` cuts new tables by hash of the bucket."""
        threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="arengo-postgresql")
        super().__init__(listeners, threads)
        self._url = url
        self._partitions = partitions
        self._pool: Pool = ConnectionPool(
            url, min_size=1, max_size=CONNECTIONS, open=False, configure=_configure, timeout=5.0
        )
        self.wire = self._notices = Notices(url)

    @override
    async def start(self) -> None:
        """Open the pool and migrate. Raises Unreachable."""
        await asyncio.to_thread(_reach, self._url)
        await asyncio.to_thread(self._pool.open, wait=True, timeout=15.0)
        await self.write(runner.migrate, partitions=self._partitions)

    @override
    async def stop(self) -> None:
        """Finish accepted work and close the pool."""
        await self._notices.close()
        await asyncio.to_thread(self._threads.shutdown, wait=True)
        await asyncio.to_thread(self._pool.close)

    @override
    async def write(
        self, verb: Callable[Concatenate[Transaction, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run the verb on a thread; again from the start when it lost a race."""
        call = functools.partial(self._transact, lambda tx: verb(tx, *args, **kwargs))
        return await asyncio.shield(self._write(call))

    async def _write(self, call: Callable[[], tuple[T, PostgresTransaction]]) -> T:
        """Do what was accepted and what follows it, also when whoever asked has gone."""
        value, tx = await self._on_thread(call)
        self._conclude(tx.calls, enqueued=tx.enqueued)
        return value

    @override
    async def read(
        self,
        question: Callable[Concatenate[ReadTransaction, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run the question on a thread."""
        call = functools.partial(self.run_now, lambda tx: question(tx, *args, **kwargs))
        return await self._on_thread(call)

    @override
    async def read_bounded(
        self,
        question: Callable[Concatenate[ReadTransaction, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run the question on a thread: the network is never awaited inline."""
        return await self.read(question, *args, **kwargs)

    @override
    async def state(self) -> str:
        """Name the snapshot: which transactions are in it."""
        return await self.read(lambda tx: str(tx.value(_SNAPSHOT)))

    @override
    def run_now(self, question: Callable[[ReadTransaction], T], /) -> T:
        """Run the question on the caller's thread, in one snapshot."""
        with _begun(self._pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") as connection:
            try:
                return question(PostgresReads(connection))
            except StopIteration as error:  # no future can carry it: its caller would wait for ever
                raise RuntimeError(repr(error)) from error
            finally:
                _roll_back(connection)

    @override
    async def settle(self) -> None:
        """Nothing to do: the server empties its log and its pages by itself (autovacuum)."""

    def _transact(self, verb: Callable[[Transaction], T]) -> tuple[T, PostgresTransaction]:
        for left in reversed(range(_TRIES)):
            with _begun(self._pool, "BEGIN") as connection:
                tx = PostgresTransaction(connection, self.listeners)
                try:
                    value = verb(tx)
                    connection.execute("COMMIT")
                except _AGAIN:
                    _roll_back(connection)
                    if not left:
                        raise
                except StopIteration as error:
                    _roll_back(connection)
                    raise RuntimeError(repr(error)) from error
                except BaseException:
                    _roll_back(connection)
                    raise
                else:
                    return value, tx
        raise AssertionError("unreachable")


def _roll_back(connection: Connection[Row]) -> None:
    """End the transaction; a connection that breaks here is thrown away by the pool."""
    with contextlib.suppress(OperationalError):
        if not connection.closed:
            connection.execute("ROLLBACK")


@contextlib.contextmanager
def _begun(pool: Pool, begin: LiteralString) -> Iterator[Connection[Row]]:
    """Lend a connection in a transaction; one that is lost, or none to be had, is Busy."""
    connection = _begin(pool, begin)
    try:
        yield connection
    except OperationalError as error:
        _log.warning("PostgreSQL did not finish: %s", str(error).partition("\n")[0])
        raise Busy from error
    finally:
        pool.putconn(connection)


def _begin(pool: Pool, begin: LiteralString) -> Connection[Row]:
    """Begin on the first connection that lives: a server that started again has cut them all."""
    for _ in range(CONNECTIONS + 1):
        try:
            connection = pool.getconn()
        except PoolTimeout:
            raise Busy from None
        try:
            connection.execute(begin)
        except OperationalError:
            pool.putconn(connection)
        else:
            return connection
    raise Busy
