"""Where a command works and how it answers: the options that every command takes."""

import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

import click
import msgspec

from arengo.cli.failing import Failed

if TYPE_CHECKING:
    from arengo.cli.control import Line
    from arengo.config.settings import Settings

# What makes sense on a site that is not there yet.
_BEGINNING: Final = frozenset(
    {"accounts.create", "announcements.add", "db.migrate", "emoji.add", "settings.set"}
)
P = ParamSpec("P")
R = TypeVar("R")


class Place(msgspec.Struct, frozen=True):
    """A data folder (None: as the environment says) and the form of the answer."""

    data: Path | None
    as_json: bool

    def settings(self, **overrides: object) -> "Settings":
        """Read the settings of the process; a wrong one is told without a trace."""
        from arengo.config.settings import SettingsInvalid, load_settings  # noqa: PLC0415

        try:
            return load_settings(None, data=self.data, **overrides)
        except SettingsInvalid as error:
            raise Failed(str(error), as_json=self.as_json) from None

    @contextmanager
    def line(self, *, begins: bool = False) -> "Iterator[Line]":
        """Open a line to the site: to its server, or to the database itself."""
        from arengo.cli.control import open_line  # noqa: PLC0415

        with self.failing(), open_line(self.settings(), begins=begins) as line:
            yield line

    def ask(self, command: str, /, *, working: str | None = None, **arguments: Any) -> Any:
        """Run one command on the site; `working` is shown while it takes its time."""
        with self.line(begins=command in _BEGINNING) as line:
            if working is None:
                return line.ask(command, arguments)
            with self.progress(working) as tell:
                return line.ask(command, arguments, tell)

    def show(self, value: Any, render: Callable[[Any], None]) -> None:
        """Print a value: for machines as JSON, for people as `render` does."""
        if not self.as_json:
            render(value)
            return
        from arengo.cli.output import print_json  # noqa: PLC0415

        print_json(value)

    def facts(self, value: Mapping[str, Any]) -> None:
        """Print names and values."""
        self.show(value, print_facts)

    def table(self, columns: Mapping[str, str], rows: list[Any], *, none: str) -> None:
        """Print rows under headings (name of the column → heading), or say that there are none."""
        self.show(rows, lambda shown: print_table(columns, shown, none=none))

    @contextmanager
    def progress(self, title: str) -> Iterator[Callable[[int, int, str], None]]:
        """Show a bar while the block lasts; nothing for machines."""
        from arengo.cli.output import progress_bar  # noqa: PLC0415

        with progress_bar(title, shown=not self.as_json) as tell:
            yield tell

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Let errors be told in the form of the answer."""
        try:
            yield
        except Failed as error:
            raise Failed(error.message, as_json=self.as_json) from None


def print_facts(facts: Mapping[str, Any]) -> None:
    """Print names and values for people."""
    from arengo.cli import output  # noqa: PLC0415

    output.print_facts(facts)


def print_table(columns: Mapping[str, str], rows: list[Any], *, none: str) -> None:
    """Print rows for people."""
    from arengo.cli import output  # noqa: PLC0415

    output.print_table(columns, rows, none=none)


def on_site(function: Callable[Concatenate[Place, P], R]) -> Callable[..., R]:
    """Give a command `--data` and `--json`, and the place they make as first argument."""

    @click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        help="The folder of the site.  [default: $ARENGO_DATA, else ./data]",
    )
    @click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for machines.")
    @functools.wraps(function)
    def run(*args: Any, data: Path | None, as_json: bool, **options: Any) -> R:
        return function(Place(data, as_json), *args, **options)

    return run
