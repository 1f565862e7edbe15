"""The streams for everybody: public, local, remote, with media, and hashtags."""

import pytest

from arengo.social.accounts.actions import silence

pytestmark = pytest.mark.anyio
PUBLIC = ("public", "public:local", "public:remote")


async def test_each_stream_hears_what_its_timeline_would_show(door, alice, bob):
    async with door.socket(bob) as ear:
        kinds = [*PUBLIC, *(f"{name}:media" for name in PUBLIC)]
        for kind in kinds:
            await ear.say(type="subscribe", stream=kind)
        for kind in ("hashtag", "hashtag:local"):
            await ear.say(type="subscribe", stream=kind, tag="Quay")
        await door.streams(8)
        question = await alice.publish("plain")
        heard = await ear.hears(2)
        assert {frame["stream"][0] for frame in heard} == {"public", "public:local"}
        tagged = await alice.publish("by the #quay")
        heard = await ear.hears(4)
        assert [tagged["id"]] * 4 == [frame["payload"]["id"] for frame in heard]
        assert ["hashtag", "Quay"] in [frame["stream"] for frame in heard]
        for visibility in ("unlisted", "private", "direct"):
            await alice.publish("not for all #quay", visibility=visibility)
        mine = await bob.publish("an answer #quay", in_reply_to_id=question["id"])
        heard = await ear.hears(2)  # a reply stands in the timelines of its tags only
        assert {frame["stream"][0] for frame in heard} == {"hashtag", "hashtag:local"}
        await alice.delete(f"/api/v1/statuses/{tagged['id']}")
        gone = await ear.hears(8)
        assert {(frame["event"], frame["payload"]) for frame in gone} == {("delete", tagged["id"])}
        assert mine["id"] != tagged["id"]


async def test_who_blocks_or_is_blocked_or_mutes_hears_nothing(door, alice, bob, carol):
    async with (
        door.socket(alice, stream="public") as hers,
        door.socket(bob, stream="public") as his,
    ):
        await door.listening(2)
        await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
        await alice.publish("not for bob")
        theirs = await bob.publish("not for alice")
        last = await carol.publish("for both")
        assert [f["payload"]["id"] for f in await his.hears(2)] == [theirs["id"], last["id"]]
        first, second = await hers.hears(2)
        assert first["payload"]["account"]["id"] == str(alice.account_id)
        assert second["payload"]["id"] == last["id"]


async def test_who_is_silenced_is_heard_by_followers(door, world, alice, bob, carol):
    await bob.follow(alice)
    await carol.post("/api/v1/tags/quay/follow")
    await world.db.write(silence, alice.account_id)
    async with (
        door.socket(bob, stream="public") as follower,
        door.socket(carol, stream="public") as stranger,
        door.socket(carol, stream="user") as home,
    ):
        await door.listening(3)
        loud = await alice.publish("loud #quay")
        calm = await bob.publish("calm #quay")
        assert [f["payload"]["id"] for f in await follower.hears(2)] == [loud["id"], calm["id"]]
        assert (await stranger.hear())["payload"]["id"] == calm["id"]
        assert (await home.hear())["payload"]["id"] == calm["id"]


async def test_one_stops_listening_to_one_stream_and_goes_on_with_another(door, alice, bob):
    async with door.socket(bob, stream="public") as ear:
        await ear.say(type="subscribe", stream="public:local")
        await door.streams(2)
        await ear.say(type="unsubscribe", stream="public")
        await door.streams(1)
        post = await alice.publish("still heard")
        frame = await ear.hear()
        assert (frame["stream"], frame["payload"]["id"]) == (["public:local"], post["id"])
        await ear.say(type="unsubscribe", stream="public")  # twice is once
        await ear.say(type="unsubscribe", stream="public:local")
        await door.streams(0)
