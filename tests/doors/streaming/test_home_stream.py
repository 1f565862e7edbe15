"""The stream of one's home: what a home would show, as it happens, for whoever is connected."""

import pytest

pytestmark = pytest.mark.anyio
STATUSES = "/api/v1/statuses"


@pytest.fixture
async def ear(door, bob):
    """Bob listens to his home."""
    async with door.socket(bob, stream="user") as ear:
        await door.listening(1)
        yield ear


async def heard_before_ones_own(ear, bob):
    """Publish a post of one's own and return what was heard until it came."""
    last = await bob.publish("my own")
    heard = []
    while True:
        frame = await ear.hear()
        if frame["event"] == "update" and frame["payload"]["id"] == last["id"]:
            return heard
        heard.append(frame)


async def test_a_followed_post_its_edit_and_its_end_are_heard(alice, bob, ear):
    await bob.follow(alice)
    post = await alice.publish("Good morning")
    update = await ear.hear()
    await alice.put(f"{STATUSES}/{post['id']}", json={"status": "Good evening"})
    edit = await ear.hear()
    await alice.delete(f"{STATUSES}/{post['id']}")
    gone = await ear.hear()
    assert update["stream"] == ["user"]
    assert update["event"] == "update"
    assert update["payload"]["content"] == "<p>Good morning</p>"
    assert update["payload"] == post  # the very entity of the API
    assert (edit["event"], edit["payload"]["content"]) == ("status.update", "<p>Good evening</p>")
    assert gone == {"stream": ["user"], "event": "delete", "payload": post["id"]}


async def test_nothing_is_heard_that_home_would_not_show(world, alice, bob, carol, ear):
    await bob.follow(alice)
    dave = await world.join("dave")
    theirs = await dave.publish("a stranger")
    await alice.publish("to a stranger", in_reply_to_id=theirs["id"])
    await alice.publish("a letter to @dave", visibility="direct")
    await carol.publish("of a locked account", visibility="private")
    await bob.post(f"/api/v1/accounts/{alice.account_id}/follow", json={"reblogs": False})
    await alice.post(f"{STATUSES}/{theirs['id']}/reblog")
    assert await heard_before_ones_own(ear, bob) == []
    await bob.post(f"/api/v1/accounts/{alice.account_id}/mute")
    await alice.publish("while muted")
    assert await heard_before_ones_own(ear, bob) == []
    await bob.post(f"/api/v1/accounts/{alice.account_id}/unmute")
    await bob.post(f"/api/v1/accounts/{alice.account_id}/follow", json={"languages": ["fr"]})
    await alice.publish("in another language", language="en")
    assert await heard_before_ones_own(ear, bob) == []
    await bob.post(f"/api/v1/accounts/{alice.account_id}/unfollow")
    await alice.publish("after the end")
    assert await heard_before_ones_own(ear, bob) == []


async def test_private_posts_and_letters_reach_whom_they_are_for(alice, bob, ear):
    await bob.follow(alice)
    private = await alice.publish("among us", visibility="private")
    assert (await ear.hear())["payload"]["id"] == private["id"]
    letter = await alice.publish("for @bob", visibility="direct")
    heard = await ear.hears(2)
    assert {frame["event"] for frame in heard} == {"update", "notification"}
    assert {frame["payload"].get("status", frame["payload"])["id"] for frame in heard} == {
        letter["id"]
    }


async def test_nobody_hears_the_end_of_what_they_could_not_see(world, door, alice, bob):
    dave, erin = await world.join("dave"), await world.join("erin")
    await bob.follow(alice)
    await erin.follow(alice)
    theirs = (await dave.post("/api/v1/lists", json={"title": "others"})).json()["id"]
    letter = await alice.publish("for @bob", visibility="direct")
    private = await alice.publish("among us", visibility="private")
    public = await alice.publish("for all")
    async with (
        door.socket(bob, stream="user") as named,
        door.socket(erin, stream="user") as follower,
        door.socket(dave, stream="user") as stranger,
    ):
        await stranger.say(type="subscribe", stream="list", list=theirs)
        await stranger.say(type="subscribe", stream="public")
        await door.streams(5)
        for post in (letter, private, public):
            await alice.delete(f"{STATUSES}/{post['id']}")
        heard = [await named.hears(3), await follower.hears(2), await stranger.hears(1)]
    assert [[frame["payload"] for frame in frames] for frames in heard] == [
        [letter["id"], private["id"], public["id"]],
        [private["id"], public["id"]],
        [public["id"]],
    ]


async def test_a_boost_shows_its_post_with_the_marks_of_each_listener(world, alice, bob, ear):
    dave = await world.join("dave")
    theirs = await dave.publish("of a stranger")
    await bob.follow(alice)
    await bob.post(f"{STATUSES}/{theirs['id']}/favourite")
    boost = (await alice.post(f"{STATUSES}/{theirs['id']}/reblog")).json()
    heard = (await ear.hear())["payload"]
    assert heard["id"] == boost["id"]
    assert (heard["reblog"]["id"], heard["reblog"]["favourited"]) == (theirs["id"], True)
    erin = await world.join("erin")
    await bob.follow(erin)
    await erin.post(f"{STATUSES}/{theirs['id']}/reblog")  # it was shown a moment ago
    assert await heard_before_ones_own(ear, bob) == []
    await alice.post(f"{STATUSES}/{theirs['id']}/unreblog")
    assert (await ear.hear())["payload"] == boost["id"]


async def test_followed_tags_and_filters_are_heard(alice, bob, ear):
    await bob.post("/api/v1/tags/quay/follow")
    form = {"title": "spoilers", "context": ["home"], "keywords_attributes": [{"keyword": "plot"}]}
    made = await bob.post("/api/v2/filters", json=form)
    assert made.status_code == 200, made.text
    assert await ear.hear() == {"stream": ["user"], "event": "filters_changed"}
    await alice.publish("the plot of #quay")
    heard = (await ear.hear())["payload"]
    assert [each["filter"]["title"] for each in heard["filtered"]] == ["spoilers"]
    await alice.publish("nothing of the kind #quay")
    assert (await ear.hear())["payload"]["filtered"] == []


async def test_notifications_are_heard_as_the_api_lists_them(alice, bob, ear):
    mine = await bob.publish("mine")
    await ear.hear()
    await alice.post(f"{STATUSES}/{mine['id']}/favourite")
    frame = await ear.hear()
    (listed,) = (await bob.get("/api/v1/notifications")).json()
    assert (frame["event"], frame["payload"]) == ("notification", listed)


async def test_letters_are_heard_as_conversations(door, alice, bob):
    await bob.follow(alice)
    async with door.socket(bob, stream="direct") as ear:
        await door.listening(1)
        letter = await alice.publish("for @bob", visibility="direct")
        frame = await ear.hear()
        (listed,) = (await bob.get("/api/v1/conversations")).json()
        assert (frame["stream"], frame["event"]) == (["direct"], "conversation")
        assert frame["payload"] == listed
        assert listed["last_status"]["id"] == letter["id"]


async def test_an_exclusive_list_hears_what_home_does_not(door, alice, bob, ear):
    await bob.follow(alice)
    form = {"title": "friends", "exclusive": True}
    made = (await bob.post("/api/v1/lists", json=form)).json()
    people = {"account_ids": [str(alice.account_id)]}
    added = await bob.post(f"/api/v1/lists/{made['id']}/accounts", json=people)
    assert added.status_code == 200, added.text
    await ear.say(type="subscribe", stream="list", list=made["id"])
    await door.streams(2)
    post = await alice.publish("for the list")
    mine = await bob.publish("for my home")
    first, second = await ear.hears(2)
    assert (first["stream"], first["payload"]["id"]) == (["list", made["id"]], post["id"])
    assert (second["stream"], second["payload"]["id"]) == (["user"], mine["id"])


async def test_an_answer_that_waits_is_heard_by_nobody_until_it_is_approved(
    world, alice, bob, carol, ear
):
    await bob.follow(alice)
    dave = await world.join("dave")
    await bob.follow(dave)
    post = await alice.publish("ask me first", reply_policy="ask")
    assert (await ear.hear())["payload"]["id"] == post["id"]
    form = {"in_reply_to_id": post["id"]}
    kept = await dave.publish("hello @bob", **form)
    gone = await dave.publish("hello again @bob", **form)
    await dave.put(f"{STATUSES}/{kept['id']}", json={"status": "hello @bob and all"})
    await dave.delete(f"{STATUSES}/{gone['id']}")
    assert await heard_before_ones_own(ear, bob) == []
    await alice.post(f"/api/arengo/v1/replies/{kept['id']}/approve")
    heard = {frame["event"]: frame["payload"] for frame in await ear.hears(2)}
    assert heard["update"]["content"].endswith("and all</p>")
    assert heard["notification"]["type"] == "mention"
    assert (await carol.get(f"{STATUSES}/{kept['id']}")).status_code == 200
    await dave.put(f"{STATUSES}/{kept['id']}", json={"status": "hello @bob, buy this"})
    again = await heard_before_ones_own(ear, bob)
    assert [(each["event"], each["payload"]) for each in again] == [("delete", kept["id"])]
