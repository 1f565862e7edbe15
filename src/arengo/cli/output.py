"""How answers look in a terminal: tables, lists of facts, a bar for long work, JSON."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

_NOTHING: Final = "-"
_WIDE: Final = 200  # for a pipe: nothing is cut off that another program reads


def print_json(value: Any) -> None:
    """Print JSON as it is, readable and without escapes."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_table(columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]], none: str) -> None:
    """Print rows under headings (name of the column → heading), or say that there are none."""
    if not rows:
        _console().print(none)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, heading in columns.items():
        numeric = isinstance(rows[0][name], int | float)
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_text(row[name]) for name in columns))
    _console().print(table)


def print_facts(facts: Mapping[str, Any]) -> None:
    """Print names and values below one another."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in facts.items():
        table.add_row(name, _text(value))
    _console().print(table)


@contextmanager
def progress_bar(title: str, *, shown: bool) -> Iterator[Callable[[int, int, str], None]]:
    """Yield what moves a bar on standard error; without a terminal there is none."""
    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[words]}"),
    )
    visible = shown and console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not visible) as progress:
        task = progress.add_task(title, total=None, words="")

        def tell(done: int, total: int, words: str) -> None:
            progress.update(task, completed=done, total=total, words=words)

        yield tell


def _console() -> Console:
    width = None if sys.stdout.isatty() else _WIDE
    return Console(width=width, markup=False, emoji=False, highlight=False)


def _text(value: Any) -> str:
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False) if value else _NOTHING
    return str(value)
