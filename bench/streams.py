"""Live streams: what thousands of idle WebSockets weigh, and how soon a post reaches a thousand."""

import asyncio
import base64
import json
import os
import time
from collections.abc import Sequence
from typing import Final

from typing_extensions import override

from bench.data import Generated
from bench.load import Timing, ask, fetch, request_bytes
from bench.process import Server

IDLE: Final = 5_000
HEARING: Final = 1_000
POSTS: Final = 50
_AT_ONCE: Final = 50
_PATIENCE_S: Final = 30.0


class Listener(asyncio.Protocol):
    """One WebSocket that notes when something came; it answers pings with nothing."""

    def __init__(self, request: bytes) -> None:
        """Begin with `request`, a handshake."""
        self._request = request
        self.let_in: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.came_at: list[float] = []
        self._head = b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask to be let in."""
        self.transport = transport
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._request)

    @override
    def data_received(self, data: bytes) -> None:
        """Note when a text frame begins; one post is one frame, and there is one post at a time."""
        if self.let_in.done():
            if data[0] == 0x81:  # noqa: PLR2004  a text frame
                self.came_at.append(time.perf_counter())
            return
        self._head += data
        if b"\r\n\r\n" in self._head:
            assert b" 101 " in self._head, self._head
            self.let_in.set_result(None)


async def listen(port: int, tokens: Sequence[str], *, count: int) -> list[Listener]:
    """Open so many sockets that listen to homes, in turn for each token."""
    loop = asyncio.get_running_loop()
    found: list[Listener] = []
    for first in range(0, count, _AT_ONCE):
        some = [
            Listener(_handshake(tokens[number % len(tokens)]))
            for number in range(first, min(first + _AT_ONCE, count))
        ]
        opened = (
            loop.create_connection(lambda each=each: each, "127.0.0.1", port)  # type: ignore[misc]
            for each in some
        )
        await asyncio.gather(*opened)
        await asyncio.gather(*(each.let_in for each in some))
        found += some
    return found


def hang_up(listeners: Sequence[Listener]) -> None:
    """Close every socket."""
    for each in listeners:
        each.transport.close()


async def weight_mb(server: Server, site: Generated) -> float:
    """Return the memory of the server while thousands of sockets are idle on it."""
    listeners = await listen(server.port, site.tokens, count=IDLE)
    weight = server.resident_mb()
    hang_up(listeners)
    return weight


async def reach(server: Server, site: Generated) -> Timing:
    """Time from sending a post to its arrival at each of a thousand sockets."""
    author = request_bytes("/api/v1/accounts/verify_credentials", token=site.tokens[0])
    author_id = json.loads(await fetch(server.port, author))["id"]
    follow = f"/api/v1/accounts/{author_id}/follow"
    others = [request_bytes(follow, token=each, method="POST") for each in site.tokens[1:]]
    await ask(server.port, others, times=len(others), connections=4)
    listeners = await listen(server.port, site.tokens, count=HEARING)
    seconds: list[float] = []
    started = time.perf_counter()
    for number in range(POSTS):
        seconds += await _one_post(server.port, site.tokens[0], number, listeners)
    hang_up(listeners)
    return Timing(sorted(seconds), time.perf_counter() - started, 1)


async def _one_post(
    port: int, token: str, number: int, listeners: Sequence[Listener]
) -> list[float]:
    body = json.dumps({"status": f"Live post number {number}."}).encode()
    began = time.perf_counter()
    asked = request_bytes("/api/v1/statuses", token=token, method="POST", body=body)
    await ask(port, [asked], times=1, connections=1)
    while any(len(each.came_at) <= number for each in listeners):
        assert time.perf_counter() - began < _PATIENCE_S, "a post did not reach everybody"
        await asyncio.sleep(0.005)
    return [each.came_at[number] - began for each in listeners]


def _handshake(token: str) -> bytes:
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        "GET /api/v1/streaming?stream=user HTTP/1.1",
        "Host: localhost",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
        f"Authorization: Bearer {token}",
    ]
    return "\r\n".join([*lines, "", ""]).encode()
