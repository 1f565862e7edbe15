"""Several processes on PostgreSQL: who listens at one hears what another one took."""

import asyncio
import json
from functools import partial

from websockets.asyncio import client

from tests.drills.people import Client, join
from tests.drills.test_workers import alone, children, database, only, workers

__all__ = ["database", "workers"]  # fixtures
SOON_S = 60


def test_a_post_is_heard_at_every_process(workers) -> None:
    token = join(workers, "alice").token
    one, other, *_ = children(workers)
    heard = []

    async def listen_at_one() -> None:
        address = f"ws://127.0.0.1:{workers.port}/api/v1/streaming?stream=user&access_token={token}"
        with only(one, workers):
            socket = await client.connect(address, proxy=None, open_timeout=SOON_S)
            await socket.send("{")  # its answer comes after the stream in the address
            assert json.loads(await asyncio.wait_for(socket.recv(), SOON_S))["status"] == 400
        try:
            text = "from the other one"
            publish = partial(Client.publish, Client(workers, token), text, "once")
            await asyncio.to_thread(alone, other, workers, publish)  # the listener's process waits
            frame = json.loads(await asyncio.wait_for(socket.recv(), SOON_S))
            heard.append(json.loads(frame["payload"])["content"])
        finally:
            await socket.close()

    asyncio.run(listen_at_one())
    assert heard == ["<p>from the other one</p>"]
