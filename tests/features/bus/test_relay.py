"""The relay: what one process says, the others hear; once, in order, and never their own echo."""

import asyncio
from contextlib import asynccontextmanager

import psycopg
import pytest

from arengo.bus import Bus, Message, Relay
from arengo.bus.relay import MOST_WAITING
from arengo.storage.postgresql.notices import CHANNEL, Notices
from arengo.storage.wire import LONGEST_TEXT

pytestmark = pytest.mark.anyio
SOON_S = 60


@pytest.fixture
def anyio_backend():
    return "asyncio"


class Ear:
    """Hears everything on a bus."""

    def __init__(self, bus):
        self.heard = []
        self._something = asyncio.Event()
        bus.on_message.append(self._hear)

    def _hear(self, message):
        self.heard.append(message)
        self._something.set()

    async def until(self, count):
        async with asyncio.timeout(SOON_S):
            while len(self.heard) < count:
                self._something.clear()
                await self._something.wait()
        return self.heard


async def passes(holds):
    """Let others run until something holds."""
    async with asyncio.timeout(SOON_S):
        while not holds():  # noqa: ASYNC110  nothing tells us
            await asyncio.sleep(0.005)


@asynccontextmanager
async def process(url):
    """Run what one server process has: a bus, a wire and a relay between them."""
    bus, wire = Bus(), Notices(url)
    relay = Relay(bus, wire)
    relay.start()
    try:
        await asyncio.wait_for(wire.is_listening.wait(), SOON_S)
        yield bus
    finally:
        await relay.stop()
        await wire.close()


async def test_what_one_says_all_hear_once_and_in_order(empty_postgres):
    async with process(empty_postgres) as here, process(empty_postgres) as there:
        ours, theirs = Ear(here), Ear(there)
        for number in range(1_000):  # more than one text can hold
            here.publish("posts", "deleted", number, number * 2, -1)
        here.publish("user:1", "notification", 7)
        assert await theirs.until(1_001) == ours.heard
        assert theirs.heard[3] == Message("posts", "deleted", 3, (6, -1))
        there.publish("posts", "published", 5)
        assert (await ours.until(1_002))[-1] == Message("posts", "published", 5)
        assert len(theirs.heard) == 1_002  # its own echo was left out


async def test_what_was_said_just_before_the_end_is_carried(empty_postgres):
    async with process(empty_postgres) as there:
        theirs = Ear(there)
        async with process(empty_postgres) as here:  # as the process of a command
            here.publish("announcements", "announcement", 7, ord("é"))
        assert await theirs.until(1) == [Message("announcements", "announcement", 7, (233,))]


async def test_a_lost_connection_is_made_again(empty_postgres):
    async with process(empty_postgres) as here:
        wire = Notices(empty_postgres)
        bus = Bus()
        ear, relay = Ear(bus), Relay(bus, wire)
        relay.start()
        await asyncio.wait_for(wire.is_listening.wait(), SOON_S)
        with psycopg.connect(empty_postgres, autocommit=True) as operator:
            operator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
            )
            await passes(lambda: not wire.is_listening.is_set())
            await asyncio.wait_for(wire.is_listening.wait(), SOON_S)
        here.publish("posts", "published", 1)
        assert await ear.until(1) == [Message("posts", "published", 1)]
        await relay.stop()
        await wire.close()


async def test_what_is_no_message_of_ours_harms_nobody(empty_postgres):
    async with process(empty_postgres) as here, process(empty_postgres) as there:
        ear = Ear(there)
        with psycopg.connect(empty_postgres, autocommit=True) as stranger:
            for text in ("", "{}", '["x",[["posts","published","1",[]]]]', '["x",[[1]]]'):
                stranger.execute("SELECT pg_notify(%s, %s)", (CHANNEL, text))
        here.publish("posts", "published", 1)
        assert await ear.until(1) == [Message("posts", "published", 1)]


class Deaf(Notices):
    """A wire that nothing leaves."""

    def __init__(self):
        super().__init__("")
        self.sent = []

    async def send(self, texts):
        self.sent.append(list(texts))

    async def listen(self, hear):
        del hear
        await asyncio.Event().wait()


async def test_a_batch_is_cut_where_postgresql_would_refuse_it_and_what_is_too_much_is_lost():
    bus, wire = Bus(), Deaf()
    relay = Relay(bus, wire)
    relay.start()
    for number in range(MOST_WAITING + 10):
        bus.publish("posts", "published", number)
    await passes(lambda: wire.sent)
    await relay.stop()
    (texts,) = wire.sent
    assert max(len(text.encode()) for text in texts) < LONGEST_TEXT + 200
    assert sum(text.count("published") for text in texts) == MOST_WAITING
    bus.publish("posts", "published", 1)
    assert relay._waiting == []  # nobody carries any more
