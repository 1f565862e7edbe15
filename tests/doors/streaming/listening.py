"""Listeners with real clients: a WebSocket of the library websockets, and a plain HTTP line."""

import asyncio
import contextlib
import json
from contextlib import asynccontextmanager
from urllib.parse import urlencode

from websockets.asyncio import client
from websockets.exceptions import ConnectionClosed

SOON_S = 20


class Ear:
    """One WebSocket."""

    def __init__(self, socket):
        self.socket = socket

    async def say(self, **wish):
        await self.socket.send(json.dumps(wish))

    async def hear(self):
        """Return the next frame."""
        frame = json.loads(await asyncio.wait_for(self.socket.recv(), SOON_S))
        if isinstance(frame.get("payload"), str) and frame["payload"].startswith("{"):
            frame["payload"] = json.loads(frame["payload"])
        return frame

    async def hears(self, count):
        return [await self.hear() for _ in range(count)]

    async def end(self):
        """Read on to the end; return the code with which the other side ended it."""
        async with asyncio.timeout(SOON_S):
            with contextlib.suppress(ConnectionClosed):
                while True:
                    await self.socket.recv()
        return self.socket.close_code


class Lines:
    """One event stream."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    async def head(self):
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), SOON_S)
        return head.decode()

    async def hear(self):
        """Return (event, data) of the next event; of a comment (None, its text)."""
        size = int((await asyncio.wait_for(self.reader.readline(), SOON_S)).strip() or b"0", 16)
        if not size:
            return None
        chunk = (await self.reader.readexactly(size + 2))[:-2].decode()
        if chunk.startswith(":"):
            return None, chunk[1:].strip()
        event, data, *_ = chunk.split("\n")
        data = data.removeprefix("data: ")
        return event.removeprefix("event: "), json.loads(data) if data[0] == "{" else data

    async def end(self):
        """Wait until the other side ended it."""
        return await asyncio.wait_for(self.reader.read(), SOON_S)


class Door:
    """Opens lines to a running site."""

    def __init__(self, world, port):
        self.world, self.port = world, port

    @asynccontextmanager
    async def socket(self, person=None, *, headers=None, subprotocols=None, **query):
        """Open a WebSocket with a person's token in the header."""
        headers = dict(headers or {})
        if person is not None:
            headers["Authorization"] = f"Bearer {person.token}"
        address = f"ws://127.0.0.1:{self.port}/api/v1/streaming?{urlencode(query)}"
        async with client.connect(
            address,
            additional_headers=headers,
            subprotocols=subprotocols,
            proxy=None,
            ping_interval=None,
        ) as socket:
            yield Ear(socket)

    @asynccontextmanager
    async def lines(self, person, path, *, cookie="", **query):
        """Open an event stream: one of the API, or with a slash in front any other."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        token = f"Authorization: Bearer {person.token}\r\n" if person and person.token else ""
        token += f"Cookie: {cookie}\r\n" if cookie else ""
        place = path if path.startswith("/") else f"/api/v1/streaming/{path}"
        target = f"{place}?{urlencode(query)}"
        writer.write(f"GET {target} HTTP/1.1\r\nHost: x\r\n{token}\r\n".encode())
        try:
            yield Lines(reader, writer)
        finally:
            writer.close()

    async def listening(self, count):
        """Wait until so many lines listen to something."""
        seats = self.world.whole.hub.seats
        async with asyncio.timeout(SOON_S):
            while sum(bool(each.labels) for each in seats) != count:  # noqa: ASYNC110
                await asyncio.sleep(0.001)

    async def streams(self, count):
        """Wait until so many subscriptions exist."""
        seats = self.world.whole.hub.seats
        async with asyncio.timeout(SOON_S):
            while sum(len(each.labels) for each in seats) != count:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
