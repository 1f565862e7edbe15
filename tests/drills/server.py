"""A real server in a process of its own that starts in a moment, so that it can be killed often.

`multiprocessing`'s fork server has the program loaded already; each child forks from it and then
runs `arengo.app.serve`, sockets, threads and all. Nothing is shared with the test or between them.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

from arengo.config.settings import Settings, load_settings
from tests.drills.serving import serve_logged
from tests.ports import free_port

START_S = 180  # a machine may be slow, and others may work on it
STOP_S = 60
ANSWER_S = 60
Runner = Callable[[Settings, Path], None]

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.drills.loaded"])


class Server:
    """One site on SQLite whose server is started, killed and started again."""

    def __init__(self, folder: Path, **settings: object) -> None:
        """Keep everything in `folder`."""
        self.port = free_port()
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
        self._connections.append(HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_S))
        return self._connections[-1]

    @property
    def pid(self) -> int:
        """Return the number of its last process."""
        assert self.process.pid is not None
        return self.process.pid

    def kill(self) -> None:
        """End it with no chance to do anything: `kill -9`."""
        os.kill(self.pid, signal.SIGKILL)
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
