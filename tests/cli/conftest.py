"""The command line on a site of its own: with a server running beside it, or without."""

import json
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any

import pytest
from click.testing import CliRunner, Result

from arengo.cli import main
from arengo.config.settings import Settings
from tests.cli.serving import serve

Serve = Callable[[dict[str, str], Connection], None]
# The fork server has the program loaded already: each server forks from it.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.drills.loaded"])


class Terminal:
    """Types commands for one site and reads what they print."""

    def __init__(self, data: Path, environment: dict[str, str]) -> None:
        self.data = data
        self.environment = environment

    def __call__(self, *words: str, status: int = 0, **options: Any) -> Result:
        """Run a command in this process and expect its exit status."""
        result = CliRunner(env=self.environment).invoke(main, words, **options)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    def json(self, *words: str, status: int = 0) -> Any:
        """Run a command with --json and read its answer."""
        return json.loads(self(*words, "--json", status=status).stdout)

    @contextmanager
    def server(self) -> Iterator[IO[str]]:
        """Run a server on this site while the block lasts; give what it says."""
        hears, says = _processes.Pipe(duplex=False)
        server = _processes.Process(target=serve, args=(self.environment, says), daemon=True)
        server.start()
        says.close()
        with hears, open(hears.fileno(), closefd=False) as said:
            try:
                while "Arengo answers on" not in (line := said.readline()):
                    assert line, "the server stopped"
                yield said
            finally:
                server.terminate()
                said.read()
                server.join(30)


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., str]:
    """Start a server that cannot serve `tmp_path`; return what it says when it gives up."""

    def start(run: Serve = serve, **environment: str) -> str:
        hears, says = _processes.Pipe(duplex=False)
        place = {"ARENGO_DATA": str(tmp_path), "ARENGO_METRICS_BIND": ""}
        server = _processes.Process(target=run, args=(place | environment, says), daemon=True)
        server.start()
        says.close()
        with hears, open(hears.fileno(), closefd=False) as said:
            words = said.read()
        server.join(30)
        assert server.exitcode == 1, words
        return words

    return start


@pytest.fixture
def terminal(settings: Settings) -> Terminal:
    """Give a terminal on an empty site of each engine."""
    environment = {"ARENGO_DATA": str(settings.data), "ARENGO_METRICS_BIND": ""}
    if settings.database_url:
        environment["ARENGO_DATABASE_URL"] = settings.database_url
    return Terminal(settings.data, environment)


@pytest.fixture
def sqlite(tmp_path: Path) -> Terminal:
    """Give a terminal on an empty site in an SQLite file."""
    return Terminal(tmp_path, {"ARENGO_DATA": str(tmp_path), "ARENGO_METRICS_BIND": ""})


@pytest.fixture(params=["alone", "beside a server"])
def anywhere(request: pytest.FixtureRequest, terminal: Terminal) -> Iterator[Terminal]:
    """Give a terminal on each engine, with a running server and without."""
    if request.param == "alone":
        yield terminal
        return
    with terminal.server():
        yield terminal


@pytest.fixture
def newcomer() -> Callable[..., tuple[str, ...]]:
    """Give the words that create somebody."""

    def words(name: str, *more: str) -> tuple[str, ...]:
        return "accounts", "create", name, "--email", f"{name}@example.org", *more

    return words
