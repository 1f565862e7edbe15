"""Moves the write-ahead log into the database: gently, and firmly when it grew too long."""

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

_log = logging.getLogger("arengo.storage")

PASSIVE_BYTES: Final = 4 * 1024 * 1024
FIRM_BYTES: Final = 64 * 1024 * 1024


class Checkpointer:
    """Told of each commit by the writer; SQLite's own automatic checkpoints are off."""

    def __init__(self, path: Path, writer: sqlite3.Connection) -> None:
        """Watch the log beside `path`."""
        self._log = path.with_name(path.name + "-wal")
        self._path = path
        self._writer = writer
        self._wake = threading.Event()
        self._stopping = False
        self._checked = 0
        self._asked: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None  # until there is much to move

    def ask(self, done: Callable[[], None]) -> None:
        """Have the log emptied after the next commit, and `done` called then."""
        self._asked.put(done)

    def committed(self) -> None:
        """Look at the log's size now and then, and act on it."""
        if not self._asked.empty():
            self.truncate()
            while not self._asked.empty():
                self._asked.get()()
        self._checked += 1
        if self._checked % 16:
            return
        size = self._log_bytes()
        if size > FIRM_BYTES:
            self.truncate()
        elif size > PASSIVE_BYTES:
            self._begin()
            self._wake.set()

    def truncate(self) -> None:
        """Empty the log as far as readers allow. Only from the writer's thread."""
        _checkpoint(self._writer, "TRUNCATE")

    def stop(self) -> None:
        """End the thread."""
        self._stopping = True
        self._wake.set()
        if self._thread:
            self._thread.join()

    def _begin(self) -> None:
        if self._thread:
            return
        thread = threading.Thread(target=self._run, name="arengo-checkpoint", daemon=True)
        try:
            thread.start()
        except RuntimeError as error:  # there are too many; the writer lives on and moves it itself
            _log.warning("the log cannot be moved beside the writer", exc_info=error)
        else:
            self._thread = thread

    def _log_bytes(self) -> int:
        try:
            return self._log.stat().st_size
        except FileNotFoundError:
            return 0

    def _run(self) -> None:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        while not self._stopping:
            self._wake.wait()
            self._wake.clear()
            if not self._stopping:
                _checkpoint(connection, "PASSIVE")
        connection.close()


def _checkpoint(connection: sqlite3.Connection, how: str) -> None:
    """Try; what is not moved now stays in the log, safe, until the next time."""
    try:
        connection.execute(f"PRAGMA wal_checkpoint({how})").fetchall()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
            _log.warning("the log could not be moved into the database", exc_info=error)
