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

TICK_S: Final = 1 / os.sysconf("SC_CLK_TCK")
SERVER_CORE: Final = max(os.sched_getaffinity(0))
LOAD_CORE: Final = min(os.sched_getaffinity(0))


class Server:
    """A running server process."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, start_s: float) -> None:
        """Watch `process`."""
        self.process = process
        self.port = port
        self.start_s = start_s

    def cpu_s(self) -> float:
        """Return CPU seconds of all its threads so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * TICK_S

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
def running(
    *command: str, port: int, ready_path: str, env: Mapping[str, str], log: Path
) -> Iterator[Server]:
    """Run a command on the server's core until the block ends; yields once it answers."""
    began = time.perf_counter()
    with log.open("ab") as sink:
        process = subprocess.Popen(
            ["taskset", "-c", str(SERVER_CORE), sys.executable, *command],
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
