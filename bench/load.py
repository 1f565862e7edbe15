"""Asks a server the same kind of thing many times over keep-alive connections and times it."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Final

_BOUNDARY: Final = "between-parts"


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
    cookie: str = "",
    method: str = "GET",
    body: bytes = b"",
    content_type: str = "application/json",
) -> bytes:
    """Return one HTTP/1.1 request."""
    head = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    if token:
        head.append(f"Authorization: Bearer {token}")
    if cookie:
        head.append(f"Cookie: {cookie}")
    if body:
        head += [f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, "", ""]).encode() + body


def form_bytes(
    path: str, *, token: str, values: Mapping[str, str], name: str, content: bytes
) -> bytes:
    """Return one request that uploads a form with a file."""
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'
        for key, text in values.items()
    ]
    parts.append(
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="it"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = "".join(parts).encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
    said = f"multipart/form-data; boundary={_BOUNDARY}"
    return request_bytes(path, token=token, method="POST", body=body, content_type=said)


async def fetch(port: int, request: bytes) -> bytes:
    """Return the body of one answer; raises Refused when it is no success."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    body = await _answer(reader)
    writer.close()
    return body


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
        body = await _answer(reader)
        seconds.append(time.perf_counter() - began)
        sizes.append(len(body))
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    body = await reader.readexactly(size)
    if not head.startswith(b"HTTP/1.1 2"):
        raise Refused(head.split(b"\r\n")[0].decode() + " " + body[:200].decode())
    return body
