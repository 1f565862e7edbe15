"""Whatever a listener sends is answered or ends its line; nothing breaks and nothing stays."""

import asyncio
import base64
import os
import struct
import time
from types import SimpleNamespace

import pytest

from arengo.gate import limits
from arengo.streaming import connections
from arengo.streaming.streams import Stream
from tests.doors.streaming.listening import SOON_S
from tests.surface.callers import callers_of

pytestmark = pytest.mark.anyio
WORDS = [
    ("{", 400),
    ("[]", 400),
    ('"user"', 400),
    ("null", 400),
    ('{"type":5}', 400),
    ('{"type":"subscribe","stream":{}}', 400),
    ('{"type":"subscribe"}', 400),
    ('{"type":"subscribe","stream":"nonsense"}', 400),
    ('{"type":"dance","stream":"user"}', 400),
    ('{"type":"subscribe","stream":"hashtag"}', 400),
    ('{"type":"subscribe","stream":"hashtag","tag":"?!"}', 422),
    ('{"type":"subscribe","stream":"list"}', 400),
    ('{"type":"subscribe","stream":"list","list":"-1"}', 400),
    ('{"type":"subscribe","stream":"list","list":"1"}', 404),
    ('{"type":"subscribe","stream":"list","list":99999999999999999999999}', 400),
    ('{"type":"subscribe","stream":"user\\u0000"}', 400),
]


async def raw_socket(door, alice, extra=b""):
    """Open a WebSocket by hand, to write on it what no client would."""
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    lines = [
        b"GET /api/v1/streaming?stream=public" + extra + b" HTTP/1.1",
        b"Host: x",
        b"Upgrade: websocket",
        b"Connection: Upgrade",
        b"Sec-WebSocket-Version: 13",
        b"Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)),
        b"Authorization: Bearer " + alice.token.encode(),
    ]
    writer.write(b"\r\n".join([*lines, b"", b""]))
    return reader, writer


def frame(opcode, payload, *, masked=True, final=True):
    head = bytes([(0x80 if final else 0) | opcode])
    size = len(payload)
    mask = 0x80 if masked else 0
    head += bytes([mask | size]) if size < 126 else bytes([mask | 126]) + struct.pack("!H", size)
    return head + (b"\0\0\0\0" if masked else b"") + payload


async def test_words_that_mean_nothing_are_answered_and_the_line_goes_on(door, alice):
    async with door.socket(alice) as ear:
        for words, status in WORDS:
            await ear.socket.send(words)
            answer = await ear.hear()
            assert answer["status"] == status, (words, answer)
            assert isinstance(answer["error"], str)
        await ear.say(type="subscribe", stream="user")
        await door.listening(1)
    await door.listening(0)


async def test_a_wrong_stream_in_the_address_is_said_on_the_line(door, alice):
    async with door.socket(alice, stream="nonsense") as ear:
        assert await ear.hear() == {"error": "Unknown stream type", "status": 400}


async def test_a_list_of_somebody_else_is_not_there(door, alice, bob):
    made = (await bob.post("/api/v1/lists", json={"title": "mine"})).json()
    async with door.socket(alice) as ear:
        await ear.say(type="subscribe", stream="list", list=made["id"])
        assert (await ear.hear())["status"] == 404


async def test_a_list_needs_the_scopes_that_its_posts_need(door, world):
    callers = await callers_of(world)
    made = (await callers.alice.post("/api/v1/lists", json={"title": "mine"})).json()
    narrow = await callers.with_scopes("read:notifications")
    async with door.socket(narrow) as ear:
        await ear.say(type="subscribe", stream="list", list=made["id"])
        assert (await ear.hear())["status"] == 403
        await ear.say(type="subscribe", stream="user:notification")
        await door.listening(1)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (frame(2, b"bytes"), 1007),
        (frame(1, b"\xff\xfe"), 1007),
        (frame(1, b"x" * 5_000), 1009),
        (frame(1, b"x", masked=False), 1002),
        (frame(3, b""), 1002),
        (frame(0, b"no beginning"), 1002),
        (frame(9, b"x" * 126), 1002),
        (frame(8, b"x"), 1002),
    ],
    ids=["binary", "not utf-8", "huge", "unmasked", "reserved", "orphan", "long ping", "bad close"],
)
async def test_broken_frames_end_the_line_with_their_code(door, alice, sent, code, caplog):
    reader, writer = await raw_socket(door, alice)
    await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), SOON_S)
    writer.write(sent)
    heard = await asyncio.wait_for(_until_close(reader, writer), SOON_S)
    assert heard == code
    await door.listening(0)
    assert not [record for record in caplog.records if record.exc_info]


async def _until_close(reader, writer):
    """Return the code of the closing frame, and answer it."""
    while True:
        head = await reader.readexactly(2)
        size = head[1]
        if size == 126:
            size = struct.unpack("!H", await reader.readexactly(2))[0]
        payload = await reader.readexactly(size)
        if head[0] & 0x0F == 8:
            writer.write(frame(8, payload[:2]))
            writer.close()
            return struct.unpack("!H", payload[:2])[0]


async def test_a_handshake_that_cannot_be_read_harms_nobody(door, alice, caplog):
    for target in (b"&tag=\xff\xfe", b"&tag=%ff%fe", b"&access_token=%00", b"&" + b"x" * 3_000):
        reader, writer = await raw_socket(door, alice, target)
        await asyncio.wait_for(reader.read(100), SOON_S)
        writer.close()
    await door.listening(0)
    async with door.socket(alice, stream="user"):
        await door.listening(1)
    assert not [record for record in caplog.records if record.exc_info]


async def test_who_leaves_without_a_word_is_forgotten(door, alice):
    reader, writer = await raw_socket(door, alice)
    await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), SOON_S)
    await door.listening(1)
    writer.transport.abort()
    await door.listening(0)
    async with door.lines(alice, "user") as lines:
        await lines.head()
        await door.listening(1)
        lines.writer.transport.abort()
        await door.listening(0)


@pytest.mark.parametrize("kind", ["socket", "lines"])
async def test_who_does_not_read_is_cut_off_and_holds_nobody_up(
    door, alice, bob, kind, monkeypatch
):
    monkeypatch.setattr(connections, "WRITE_S", 0.3)
    path = "/api/v1/streaming?stream=public"
    if kind == "socket":
        reader, writer = await raw_socket(door, alice)
    else:
        reader, writer = await asyncio.open_connection("127.0.0.1", door.port, limit=1_024)
        path = "/api/v1/streaming/public"
        token = f"Authorization: Bearer {alice.token}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n{token}\r\n\r\n".encode())
    await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), SOON_S)
    writer.transport.pause_reading()
    async with door.socket(bob, stream="public") as ear:
        await door.listening(2)
        seats = door.world.whole.hub.seats
        (slow,) = (
            each for each in seats.at(Stream("public")) if each.account_id == alice.account_id
        )
        for _ in range(2_000):  # until the buffers of the machine and of the program are full
            slow._put("x" * 60_000 if kind == "socket" else b"x" * 60_000)
            await asyncio.sleep(0)
            if slow.parted is not None:
                break
        await alice.publish("the others hear it")
        assert (await ear.hear())["event"] == "update"
        await door.listening(1)  # the slow one is gone, although it never read
    writer.transport.abort()


async def test_a_line_that_is_too_far_behind_loses_what_waits(door, alice):
    async with door.socket(alice, stream="public") as ear:
        await door.listening(1)
        (line,) = door.world.whole.hub.seats.at(Stream("public"))
        for _ in range(connections.MOST_WAITING + 1):  # nothing is written before we wait
            line._put("{}")
        assert await ear.end() == 1013


@pytest.mark.settings(rate_limits=True)
async def test_who_talks_without_end_is_shown_out(door, alice, monkeypatch):
    now = time.time_ns()  # so that no word more is free meanwhile
    monkeypatch.setattr(limits, "time", SimpleNamespace(time_ns=lambda: now))
    async with door.socket(alice) as ear:
        for _ in range(130):
            await ear.socket.send("{")
        assert await ear.end() == 1008


async def test_nobody_listens_to_more_streams_than_one_can(door, alice):
    async with door.socket(alice) as ear:
        for number in range(51):
            await ear.say(type="subscribe", stream="hashtag", tag=f"tag{number}")
        assert (await ear.hear())["status"] == 429
        await door.streams(50)
