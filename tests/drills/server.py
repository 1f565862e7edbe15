"""A real server in a process of its own that starts in a moment, so that it can be killed often.

`multiprocessing`'s fork server has the program loaded already; each child forks from it and then
runs `arengo.app.serve`, sockets, threads and all. Nothing is shared with the test or between them.
"""

import multiprocessing
import os
import random
import signal
import socket
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

from arengo.config.settings import Settings, load_settings
from tests.drills.serving import serve_logged

START_S = 60
STOP_S = 30
Runner = Callable[[Settings, Path], None]

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.drills.loaded"])


class Server:
    """One site on SQLite whose server is started, killed and started again."""

    def __init__(self, folder: Path, **settings: object) -> None:
        """Keep everything in `folder`."""
        self.port = _port_to_come_back_to()
        self.launches = 0
        self._connections: list[HTTPConnection] = []
        self.log = folder / "server.log"
        self.log.touch()
        self.settings = load_settings(
            {},
            data=folder / "data",
            port=self.port,
            metrics_bind="",
            **{"profile": "test", **settings},
        )
        self.database = self.settings.data / "arengo.db"

    def launch(self, run: Runner = serve_logged) -> None:
        """Start the process without waiting for it to answer."""
        self.launches += 1
        self.process = _processes.Process(target=run, args=(self.settings, self.log), daemon=True)
        self.process.start()

    def start(self, run: Runner = serve_logged) -> None:
        """Start it and wait until it answers."""
        self.launch(run)
        deadline = time.monotonic() + START_S
        while not self.answers():
            assert self.process.exitcode is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            self.process.join(0.005)

    def answers(self) -> bool:
        """Say whether somebody listens and is well."""
        http = self.connect()
        try:
            http.request("GET", "/health")
            return http.getresponse().status == 200
        except OSError:
            return False
        finally:
            http.close()

    def connect(self) -> HTTPConnection:
        """Return a keep-alive connection that ends with this server's last process."""
        self._connections.append(HTTPConnection("127.0.0.1", self.port, timeout=30))
        return self._connections[-1]

    def kill(self) -> None:
        """End it with no chance to do anything: `kill -9`."""
        assert self.process.pid is not None
        os.kill(self.process.pid, signal.SIGKILL)
        assert self.wait() == -signal.SIGKILL, self.log.read_text()

    def stop(self) -> int:
        """Ask it to stop, and return its exit code."""
        self.process.terminate()
        return self.wait()

    def wait(self) -> int:
        """Return the exit code of a process that ends by itself."""
        self.process.join(STOP_S)
        assert self.process.exitcode is not None, self.log.read_text()
        return self.process.exitcode

    def close(self) -> None:
        """Leave nothing behind, whatever happened."""
        if hasattr(self, "process"):
            self.process.kill()
            self.process.join()
        for connection in self._connections:
            connection.close()


def _port_to_come_back_to() -> int:
    """Find a free port among those that the kernel gives to nobody while our server is away."""
    while True:
        port = random.SystemRandom().randint(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
