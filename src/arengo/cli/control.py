"""The line from a command to the site: the running server's socket, or our own process."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import click

from arengo.cli.failing import Failed
from arengo.cli.waking import kept_for_good
from arengo.config.keys import has_keys
from arengo.config.settings import Settings
from arengo.control.addresses import NAME, connect
from arengo.control.protocol import Progress, Question, Refused, read_answer, to_line

Tell = Callable[[int, int, str], None]


def _tell_nobody(_done: int, _total: int, _words: str) -> None:
    """Take progress that nobody wants to see."""


class Line(Protocol):
    """Something that runs commands on a site."""

    def ask(self, command: str, arguments: dict[str, Any], tell: Tell = _tell_nobody) -> Any:
        """Run a command and return its result; raises Failed."""
        ...


class ServerLine:
    """Asks the running server."""

    def __init__(self, link: socket.socket) -> None:
        """Talk over `link`."""
        self._file = link.makefile("rwb")

    def ask(self, command: str, arguments: dict[str, Any], tell: Tell = _tell_nobody) -> Any:
        """Send one question and read answers until it is settled."""
        with contextlib.suppress(BrokenPipeError):
            self._file.write(to_line(Question(command, arguments)))
            self._file.flush()
        while line := self._heard():
            answer = read_answer(line)
            if isinstance(answer, Progress):
                tell(answer.done, answer.total, answer.words)
            elif isinstance(answer, Refused):
                raise Failed(answer.words)
            else:
                return answer.value
        raise Failed("The server stopped before it answered. Its log says why; try again.")

    def _heard(self) -> bytes:
        """Read a line; none comes from a server that has ended, also with our question unread."""
        try:
            return self._file.readline()
        except ConnectionResetError:
            return b""


class OwnLine:
    """Runs the same commands in this process, on the same engine, without serving anybody."""

    def __init__(self, settings: Settings, runner: asyncio.Runner) -> None:
        """Open the site."""
        with kept_for_good():
            # Heavy, and not needed beside a server.
            from arengo.control import verbs  # noqa: F401, PLC0415  declares the commands
            from arengo.opening import open_quietly  # noqa: PLC0415

        self._runner = runner
        if not has_keys(settings.data):
            click.echo(f"A new site begins in {settings.data.absolute()}.", err=True)
        try:
            self._opened = open_quietly(settings)
            runner.run(self._opened.start())
        except Exception as error:  # whichever engine it is
            raise Failed(f"The site cannot be opened. {error}") from error

    def ask(self, command: str, arguments: dict[str, Any], tell: Tell = _tell_nobody) -> Any:
        """Run the command here."""
        from arengo.base.errors import Refusal  # noqa: PLC0415
        from arengo.control.commands import run_command  # noqa: PLC0415

        try:
            return self._runner.run(run_command(self._opened.site, command, arguments, tell))
        except Refusal as refusal:
            raise Failed(refusal.message) from None

    def close(self) -> None:
        """Close the site cleanly."""
        self._runner.run(self._opened.stop())


@contextlib.contextmanager
def open_line(settings: Settings, *, begins: bool) -> Iterator[Line]:
    """Yield a line to the server of this data folder, or open the site ourselves.

    Where there is none yet, only a command that `begins` one makes it.
    """
    try:
        link = connect(settings.data)
    except PermissionError:
        path = settings.data / NAME
        raise Failed(f"{path} belongs to somebody else. Run this as the server's user.") from None
    except OSError as error:
        raise Failed(f"The folder {settings.data} cannot be used: {error.strerror}.") from None
    if link is not None:
        with link:
            yield ServerLine(link)
        return
    if not begins and not has_keys(settings.data):
        raise Failed(
            f"There is no site in {settings.data.absolute()}. `arengo serve` begins one; "
            "--data or ARENGO_DATA names another folder."
        )
    with asyncio.Runner() as runner, contextlib.closing(OwnLine(settings, runner)) as line:
        yield line
