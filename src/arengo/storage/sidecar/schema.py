"""One full-text file: a contentless FTS5 index, and beside it the text it was built from.

FTS5 takes an entry out of a contentless index only if it is told exactly what went in. The row
beside it says so in the same transaction, so doing it twice is doing it once, also after a crash.
"""

import sqlite3
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final
from urllib.parse import quote

from arengo.storage.sidecar.model import Document

WORDS: Final = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
TRIGRAMS: Final = "trigram"
_FULL_S: Final = 30.0
_CREATE: Final = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, body TEXT NOT NULL, facts TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(body, facts, content='', tokenize="{tokenize}");
COMMIT;
"""
_KNOWN: Final = "SELECT id, body, facts FROM texts WHERE id IN (SELECT value FROM json_each(?))"
_FORGET: Final = "INSERT INTO words (words, rowid, body, facts) VALUES ('delete', ?, ?, ?)"
_LEARN: Final = "INSERT INTO words (rowid, body, facts) VALUES (?, ?, ?)"


def open_for_writing(path: Path, tokenize: str) -> sqlite3.Connection:
    """Open a file for changes, made if need be: durable at each commit, nothing deleted stays."""
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=_FULL_S
    )
    for pragma in (
        "page_size = 8192",
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",
        "cache_size = -16384",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(_CREATE.format(tokenize=tokenize))
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open a file that must be there; nothing can be changed through this."""
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode=ro",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=_FULL_S,
    )
    connection.execute("PRAGMA cache_size = -4096")
    return connection


def change(
    connection: sqlite3.Connection, put: Iterable[Document], gone: Collection[int], key: str
) -> bool:
    """Put documents in, new or instead of what they were, and take others out; all or nothing.

    `key` is the list of all their ids, as JSON. Returns whether anything was taken out.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        known = {row[0]: row for row in connection.execute(_KNOWN, (key,))}
        news = [each for each in put if known.get(each.id) != (each.id, each.body, each.facts)]
        old = [known[each.id] for each in news if each.id in known]
        old += [known[each] for each in gone if each in known]
        connection.executemany(_FORGET, old)
        connection.executemany("DELETE FROM texts WHERE id = ?", [(row[0],) for row in old])
        rows = [(each.id, each.body, each.facts) for each in news]
        connection.executemany("INSERT INTO texts (id, body, facts) VALUES (?, ?, ?)", rows)
        connection.executemany(_LEARN, rows)
        if old:
            connection.execute("PRAGMA user_version = 1")  # something waits to be cleared away
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return bool(old)


def clear_away(connection: sqlite3.Connection, *, at_most: int | None = None) -> bool:
    """Rewrite the index without what was taken out; a file with more rows than that waits."""
    if connection.execute("PRAGMA user_version").fetchone() == (0,):
        return False
    if at_most is not None:
        found = connection.execute(f"SELECT 1 FROM texts LIMIT 1 OFFSET {at_most:d}").fetchone()
        if found:
            return False
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute("PRAGMA user_version = 0")
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return True


def is_sound(connection: sqlite3.Connection) -> bool:
    """Tell whether pages and index hold together."""
    try:
        pages = connection.execute("PRAGMA quick_check(1)").fetchall()
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError:
        return False
    return bool(pages == [("ok",)])
