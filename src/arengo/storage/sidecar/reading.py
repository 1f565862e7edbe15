"""Looks into full-text files: a connection for each thread and file, anew for a new file."""

import json
import logging
import sqlite3
import threading
from pathlib import Path
from typing import Any, Final

from arengo.base.errors import Busy
from arengo.storage.sidecar.model import Match
from arengo.storage.sidecar.schema import open_for_reading
from arengo.storage.sqlite.connection import Deadline

_log = logging.getLogger("arengo.storage")

_OPEN_MOST: Final = 24  # files of one thread
_FIND: Final = """
SELECT rowid FROM words
WHERE words MATCH :expression AND rowid < :before AND rowid > :after {among}
ORDER BY rowid {order} LIMIT :limit
"""
# With its sign the list is only looked into; without, FTS5 would start anew for each of it.
_AMONG: Final = "AND +rowid IN (SELECT value FROM json_each(:among))"
_MANY: Final = 2_000  # to weigh more of them against each other takes milliseconds
_WHETHER_MANY: Final = (
    f"SELECT rowid FROM words WHERE words MATCH :expression LIMIT 1 OFFSET {_MANY}"
)
_NEAREST: Final = (
    "SELECT rowid FROM words WHERE words MATCH :expression ORDER BY {order} LIMIT :limit"
)


class _Reader:
    """One open file, as it was when it was opened."""

    def __init__(self, path: Path) -> None:
        self.file_number = path.stat().st_ino
        self.connection = open_for_reading(path)
        self.deadline = Deadline(self.connection)


class Readers:
    """The open files of all threads of this process."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self._local = threading.local()
        self._all: list[_Reader] = []
        self._lock = threading.Lock()

    def find(self, path: Path, match: Match, *, limit: int) -> list[int]:
        """Return ids that match in one file."""
        among = "" if match.among is None else _AMONG
        sql = _FIND.format(among=among, order="ASC" if match.upwards else "DESC")
        parameters: dict[str, Any] = {
            "expression": match.expression,
            "before": match.before,
            "after": match.after,
            "limit": limit,
        }
        if match.among is not None:
            parameters["among"] = json.dumps(list(match.among))
        return self._ids(path, sql, parameters)

    def nearest(self, path: Path, expression: str, *, limit: int) -> list[int]:
        """Return ids that match in one file, by what they have in common; of many the newest."""
        parameters = {"expression": expression, "limit": limit}
        many = self._ids(path, _WHETHER_MANY, {"expression": expression})
        order = "rowid DESC" if many else "rank"
        return self._ids(path, _NEAREST.format(order=order), parameters)

    def close(self) -> None:
        """Close everything."""
        with self._lock:
            for reader in self._all:
                reader.connection.close()
            self._all.clear()
        self._local = threading.local()

    def _ids(self, path: Path, sql: str, parameters: dict[str, Any]) -> list[int]:
        try:
            reader = self._reader(path)
            reader.deadline.start()
            return [row[0] for row in reader.connection.execute(sql, parameters)]
        except FileNotFoundError:
            return []  # nothing was written yet, or it is being built anew
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise Busy("This question took too long") from error
            _log.warning("%s cannot be searched", path.name, exc_info=error)
            return []
        except sqlite3.DatabaseError as error:
            _log.warning("%s is damaged: arengo search rebuild", path.name, exc_info=error)
            return []

    def _reader(self, path: Path) -> _Reader:
        opened: dict[str, _Reader] = self._local.__dict__.setdefault("opened", {})
        reader = opened.pop(path.name, None)
        if reader and reader.file_number != path.stat().st_ino:
            self._close(reader)
            reader = None
        if reader is None:
            reader = _Reader(path)
            with self._lock:
                self._all.append(reader)
        opened[path.name] = reader
        if len(opened) > _OPEN_MOST:
            self._close(opened.pop(next(iter(opened))))
        return reader

    def _close(self, reader: _Reader) -> None:
        with self._lock:
            if reader in self._all:
                self._all.remove(reader)
                reader.connection.close()
