"""Starts the real server as a process of its own, as a host would, and stops it again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from typing import Final

import httpx

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
START_S = 180  # a machine may be slow, and others may work on it
STOP_S = 60
# Nothing here is certified: reading whom a machine trusts takes longer than a page.
TRUST: Final = SSLContext(PROTOCOL_TLS_CLIENT)


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers, and where it keeps its things."""

    origin: str
    data: Path
    log: Path

    @property
    def host(self) -> str:
        return self.origin.removeprefix("http://")


def calling(origin: str, *, token: str = "") -> httpx.Client:
    """Return a client of this site, for somebody or for nobody."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.Client(base_url=origin, headers=headers, timeout=60, trust_env=False, verify=TRUST)


def environment_of_a_host(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of somebody with an empty home and nothing configured."""
    known = ("COVERAGE", "PYTHONPYCACHEPREFIX")  # what is compiled already need not be again
    passed_on = {name: text for name, text in os.environ.items() if name.startswith(known)}
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "PYTHONUNBUFFERED": "1",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        **passed_on,
        **more,
    }


@contextmanager
def running_arengo(
    home: Path,
    *,
    database_url: str | None = None,
    port: int | None = None,
    program: str = "arengo",
) -> Iterator[RunningServer]:
    """Run `arengo serve --profile test` until the block ends; it must start, answer and stop."""
    port, log = port or free_port(), home / "server.log"
    server = RunningServer(origin=f"http://localhost:{port}", data=home / "data", log=log)
    command = [sys.executable, "-m", program, "serve", "--profile", "test"]
    command += ["--port", str(port), "--data", str(server.data)]
    environment = environment_of_a_host(home, ARENGO_METRICS_BIND="127.0.0.1:0")
    if database_url is not None:
        environment["ARENGO_DATABASE_URL"] = database_url
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment, cwd=home, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_healthy(process, server)
        yield server
    finally:
        _stop(process)
    complaints = [line for line in log.read_text().splitlines() if "Traceback" in line]
    assert not complaints, f"the server met an error it did not expect:\n{log.read_text()}"
    assert process.returncode in {0, -signal.SIGTERM}, log.read_text()


def _wait_until_healthy(process: "subprocess.Popen[bytes]", server: RunningServer) -> None:
    deadline = time.monotonic() + START_S
    with calling(server.origin) as http:
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise RuntimeError(f"the server ended:\n{server.log.read_text()}")
            try:
                if http.get("/health", timeout=5).is_success:
                    return
            except httpx.TransportError:
                _wait_briefly(process)
    raise TimeoutError(f"no answer within {START_S} s:\n{server.log.read_text()}")


def _wait_briefly(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=0.05)
    except subprocess.TimeoutExpired:
        return


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise
