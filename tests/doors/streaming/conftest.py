"""The site behind a real socket, in the loop of the test, and people who listen to it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from arengo import app
from tests.doors.streaming.listening import Door


@asynccontextmanager
async def serving(whole):
    """Serve a whole on a port of this machine; nothing may be left behind."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = app._server(whole.gate)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        async with asyncio.timeout(20):
            while not server.started:  # noqa: ASYNC110  nothing tells us
                await asyncio.sleep(0.001)
        yield listening.getsockname()[1]
    finally:
        whole.hub.part()
        server.should_exit = True
        await asyncio.wait_for(running, 20)
        assert len(whole.hub.seats) == 0
        assert not server.server_state.tasks


@pytest.fixture
async def door(world) -> AsyncIterator[Door]:
    """Give the way in to the live door."""
    async with serving(world.whole) as port:
        yield Door(world, port)
