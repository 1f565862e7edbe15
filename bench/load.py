"""Asks a server the same kind of thing many times over keep-alive connections and times it."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle


@dataclass(frozen=True, slots=True)
class Timing:
    """What the caller saw: latencies in seconds, sorted, and the size of one answer."""

    seconds: list[float]
    wall_s: float
    body_bytes: int

    def quantile(self, share: float) -> float:
        """Return a latency in milliseconds."""
        return 1_000 * self.seconds[min(int(len(self.seconds) * share), len(self.seconds) - 1)]

    @property
    def per_second(self) -> float:
        """Return requests a second."""
        return len(self.seconds) / self.wall_s


class Refused(RuntimeError):
    """The server answered something other than success: there is nothing to measure."""


def request_bytes(
    path: str,
    *,
    token: str | None = None,
    method: str = "GET",
    body: bytes = b"",
    content_type: str = "application/json",
) -> bytes:
    """Return one HTTP/1.1 request."""
    head = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    if token:
        head.append(f"Authorization: Bearer {token}")
    if body:
        head += [f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, "", ""]).encode() + body


async def ask(port: int, requests: Sequence[bytes], *, times: int, connections: int = 16) -> Timing:
    """Send `times` requests in turn from the list; raises Refused at the first that fails."""
    waiting = iter(range(times))
    source = cycle(requests)
    seconds: list[float] = []
    sizes: list[int] = []
    started = time.perf_counter()
    await asyncio.gather(
        *(_connection(port, source, waiting, seconds, sizes) for _ in range(connections))
    )
    wall = time.perf_counter() - started
    return Timing(sorted(seconds), wall, sum(sizes) // len(sizes))


async def _connection(
    port: int,
    source: Iterator[bytes],
    waiting: Iterator[int],
    seconds: list[float],
    sizes: list[int],
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in waiting:
        began = time.perf_counter()
        writer.write(next(source))
        head = await reader.readuntil(b"\r\n\r\n")
        size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        body = await reader.readexactly(size)
        seconds.append(time.perf_counter() - began)
        sizes.append(size)
        if not head.startswith(b"HTTP/1.1 2"):
            raise Refused(head.split(b"\r\n")[0].decode() + " " + body[:200].decode())
    writer.close()
