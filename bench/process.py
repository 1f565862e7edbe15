"""Starts a server on one core and reads what it costs from /proc."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

SERVER_CORE: Final = max(os.sched_getaffinity(0))
LOAD_CORE: Final = min(os.sched_getaffinity(0))


class Server:
    """A running server process."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, start_s: float) -> None:
        """Watch `process`."""
        self.process = process
        self.port = port
        self.start_s = start_s

    def cpu_ns(self) -> int:
        """Return CPU time so far, of all threads of it and of the processes that it keeps."""
        return sum(
            int(spent.read_text().split()[0])
            for process in [self.process.pid, *_children(self.process.pid)]
            for spent in Path(f"/proc/{process}/task").glob("*/schedstat")
        )

    def resident_mb(self) -> float:
        """Return resident memory."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS: the server has ended")


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    data: Path, url: str | None, env: Mapping[str, str], *, python: str = sys.executable
) -> Iterator[Server]:
    """Serve a site on the server's core until the block ends."""
    port = free_port()
    settings = {
        "ARENGO_DATA": str(data),
        "ARENGO_PORT": str(port),
        "ARENGO_METRICS_BIND": "",
        "ARENGO_PROFILE": "test",
        **env,
    }
    if url:
        settings["ARENGO_DATABASE_URL"] = url
    command = ("-m", "arengo", "serve", "--port", str(port), "--data", str(data))
    with running(
        *command, port=port, ready_path="/health", env=settings, log=data / "log", python=python
    ) as server:
        yield server


@contextmanager
def running(
    *command: str,
    port: int,
    ready_path: str,
    env: Mapping[str, str],
    log: Path,
    python: str = sys.executable,
) -> Iterator[Server]:
    """Run a command on the server's core until the block ends; yields once it answers."""
    began = time.perf_counter()
    with log.open("ab") as sink:
        process = subprocess.Popen(
            ["taskset", "-c", str(SERVER_CORE), python, *command],
            stdout=sink,
            stderr=sink,
            env={**os.environ, **env},
        )
    try:
        _wait(process, port, ready_path)
        yield Server(process, port, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(each) for each in listed.split()]


def _wait(process: "subprocess.Popen[bytes]", port: int, path: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}; see its log")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as probe:
                probe.sendall(
                    f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
                )
                if b" 200 " in probe.recv(64):
                    return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError("the server did not answer within a minute")
