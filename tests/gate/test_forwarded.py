"""Who a request comes from is for the gate to say, not for the server below it."""

import asyncio
import socket

import pytest

from arengo.app import _server

pytestmark = pytest.mark.anyio


async def test_the_gate_hears_who_really_called():
    callers = []

    async def app(scope, _receive, send):
        callers.append(scope["client"][0])
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = _server(app)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n")
        assert await reader.readline() == b"HTTP/1.1 204 No Content\r\n"
        writer.close()
        server.should_exit = True
        await serving
    assert callers == ["127.0.0.1"]
