"""Records the life of a real server: it starts with nothing, is written to, and is stopped."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.clients.server import environment_of_a_host
from tests.drills.people import Client, join
from tests.drills.power.life import Life, life_of
from tests.drills.power.trace import COMMAND, read_trace
from tests.drills.server import Server

WRITERS = 4
POSTS_EACH = 16
_SERVING = "tests.drills.power.serving"


class TracedServer(Server):
    """The server as a child of `strace`, which writes down what both of them can see."""

    def __init__(self, folder: Path, synchronous: str) -> None:
        super().__init__(folder)
        self.trace = folder / "trace"
        self._synchronous = synchronous

    def launch(self, _run: Callable[..., None] | None = None) -> None:
        """Start both."""
        self.launches += 1
        place = (str(self.port), str(self.settings.data), self._synchronous)
        with self.log.open("ab") as log:
            self.process = _Traced(
                (*COMMAND, "-o", str(self.trace), sys.executable, "-m", _SERVING, *place),
                env=environment_of_a_host(self.log.parent),
                cwd=Path(__file__).parents[3],
                stderr=log,
            )


class _Traced(subprocess.Popen[bytes]):
    """Speaks of the server, not of `strace`: who is killed and who is waited for."""

    @property
    def exitcode(self) -> int | None:
        return self.poll()

    def join(self, timeout: float | None = None) -> None:
        try:
            self.wait(timeout)
        except subprocess.TimeoutExpired:
            return

    def terminate(self) -> None:
        os.kill(self._server(), signal.SIGTERM)

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self._server(), signal.SIGKILL)

    def _server(self) -> int:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return int(children[0])


def record(folder: Path, synchronous: str) -> Life:
    """Let several people write at once, and return what the server did and promised."""
    server = TracedServer(folder, synchronous)
    try:
        server.start()
        token = join(server, "alice").token
        with ThreadPoolExecutor(WRITERS) as threads:
            list(threads.map(lambda n: _write(Client(server, token), n), range(WRITERS)))
        assert server.stop() == 0, server.log.read_text()
    finally:
        server.close()
    return life_of(read_trace(server.trace), folder)


def _write(client: Client, writer: int) -> None:
    for number in range(POSTS_EACH):
        post_id = client.publish(f"{writer}-{number} " + "word " * number)
        if number % 4 == 1:
            client.ask("POST", f"/api/v1/statuses/{post_id}/favourite")
        if number % 4 == 3:
            client.ask("DELETE", f"/api/v1/statuses/{post_id}")
