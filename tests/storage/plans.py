"""Reads the plans of recorded statements: which partitions and which tables each one touches."""

import re
from collections.abc import Iterator
from typing import Any

from arengo.storage.transaction import ReadTransaction

_PARTITION = re.compile(r"(?P<table>\w+)_p\d+")


def scans(plan: Any) -> Iterator[tuple[str, str, str]]:
    """Yield (table, alias, partition) of every scan in a PostgreSQL plan."""
    found = _PARTITION.fullmatch(plan.get("Relation Name", ""))
    if found and "Scan" in plan["Node Type"]:
        yield found["table"], re.sub(r"(_p)?(_?\d+)?$", "", plan["Alias"]), found[0]
    for below in plan.get("Plans", ()):
        yield from scans(below)


def partitions(tx: ReadTransaction, sql: str, params: dict[str, Any]) -> dict[str, set[str]]:
    """Return alias → the partitions that a statement would touch for these parameters."""
    plan = tx.value(f"EXPLAIN (FORMAT JSON) {sql}", **params)
    touched: dict[str, set[str]] = {}
    for table, alias, partition in scans(plan[0]["Plan"]):
        touched.setdefault(alias or table, set()).add(partition)
    return touched


def is_routed(sql: str, alias: str) -> bool:
    """Tell whether a statement names one bucket for this alias."""
    return bool(_condition(sql, alias, r"= \(?:"))


def is_bounded(sql: str, alias: str) -> bool:
    """Tell whether it names buckets at all: a list of them, or that of another row."""
    return bool(_condition(sql, alias, r"(=|IN) ?"))


def _condition(sql: str, alias: str, end: str) -> re.Match[str] | None:
    if re.search(rf"\b{alias}\.bucket", sql):
        return re.search(rf"\b{alias}\.bucket {end}", sql)
    return re.search(rf"(?<![.\w])bucket {end}", sql)


def full_scans(tx: ReadTransaction, sql: str, params: dict[str, Any]) -> set[str]:
    """Return the tables that SQLite would read from end to end."""
    found = set()
    for row in tx.rows(f"EXPLAIN QUERY PLAN {sql}", **params):
        scanned = re.match(r"SCAN (\w+)", row[3])
        if scanned:
            found.add(_table(sql, scanned[1]))
    return found


def _table(sql: str, alias: str) -> str:
    named = re.search(rf"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)\s+(?:AS\s+)?{alias}\b", sql)
    return named[1] if named else alias
