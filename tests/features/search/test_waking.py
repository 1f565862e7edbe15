"""Several processes on PostgreSQL: what another one took is learnt at once."""

import asyncio

import pytest

from arengo.app import build
from arengo.jobs import worker
from arengo.providers.mail import NullMailer
from tests.world import World

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("engine", ["postgresql"], indirect=True),
]
SOON_S = 60


async def test_the_process_that_learns_is_woken_by_the_others(world, settings, alice, monkeypatch):
    monkeypatch.setattr(worker, "LOOK_AT_LEAST_EVERY_S", 3_600.0)
    other = build(settings, mail=NullMailer(), number=1)
    await other.start(work=False)
    try:
        await world.run_jobs()
        await world.whole.worker.start()
        await asyncio.wait_for(world.db.wire.is_listening.wait(), SOON_S)
        there = World(other, settings).holder("alice", alice.token, alice.account_id)
        post = await there.publish("a pomegranate")
        async with asyncio.timeout(SOON_S):
            while await found(alice, "pomegranate") != [post["id"]]:  # noqa: ASYNC110  nothing tells us
                await asyncio.sleep(0.02)
    finally:
        await other.stop()


async def found(person, words):
    answer = await person.get("/api/v2/search", params={"q": words, "type": "statuses"})
    return [each["id"] for each in answer.json()["statuses"]]
