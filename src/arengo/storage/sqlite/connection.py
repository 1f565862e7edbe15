"""Opens SQLite connections the one way this program uses them."""

import sqlite3
import time
from pathlib import Path
from typing import Final

READ_LIMIT_S: Final = 5.0
LOG_KEPT_BYTES: Final = 1024 * 1024  # so that the size of the log says how full it is
_STEPS_BETWEEN_CHECKS: Final = 50_000


def open_writer(path: Path) -> sqlite3.Connection:
    """Open the only connection that may change things: FULL, our own checkpoints."""
    connection = _open(path, cache_mb=16)
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute(f"PRAGMA journal_size_limit = {LOG_KEPT_BYTES}")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def open_reader(path: Path, *, cache_mb: int = 8) -> sqlite3.Connection:
    """Open a connection that can only read."""
    connection = _open(path, cache_mb=cache_mb)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _open(path: Path, *, cache_mb: int) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=512, timeout=5.0
    )
    connection.execute(f"PRAGMA cache_size = -{cache_mb * 1024}")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


class Deadline:
    """Interrupts a read that holds its snapshot too long: the log could not shrink."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Watch this connection."""
        self._until = 0.0
        connection.set_progress_handler(self._is_over, _STEPS_BETWEEN_CHECKS)

    def start(self) -> None:
        """Begin to count."""
        self._until = time.monotonic() + READ_LIMIT_S

    def _is_over(self) -> bool:
        return time.monotonic() > self._until
