"""Server-sent events: the same news as text, one address for each stream."""

import pytest

from arengo.streaming.streams import Stream

pytestmark = pytest.mark.anyio
PATHS = {
    "user": {},
    "user/notification": {},
    "public": {},
    "public/local": {},
    "public/remote": {},
    "hashtag": {"tag": "quay"},
    "hashtag/local": {"tag": "quay"},
    "direct": {},
}


async def test_a_stream_begins_with_a_sign_and_goes_on_with_events(door, alice, bob):
    await bob.follow(alice)
    async with door.lines(bob, "user") as lines:
        head = await lines.head()
        assert " 200 " in head.partition("\r\n")[0]
        assert "content-type: text/event-stream" in head
        assert "access-control-allow-origin: *" in head
        assert "cache-control: private, no-store" in head
        assert await lines.hear() == (None, "thump")
        post = await alice.publish("hello")
        assert await lines.hear() == ("update", post)
        await alice.delete(f"/api/v1/statuses/{post['id']}")
        assert await lines.hear() == ("delete", post["id"])
        (line,) = door.world.whole.hub.seats.at(Stream("user", bob.account_id))
        line.thump()
        assert await lines.hear() == (None, "thump")


async def test_every_stream_needs_its_token_and_its_scope(door, world, alice):
    app = world.holder("", await world.app_token())
    for path, query in PATHS.items():
        for who in (world.anonymous(), world.holder("", "nonsense"), app):
            async with door.lines(who, path, **query) as lines:
                assert " 401 " in await lines.head(), path
        async with door.lines(None, path, access_token=alice.token, **query) as lines:
            assert " 200 " in await lines.head(), path


async def test_only_media_is_a_stream_of_its_own(door, alice):
    async with door.lines(alice, "public/local", only_media="true") as lines:
        await lines.head()
        await door.listening(1)
        assert door.world.whole.hub.seats.at(Stream("public:local:media"))


async def test_what_is_missing_or_unknown_is_said(door, alice, bob):
    made = (await bob.post("/api/v1/lists", json={"title": "mine"})).json()
    for path, query, status in (
        ("hashtag", {}, 400),
        ("hashtag", {"tag": "?!"}, 422),
        ("list", {}, 400),
        ("list", {"list": "1"}, 404),
        ("list", {"list": made["id"]}, 404),
        ("nonsense", {}, 400),
    ):
        async with door.lines(alice, path, **query) as lines:
            assert f" {status} " in await lines.head(), path
    async with door.lines(bob, "list", list=made["id"]) as lines:
        assert " 200 " in await lines.head()


async def test_health_needs_nothing(anonymous):
    answer = await anonymous.get("/api/v1/streaming/health")
    assert (answer.status_code, answer.text) == (200, "OK")
