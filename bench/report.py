"""Prints the table, and writes it into docs/performance.md when asked to."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.data import Size
from bench.measure import Measured

PAGE: Final = Path("docs/performance.md")
_MARKED: Final = re.compile(r"(<!-- bench -->\n).*?(\n<!-- /bench -->)", re.DOTALL)
_HEAD: Final = (
    "| engine | what | CPU µs a request | times constant bytes | requests/s | p50 ms | p99 ms "
    "| body kB |\n|---|---|---|---|---|---|---|---|"
)


def write_table(rows: Sequence[Measured], machine: str, size: Size, *, save: bool) -> None:
    """Show what was measured."""
    title = (
        f"{machine}. {size.accounts:,} accounts, {size.posts:,} posts, {size.viewers} viewers; "
        "the whole server on one core, the load on the other."
    )
    table = "\n".join([title, "", _HEAD, *map(_line, rows)])
    print(table)
    if save:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(_MARKED.sub(lambda m: m[1] + table + m[2], text), encoding="utf-8")


def _line(row: Measured) -> str:
    if not row.per_second:
        return f"| {row.engine} | {row.what} | {row.cpu_us:.2f} | | | | | |"
    cpu = f"{row.cpu_us:.0f}" if row.cpu_us else ""
    ratio = f"{row.ratio:.1f}" if row.ratio else ""
    return (
        f"| {row.engine} | {row.what} | {cpu} | {ratio} | {row.per_second:,.0f} "
        f"| {row.p50_ms:.1f} | {row.p99_ms:.1f} | {row.body_bytes / 1000:.1f} |"
    )
