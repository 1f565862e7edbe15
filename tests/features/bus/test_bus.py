"""The bus: whoever listens hears what is said, in order; who is too slow is dropped."""

import asyncio

import pytest

from arengo.bus import Bus, Message

pytestmark = pytest.mark.anyio


async def first(messages, count):
    """Take some messages."""
    taken = []
    async for message in messages:
        taken.append(message)
        if len(taken) == count:
            break
    return taken


async def test_a_subscriber_hears_its_topics_in_order():
    bus = Bus()
    with bus.subscribe(["user:1", "public"]) as messages:
        bus.publish("user:1", "notification", 10)
        bus.publish("user:2", "notification", 11)
        bus.publish("public", "post", 12)
        heard = await first(messages, 2)
    assert heard == [Message("user:1", "notification", 10), Message("public", "post", 12)]


async def test_a_waiting_subscriber_is_woken():
    bus = Bus()
    with bus.subscribe(["public"]) as messages:
        waiting = asyncio.create_task(first(messages, 1))
        await asyncio.sleep(0)
        bus.publish("public", "post", 1)
        assert await asyncio.wait_for(waiting, 60) == [Message("public", "post", 1)]


async def test_nothing_is_heard_before_entering_or_after_leaving():
    bus = Bus()
    subscription = bus.subscribe(["public"])
    bus.publish("public", "post", 1)
    with subscription as messages:
        bus.publish("public", "post", 2)
    bus.publish("public", "post", 3)
    assert await first(messages, 1) == [Message("public", "post", 2)]
    assert bus._subscriptions == {}


async def test_a_slow_subscriber_is_dropped_and_holds_nobody_up():
    bus = Bus()
    with bus.subscribe(["public"], size=2) as slow, bus.subscribe(["public"]) as quick:
        for number in range(4):
            bus.publish("public", "post", number)
        assert [message.id async for message in slow] == [0, 1]  # the iteration ends
        assert slow.was_dropped
        assert [message.id for message in await first(quick, 4)] == [0, 1, 2, 3]
        assert not quick.was_dropped
