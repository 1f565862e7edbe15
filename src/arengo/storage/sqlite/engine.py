"""A site on one SQLite file: what `db.write` and `db.read` mean here."""

import asyncio
import functools
import logging
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from typing_extensions import override

from arengo.base.errors import Busy
from arengo.storage.database import Database
from arengo.storage.listeners import Listeners
from arengo.storage.migrations import runner
from arengo.storage.sqlite.connection import Deadline, open_reader
from arengo.storage.sqlite.locks import WriterLock
from arengo.storage.sqlite.transaction import SqliteReads, SqliteTransaction
from arengo.storage.sqlite.writer import Outcome, Work, Writer
from arengo.storage.transaction import ReadTransaction, Transaction

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger("arengo.storage")

FILE_NAME: Final = "arengo.db"
READER_THREADS: Final = 2
_QUICK_ABOVE_BYTES: Final = 512 * 1024 * 1024


class Damaged(RuntimeError):
    """The integrity check found the file broken."""


class Snapshot:
    """A reading connection with its own snapshot for each question."""

    def __init__(self, path: Path, *, cache_mb: int) -> None:
        """Open it."""
        self._connection = open_reader(path, cache_mb=cache_mb)
        self._deadline = Deadline(self._connection)
        self._reads = SqliteReads(self._connection)

    def run(self, question: Callable[[ReadTransaction], T]) -> T:
        """Answer one question from one consistent state."""
        self._deadline.start()
        self._connection.execute("BEGIN")
        try:
            return question(self._reads)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise Busy("This question took too long") from error
            raise
        except StopIteration as error:  # no future can carry it: its caller would wait for ever
            raise RuntimeError(repr(error)) from error
        finally:
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")

    def state(self) -> str:
        """Name what the next question would see: others' commits are counted."""
        return str(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class SqliteDatabase(Database):
    """One file, one writing process."""

    engine = "sqlite"

    def __init__(self, data: Path, listeners: Listeners) -> None:
        """Keep the site in `data/arengo.db`."""
        threads = ThreadPoolExecutor(READER_THREADS, thread_name_prefix="arengo-reader")
        super().__init__(listeners, threads)
        self._data = data
        self.path = data / FILE_NAME
        self._local = threading.local()
        self._done: deque[tuple[asyncio.Future[Any], Outcome]] = deque()
        self._telling: asyncio.AbstractEventLoop | None = None
        self._snapshots: list[Snapshot] = []

    @override
    async def start(self) -> None:
        """Take the lock, check after an unclean stop, migrate, open writer and reader."""
        self._data.mkdir(parents=True, exist_ok=True)
        self._lock = WriterLock(self._data)
        try:
            self._check_after_unclean_stop()
            await self._open_writer()
        except BaseException:
            self._lock.release(clean=False)
            raise
        self._inline = self._open_snapshot(cache_mb=64)

    def _check_after_unclean_stop(self) -> None:
        """A mark may be lost with the power, but a clean stop also leaves no log behind."""
        log = self.path.with_name(self.path.name + "-wal")
        if self.path.exists() and (self._lock.was_unclean or log.exists()):
            check_integrity(self.path)
            _log.warning("the last stop was not clean; %s is whole", self.path.name)

    async def _open_writer(self) -> None:
        self._writer = Writer(self.path, self.listeners)
        self._writer.start()
        try:
            await self.write(runner.migrate)
        except BaseException:
            await asyncio.to_thread(self._writer.stop)
            raise

    @override
    async def stop(self) -> None:
        """Finish accepted work, close everything, leave no log behind."""
        self._threads.shutdown(wait=True)
        for snapshot in self._snapshots:
            snapshot.close()
        self._writer.stop()
        self._lock.release()

    @override
    async def write(
        self, verb: Callable[Concatenate[Transaction, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Queue the verb for the writer and wait until its group is on disk."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def run(tx: SqliteTransaction) -> T:
            return verb(tx, *args, **kwargs)

        def resolve(outcome: Outcome) -> None:
            self._done.append((future, outcome))
            if self._telling is not loop:
                self._telling = loop
                loop.call_soon_threadsafe(self._tell)

        self._writer.submit(Work(run, resolve))
        return await future

    def _tell(self) -> None:
        """Tell all whose group is on disk: the loop is woken once for them."""
        self._telling = None  # first: what comes from now on wakes us again
        while self._done:
            self._finish(*self._done.popleft())

    def _finish(self, future: "asyncio.Future[T]", outcome: Outcome) -> None:
        self._conclude(outcome.calls, enqueued=outcome.enqueued)
        if future.cancelled():
            return
        if outcome.error is None:
            future.set_result(outcome.value)
        elif isinstance(outcome.error, StopIteration):
            future.set_exception(RuntimeError(repr(outcome.error)))
        else:
            future.set_exception(outcome.error)

    @override
    async def read(
        self,
        question: Callable[Concatenate[ReadTransaction, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run the question on a reader thread."""
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
        """Run the question here and now: cheaper than a thread for a millisecond."""
        return self._inline.run(lambda tx: question(tx, *args, **kwargs))

    @override
    async def state(self) -> str:
        """Ask the connection of the loop, outside of any question; it writes nothing itself."""
        return self._inline.state()

    @override
    def run_now(self, question: Callable[[ReadTransaction], T], /) -> T:
        """Run the question on the caller's thread."""
        snapshot: Snapshot | None = getattr(self._local, "snapshot", None)
        if snapshot is None:
            snapshot = self._local.snapshot = self._open_snapshot(cache_mb=8)
        return snapshot.run(question)

    @override
    async def settle(self) -> None:
        """Move the log into the file and empty it, behind what was written so far."""
        loop = asyncio.get_running_loop()
        settled = asyncio.Event()

        def done() -> None:
            loop.call_soon_threadsafe(settled.set)

        self._writer.settle(done)
        await settled.wait()

    def _open_snapshot(self, *, cache_mb: int) -> Snapshot:
        snapshot = Snapshot(self.path, cache_mb=cache_mb)
        self._snapshots.append(snapshot)
        return snapshot


def check_integrity(path: Path) -> None:
    """Raise Damaged unless SQLite finds the file whole."""
    pragma = "quick_check" if path.stat().st_size > _QUICK_ABOVE_BYTES else "integrity_check"
    connection = sqlite3.connect(path)
    try:
        found = connection.execute(f"PRAGMA {pragma}(5)").fetchall()
    except sqlite3.DatabaseError as error:  # too broken to be looked through
        raise Damaged(f"{path.name} is damaged: {error}") from error
    finally:
        connection.close()
    if found != [("ok",)]:
        raise Damaged(f"{path.name} is damaged: {'; '.join(str(row[0]) for row in found)}")
