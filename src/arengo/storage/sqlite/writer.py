"""The one writer thread: a savepoint for each verb, one durable commit for the group."""

import contextlib
import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from arengo.base.errors import Busy
from arengo.storage.listeners import Listeners
from arengo.storage.sqlite.checkpoint import Checkpointer
from arengo.storage.sqlite.connection import open_writer
from arengo.storage.sqlite.transaction import SqliteTransaction

_log = logging.getLogger("arengo.storage")

GROUP_SIZE: Final = 64
GROUP_S: Final = 0.005
QUEUE_SIZE: Final = 1_000
_TRIES: Final = 4  # an id that collides is drawn again by running the verb again
_NOT_KEPT: Final = "Nothing can be stored at the moment, try again a little later"


class Work(msgspec.Struct):
    """One verb that waits for the writer, and how to answer its caller."""

    verb: Callable[[SqliteTransaction], Any]
    resolve: Callable[["Outcome"], None]


class Outcome(msgspec.Struct):
    """What became of a verb: a value or an error, and what to call when it is durable."""

    value: Any = None
    error: BaseException | None = None
    calls: list[Callable[[], None]] = msgspec.field(default_factory=list)
    enqueued: bool = False


class Writer:
    """Owns the writing connection; every verb of the process goes through `submit`."""

    def __init__(self, path: Path, listeners: Listeners) -> None:
        """Open the database for writing."""
        self._listeners = listeners
        self._queue: queue.Queue[Work | None] = queue.Queue(QUEUE_SIZE)
        self._closing = False
        self._connection = open_writer(path)
        self._checkpointer = Checkpointer(path, self._connection)
        self._thread = threading.Thread(target=self._run, name="arengo-writer", daemon=True)

    def start(self) -> None:
        """Begin to take work."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what was accepted, shrink the log to nothing and close."""
        self._closing = True
        self._queue.put(None)
        self._thread.join()
        while (late := self._next()) is not None:
            late.resolve(Outcome(error=Busy()))
        self._checkpointer.stop()
        self._checkpointer.truncate()
        self._connection.close()

    def submit(self, work: Work) -> None:
        """Queue a verb; raises Busy when a thousand already wait, and at the end."""
        if self._closing:
            raise Busy
        try:
            self._queue.put_nowait(work)
        except queue.Full:
            raise Busy from None

    def settle(self, done: Callable[[], None]) -> None:
        """Empty the log behind the work that waits now, then call `done` from the thread."""
        self._checkpointer.ask(done)
        self.submit(Work(verb=lambda _tx: None, resolve=lambda _outcome: None))

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            if self._commit_group(first):
                return

    def _commit_group(self, first: Work) -> bool:
        """Run one group; True when the stop mark was met behind it."""
        done: list[tuple[Work, Outcome]] = []
        deadline = time.monotonic() + GROUP_S
        work: Work | None = first
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            while work is not None:
                done.append((work, self._attempt(work)))
                if len(done) >= GROUP_SIZE or time.monotonic() > deadline:
                    break
                work = self._next()
                if work is _STOP:
                    break
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001  whatever it was, this thread must live on
            self._fail_group(done, work, error)
        for each, outcome in done:
            each.resolve(outcome)
        self._checkpointer.committed()
        return work is _STOP

    def _next(self) -> Work | None:
        try:
            work = self._queue.get_nowait()
        except queue.Empty:
            return None
        return _STOP if work is None else work

    def _attempt(self, work: Work) -> Outcome:
        for left in reversed(range(_TRIES)):
            tx = SqliteTransaction(self._connection, self._listeners)
            self._connection.execute("SAVEPOINT verb")
            try:
                value = work.verb(tx)
            except sqlite3.IntegrityError as error:
                self._undo()
                if not left:
                    return Outcome(error=error)
            except sqlite3.OperationalError as error:
                if not self._is_of_the_verb(error):
                    raise  # full disk, broken I/O: the whole group falls
                self._undo()
                return Outcome(error=error)
            except Exception as error:  # noqa: BLE001  it belongs to the caller, not to us
                self._undo()
                return Outcome(error=error)
            else:
                self._connection.execute("RELEASE verb")
                return Outcome(value=value, calls=tx.calls, enqueued=tx.enqueued)
        raise AssertionError("unreachable")

    def _undo(self) -> None:
        self._connection.execute("ROLLBACK TO verb")
        self._connection.execute("RELEASE verb")

    def _is_of_the_verb(self, error: sqlite3.OperationalError) -> bool:
        """A wrong statement harms nobody but its author; SQLite itself is as well as before."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return bool(code == sqlite3.SQLITE_ERROR and self._connection.in_transaction)

    def _fail_group(
        self, done: list[tuple[Work, Outcome]], current: Work | None, error: Exception
    ) -> None:
        """Nothing of the group is durable, so nobody of it is acknowledged."""
        _log.error("a group of writes could not be stored", exc_info=error)
        with contextlib.suppress(sqlite3.Error):  # still broken: the next group tries again
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        if current is not None and current is not _STOP and all(w is not current for w, _ in done):
            done.append((current, Outcome()))
        for index, (work, outcome) in enumerate(done):
            done[index] = (work, Outcome(error=outcome.error or _refusal(error)))


def _refusal(error: Exception) -> Exception:
    """Return what a caller is told: a full disk may have room in a moment."""
    if not isinstance(error, sqlite3.OperationalError):
        return error
    refusal = Busy(_NOT_KEPT)
    refusal.__cause__ = error
    return refusal


_STOP: Final = Work(verb=lambda _tx: None, resolve=lambda _outcome: None)
