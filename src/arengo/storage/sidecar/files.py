"""The files of a site's search: one for each month of posts, one for people; who writes, who reads.

Readers of any process look into the files themselves; what they find is only ever ids, and whoever
asked decides by the database who may see what.
"""

import fcntl
import json
import logging
import re
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TextIO

from arengo.base.ids import time_of
from arengo.storage.sidecar import schema
from arengo.storage.sidecar.model import Document, Match
from arengo.storage.sidecar.reading import Readers

_log = logging.getLogger("arengo.storage")

PEOPLE: Final = "search-people.db"
_MONTH: Final = re.compile(r"search-\d{6}\.db")
_SMALL: Final = 2_000  # documents in a file that is rewritten at once when something leaves it
_OPEN_MOST: Final = 8


class WrittenElsewhere(RuntimeError):
    """Another process of this site writes the files of the search."""


class SearchFiles:
    """`data/search/`: `search-YYYYMM.db` by the month of the id, and `search-people.db`."""

    def __init__(self, folder: Path) -> None:
        """Use this folder; it is made when something is first written."""
        self._folder = folder
        self._readers = Readers()
        self._writing = threading.RLock()
        self._open: dict[str, sqlite3.Connection] = {}
        self._held: TextIO | None = None

    def find(self, match: Match) -> list[int]:
        """Return ids of posts that match, in the direction asked for."""
        found: list[int] = []
        if match.among is not None and not match.among:
            return found
        for path in self._months(match):
            rest = match.limit - len(found)
            found += self._readers.find(path, match, limit=rest)
            if len(found) >= match.limit:
                break
        return found

    def find_people(self, expression: str, *, limit: int) -> list[int]:
        """Return the ids of people who share trigrams with an expression, the nearest first."""
        return self._readers.nearest(self._folder / PEOPLE, expression, limit=limit)

    def put(self, documents: Sequence[Document], gone: Collection[int] = ()) -> None:
        """Put posts into their months, and take others out. Durable when this returns."""
        months: dict[str, tuple[list[Document], list[int]]] = defaultdict(lambda: ([], []))
        for each in documents:
            months[month_of(each.id)][0].append(each)
        for post_id in gone:
            months[month_of(post_id)][1].append(post_id)
        for name, (put, taken) in months.items():
            if put or (self._folder / name).exists():
                self._change(name, put, taken)

    def put_people(self, documents: Sequence[Document], gone: Collection[int] = ()) -> None:
        """Put people in, and take others out. Durable when this returns."""
        self._change(PEOPLE, documents, gone)

    def settle(self) -> None:
        """Rewrite every file that something was taken out of: until then its words stand in it."""
        for name in self._names():
            with self._writing:
                schema.clear_away(self._writer(name))

    def drop_damaged(self) -> list[str]:
        """Remove files that do not hold together, and return their names."""
        damaged = []
        for name in self._names():
            with self._writing:
                if not self._is_sound(name):
                    self._remove(name)
                    damaged.append(name)
        return damaged

    def documents(self, name: str, *, after: int, limit: int) -> list[int]:
        """Return ids of what stands in a file, in their order."""
        with self._writing:
            rows = self._writer(name).execute(
                "SELECT id FROM texts WHERE id > ? ORDER BY id LIMIT ?", (after, limit)
            )
            return [row[0] for row in rows]

    def months(self) -> list[str]:
        """Return the names of the files with posts, oldest first."""
        return [name for name in self._names() if name != PEOPLE]

    def close(self) -> None:
        """Close every file and let another process write."""
        self._readers.close()
        with self._writing:
            for connection in self._open.values():
                connection.close()
            self._open.clear()
            if self._held:
                self._held.close()
                self._held = None

    def _change(self, name: str, put: Sequence[Document], gone: Collection[int]) -> None:
        key = json.dumps([*(each.id for each in put), *gone])
        with self._writing:
            connection = self._writer(name)
            if schema.change(connection, put, gone, key):
                schema.clear_away(connection, at_most=_SMALL)

    def _writer(self, name: str) -> sqlite3.Connection:
        self._hold()
        connection = self._open.pop(name, None)
        if connection is None:
            tokenize = schema.TRIGRAMS if name == PEOPLE else schema.WORDS
            connection = schema.open_for_writing(self._folder / name, tokenize)
        self._open[name] = connection
        if len(self._open) > _OPEN_MOST:
            self._open.pop(next(iter(self._open))).close()
        return connection

    def _hold(self) -> None:
        """Take the lock of the one process that writes; it is kept until we close."""
        if self._held:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = (self._folder / "writer.lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise WrittenElsewhere(f"Another process writes {self._folder}") from None
        self._held = lock

    def _is_sound(self, name: str) -> bool:
        try:
            return schema.is_sound(self._writer(name))
        except sqlite3.DatabaseError:
            return False

    def _remove(self, name: str) -> None:
        if connection := self._open.pop(name, None):
            connection.close()
        for tail in ("", "-wal", "-shm"):
            (self._folder / f"{name}{tail}").unlink(missing_ok=True)
        _log.warning("%s was damaged and is removed; it is filled again by a rebuild", name)

    def _names(self) -> list[str]:
        if not self._folder.is_dir():
            return []
        names = (path.name for path in self._folder.iterdir())
        return sorted(name for name in names if name == PEOPLE or _MONTH.fullmatch(name))

    def _months(self, match: Match) -> Iterator[Path]:
        """Yield the files in which a match may lie, in the order in which it is read."""
        first, last = month_of(match.after), month_of(match.before)
        names = [name for name in self.months() if first <= name <= last]
        for name in names if match.upwards else reversed(names):
            yield self._folder / name


def month_of(post_id: int) -> str:
    """Return the name of the file in which a post stands; the far future has one of its own."""
    at_s = min(time_of(post_id) // 1000, 253_402_300_799)  # the end of the year 9999
    return f"search-{datetime.fromtimestamp(at_s, tz=UTC):%Y%m}.db"
