"""Renders one migration for SQLite, for PostgreSQL, or cut into hash partitions."""

import re
from typing import Final

import msgspec

from arengo.storage.transaction import Engine

_TABLE: Final = re.compile(
    r"CREATE TABLE (?P<name>\w+) \((?P<body>.*?)\n?\)(?: \[(?P<hook>ROWID|CLUST)\])?;", re.DOTALL
)
_STORAGE: Final = re.compile(r"ALTER TABLE \w+ SET \(")  # a table in parts has none of its own
_COMMENT: Final = re.compile(r"--[^\n]*")
_MARK: Final = re.compile(r"^-- (sqlite|postgresql|both)\s*$", re.MULTILINE)
_COMPAT: Final = re.compile(r"^-- compat: (\d+)\s*$", re.MULTILINE)


class Migration(msgspec.Struct, frozen=True):
    """One numbered file. `compat` is the oldest schema number whose program may still run on it."""

    number: int
    name: str
    compat: int
    source: str

    def statements(self, engine: Engine, *, partitions: int = 0) -> list[str]:
        """Return the statements for one engine, in order."""
        text = _COMMENT.sub("", _parts(self.source, engine))
        rendered = _TABLE.sub(lambda table: _table(table, engine, partitions), text)
        statements = (statement.strip() for statement in rendered.split(";"))
        return [s for s in statements if s and not (partitions and _STORAGE.match(s))]


def parse(number: int, name: str, source: str) -> Migration:
    """Read a file; raises ValueError when it does not say with which schema it is compatible."""
    compat = _COMPAT.search(source)
    if compat is None:
        raise ValueError(f"migration {name} has no line `-- compat: N`")
    return Migration(number=number, name=name, compat=int(compat[1]), source=source)


def _parts(source: str, engine: Engine) -> str:
    pieces = _MARK.split(source)
    chosen = [pieces[0]]
    for mark, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if mark in (engine, "both"):
            chosen.append(text)
    return "\n".join(chosen)


def _table(table: re.Match[str], engine: Engine, partitions: int) -> str:
    name, body, hook = table["name"], table["body"], table["hook"]
    if engine == "sqlite":
        return _sqlite_table(name, body, hook)
    if not partitions or "bucket smallint" not in body:
        return f"CREATE TABLE {name} ({body});"
    cut = [f"CREATE TABLE {name} ({body}) PARTITION BY HASH (bucket);"]
    cut += [
        f"CREATE TABLE {name}_p{n} PARTITION OF {name} "
        f"FOR VALUES WITH (MODULUS {partitions}, REMAINDER {n});"
        for n in range(partitions)
    ]
    return "\n".join(cut)


def _sqlite_table(name: str, body: str, hook: str | None) -> str:
    body = re.sub(r"\bbytea\b", "blob", body)
    if hook == "ROWID":
        body = re.sub(r"\bid bigint NOT NULL", "id INTEGER PRIMARY KEY", body, count=1)
        body = re.sub(r",\s*PRIMARY KEY \(bucket, id\)", "", body)
    suffix = " WITHOUT ROWID" if hook == "CLUST" else ""
    return f"CREATE TABLE {name} ({body}){suffix};"
