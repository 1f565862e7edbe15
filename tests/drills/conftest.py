"""A folder on a real disk and a server in it that can be killed."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.drills.server import Server


@pytest.fixture
def make_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Make servers that are cleared away after the test."""
    with ExitStack() as servers:

        def make(folder: Path = tmp_path, **settings: object) -> Server:
            server = Server(folder, **settings)
            servers.callback(server.close)
            return server

        yield make


@pytest.fixture
def server(make_server: Callable[..., Server]) -> Server:
    """One server with an empty site, started."""
    server = make_server()
    server.start()
    return server
