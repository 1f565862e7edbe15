"""The site behind a real socket, in the loop of the test, and people who listen to it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from arengo import app
from tests.doors.streaming.listening import SOON_S, Door


@asynccontextmanager
async def serving(whole):
    """Serve a whole on a port of this machine; nothing may be left behind."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = app._server(whole.gate)
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup(sockets=[listening])
    await server.on_tick(0)
    try:
        yield listening.getsockname()[1]
    finally:
        whole.hub.part()
        await asyncio.wait_for(_end(server), SOON_S)
        assert len(whole.hub.seats) == 0


async def _end(server):
    """End as `shutdown` does, which looks only ten times a second whether it is over."""
    for each in server.servers:
        each.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    while server.server_state.connections or server.server_state.tasks:  # noqa: ASYNC110
        await asyncio.sleep(0.001)
    for each in server.servers:
        await each.wait_closed()


@pytest.fixture
async def door(world) -> AsyncIterator[Door]:
    """Give the way in to the live door."""
    async with serving(world.whole) as port:
        yield Door(world, port)
