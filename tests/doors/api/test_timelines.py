"""Home and the public timeline: what stands there, for whom, page by page."""

import pytest

from arengo.social.accounts.actions import delete_account, suspend, unsuspend
from tests.doors.api.paced import pace
from tests.doors.api.stable import texts
from tests.doors.api.test_media import uploaded
from tests.doors.api.test_reactions import does, one, walk

pytestmark = pytest.mark.anyio

HOME = "/api/v1/timelines/home"
PUBLIC = "/api/v1/timelines/public"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


async def home(person, **params):
    return texts(await person.get(HOME, params=params))


async def public(person, **params):
    return texts(await person.get(PUBLIC, params=params))


async def test_home_is_what_one_and_those_one_follows_publish(alice, bob, carol, anonymous):
    await alice.follow(bob)
    await bob.publish("bob's")
    await carol.publish("carol's")
    mine = await alice.publish("mine")
    await bob.publish("for friends", visibility="private")
    await bob.publish("quiet", visibility="unlisted")
    await bob.publish("a letter to nobody", visibility="direct")
    await bob.publish("@alice a letter", visibility="direct")
    await carol.publish("@alice a letter from a stranger", visibility="direct")
    expected = ["@alice a letter", "quiet", "for friends", "mine", "bob's"]
    assert await home(alice) == expected
    assert await home(bob) == [
        "@alice a letter",
        "a letter to nobody",
        "quiet",
        "for friends",
        "bob's",
    ]
    await alice.delete(one(mine))
    await alice.post(f"/api/v1/accounts/{bob.account_id}/unfollow")
    assert await home(alice) == []
    assert (await anonymous.get(HOME)).status_code == 401


async def test_replies_come_home_when_one_follows_both(alice, bob, carol):
    await alice.follow(bob)
    asked = await carol.publish("question")
    await bob.publish("to a stranger", in_reply_to_id=asked["id"])
    own = await bob.publish("thread", in_reply_to_id=(await bob.publish("begins"))["id"])
    await bob.publish("to me", in_reply_to_id=(await alice.publish("mine"))["id"])
    await alice.publish("my answer to a stranger", in_reply_to_id=asked["id"])
    assert own["in_reply_to_account_id"] == str(bob.account_id)
    assert await home(alice) == ["my answer to a stranger", "to me", "mine", "thread", "begins"]
    await carol.patch("/api/v1/accounts/update_credentials", json={"locked": False})
    await alice.follow(carol)
    assert "to a stranger" in await home(alice)


async def test_a_boost_shows_each_original_once_and_can_be_left_out(alice, bob, carol):
    await carol.patch("/api/v1/accounts/update_credentials", json={"locked": False})
    for person in (bob, carol):
        await alice.follow(person)
    first = await bob.publish("first")
    await bob.publish("second")
    await does(carol, "reblog", first)
    await does(bob, "reblog", first)
    answer = await alice.get(HOME)
    assert texts(answer) == ["first", "second"]
    assert answer.json()[0]["account"]["username"] == "bob"
    for person in (bob, carol):
        path = f"/api/v1/accounts/{person.account_id}/follow"
        await alice.post(path, json={"reblogs": False})
    assert await home(alice) == ["second", "first"]
    await bob.delete(one(first))
    assert await home(alice) == ["second"], "before the boosts are gone as well"


async def test_only_the_languages_asked_for_come_home(alice, bob):
    path = f"/api/v1/accounts/{bob.account_id}/follow"
    await alice.post(path, json={"languages": ["de", "fr"]})
    for language in ("de", "en", "fr"):
        await bob.publish(language, language=language)
    assert await home(alice) == ["fr", "de"]
    await alice.post(path, json={"languages": []})
    assert await home(alice) == ["fr", "en", "de"]


async def test_whom_one_mutes_or_blocks_is_in_no_timeline_not_even_boosted(alice, bob, carol):
    await carol.patch("/api/v1/accounts/update_credentials", json={"locked": False})
    for person in (bob, carol):
        await alice.follow(person)
    post = await bob.publish("bob's #tag")
    await does(carol, "reblog", post)
    lines = (HOME, PUBLIC, "/api/v1/timelines/tag/tag")
    for do, undo in (("mute", "unmute"), ("block", "unblock")):
        await alice.post(f"/api/v1/accounts/{bob.account_id}/{do}")
        assert [texts(await alice.get(path)) for path in lines] == [[], [], []]
        await alice.post(f"/api/v1/accounts/{bob.account_id}/{undo}")
        assert texts(await alice.get(PUBLIC)) == ["bob's #tag"]
    await bob.post(f"/api/v1/accounts/{alice.account_id}/block")
    assert [texts(await alice.get(path)) for path in lines] == [[], [], []]


async def test_who_is_suspended_or_gone_is_in_no_timeline(alice, bob, carol, world):
    await carol.patch("/api/v1/accounts/update_credentials", json={"locked": False})
    for person in (bob, carol):
        await alice.follow(person)
    await does(carol, "reblog", await bob.publish("bob's"))
    await world.db.write(suspend, bob.account_id)
    assert (await home(alice), await public(alice)) == ([], [])
    await world.db.write(unsuspend, bob.account_id)
    assert (await home(alice), await public(alice)) == (["bob's"], ["bob's"])
    await world.db.write(delete_account, bob.account_id)
    assert (await home(alice), await public(alice)) == ([], [])
    await world.run_jobs()
    assert (await home(alice), await public(alice)) == ([], [])


async def test_the_public_timeline_is_for_what_is_said_to_everybody(alice, bob, anonymous):
    begun = await alice.publish("begun")
    await alice.publish("goes on", in_reply_to_id=begun["id"])
    await bob.publish("answers", in_reply_to_id=begun["id"])
    await does(bob, "reblog", begun)
    for visibility in ("unlisted", "private", "direct"):
        await alice.publish(visibility, visibility=visibility)
    picture = await uploaded(bob)
    await bob.publish("picture", media_ids=[picture["id"]])
    assert await public(anonymous) == ["picture", "goes on", "begun"]
    assert await public(alice, local="true") == ["picture", "goes on", "begun"]
    assert await public(alice, remote="true") == []
    assert await public(alice, only_media="true") == ["picture"]


async def test_timelines_are_paged_both_ways_without_gaps(alice, bob, anonymous):
    await alice.follow(bob)
    for number in range(5):
        await bob.publish(f"{number} #tag")
    down = [["4 #tag", "3 #tag"], ["2 #tag", "1 #tag"], ["0 #tag"]]
    up = [["2 #tag", "1 #tag"], ["4 #tag", "3 #tag"]]
    for person, path in (
        (alice, HOME),
        (anonymous, PUBLIC),
        (anonymous, "/api/v1/timelines/tag/tag"),
        (anonymous, f"/api/v1/accounts/{bob.account_id}/statuses"),
    ):
        assert await walk(person, path, texts, limit=2) == (down, up), path
    ids = [each["id"] for each in (await alice.get(HOME)).json()]
    newest = await home(alice, since_id=ids[4], limit=2)
    oldest = await home(alice, min_id=ids[4], limit=2)
    between = await home(alice, min_id=ids[4], max_id=ids[1])
    assert (newest, oldest) == (["4 #tag", "3 #tag"], ["2 #tag", "1 #tag"])
    assert between == ["2 #tag", "1 #tag"]
    assert await home(alice, limit=0) == ["4 #tag"]
    assert len(await home(alice, limit=1_000, max_id="x", since_id="-1")) == 5
