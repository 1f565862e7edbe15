"""Looks at the rows of a running site as an outsider who cannot change them."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from arengo.social.notifications.model import NotificationType


class Rows:
    """One consistent state of the database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, sql: str, *parameters: Any) -> list[Any]:
        return self._connection.execute(sql, parameters).fetchall()

    def are_whole(self) -> bool:
        """Let SQLite look at every page and every index."""
        return self.all("PRAGMA integrity_check") == [("ok",)]

    def posts(self) -> dict[int, str]:
        """Return the text of every post."""
        return dict(self.all("SELECT id, text FROM posts"))

    def jobs(self, kind: str) -> list[int]:
        """Return the posts that jobs of a kind are about."""
        sql = "SELECT json_extract(args, '$.post_id') FROM jobs WHERE kind = ?"
        return [row[0] for row in self.all(sql, kind)]

    def bells(self) -> list[int]:
        """Return the posts that somebody was told of because they asked for it."""
        sql = "SELECT post_id FROM notifications WHERE type = ?"
        return [row[0] for row in self.all(sql, NotificationType.BELL)]


@contextmanager
def rows_of(database: Path) -> Iterator[Rows]:
    """Read one state; closing does not touch the log, for who only reads may not."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as connection:
        connection.isolation_level = None
        connection.execute("BEGIN")
        yield Rows(connection)


def missing(wanted: Iterable[int], found: Iterable[int]) -> set[int]:
    """Return what is wanted and not found."""
    return set(wanted) - set(found)
