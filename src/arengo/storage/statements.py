"""Turns our portable SQL (`:name`, `IN :ids`, `EACH :ids`) into what each driver reads, once."""

import re
from functools import lru_cache

_TOKEN = re.compile(
    r"'(?:[^']|'')*'"  # string literals stay as they are
    r"|--[^\n]*"
    r"|\bIN\s+:(?P<list>[a-z_][a-z0-9_]*)"
    r"|\bEACH\s+:(?P<each>[a-z_][a-z0-9_]*)"  # a list of ids as a table with the column `id`
    r"|(?<![:\w]):(?P<name>[a-z_][a-z0-9_]*)"
    r"|%",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def for_sqlite(sql: str, single: tuple[str, ...] = ()) -> str:
    """Write lists as `json_each`, those of a `single` value as that value; names are native.

    SQLite reads `IN (:one)` as `=`: half the cost of the same through `json_each`.
    """

    def replace(match: re.Match[str]) -> str:
        if match["list"] in single:
            return f"IN (:{match['list']})"
        if match["list"]:
            return f"IN (SELECT value FROM json_each(:{match['list']}))"
        if match["each"]:
            return f"(SELECT value AS id FROM json_each(:{match['each']}))"
        return match[0]

    return _TOKEN.sub(replace, sql)


@lru_cache(maxsize=2048)
def lists_of(sql: str) -> frozenset[str]:
    """Return the names that stand behind `IN` and nowhere else."""
    listed = {match["list"] for match in _TOKEN.finditer(sql)}
    other = {match[kind] for match in _TOKEN.finditer(sql) for kind in ("name", "each")}
    return frozenset(listed - other - {None})


@lru_cache(maxsize=2048)
def for_postgresql(sql: str) -> str:
    """Write names as `%(name)s`, lists as `= ANY`, and double every other per cent sign."""

    def replace(match: re.Match[str]) -> str:
        if match["list"]:
            return f"= ANY(%({match['list']})s)"
        if match["each"]:
            return f"(SELECT unnest(CAST(%({match['each']})s AS bigint[])) AS id)"
        if match["name"]:
            return f"%({match['name']})s"
        return match[0].replace("%", "%%")

    return _TOKEN.sub(replace, sql)
