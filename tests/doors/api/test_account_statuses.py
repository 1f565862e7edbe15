"""The statuses of one account: which, for whom."""

import pytest

from arengo.social.accounts.actions import suspend
from tests.doors.api.paced import pace
from tests.doors.api.stable import texts
from tests.doors.api.test_media import uploaded
from tests.doors.api.test_reactions import does

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


def path(person):
    return f"/api/v1/accounts/{person.account_id}/statuses"


async def test_each_viewer_sees_what_is_for_them(alice, bob, carol, anonymous):
    await bob.follow(alice)
    for visibility in ("public", "unlisted", "private", "direct"):
        await alice.publish(visibility, visibility=visibility)
    await alice.publish("@carol dear", visibility="direct")
    await alice.publish("@carol psst", visibility="private")
    everything = ["@carol psst", "@carol dear", "direct", "private", "unlisted", "public"]
    expected = {
        alice: everything,
        bob: ["@carol psst", "private", "unlisted", "public"],
        carol: ["@carol psst", "@carol dear", "unlisted", "public"],
        anonymous: ["unlisted", "public"],
    }
    for person, shown in expected.items():
        assert texts(await person.get(path(alice))) == shown, person.name
    await alice.post(f"/api/v1/accounts/{carol.account_id}/block")
    assert texts(await carol.get(path(alice))) == []
    await bob.post(f"/api/v1/accounts/{alice.account_id}/mute")
    assert texts(await bob.get(path(alice))) == expected[bob], "a muted profile can be looked at"


async def test_replies_boosts_media_and_tags_can_be_chosen(alice, bob, anonymous):
    other = await bob.publish("bob's")
    begun = await alice.publish("begun #Tag")
    await alice.publish("goes on", in_reply_to_id=begun["id"])
    await alice.publish("answer #tag", in_reply_to_id=other["id"])
    await does(alice, "reblog", other)
    picture = await uploaded(alice)
    await alice.publish("picture", media_ids=[picture["id"]])

    async def shown(**params):
        return texts(await anonymous.get(path(alice), params=params))

    everything = ["picture", "bob's", "answer #tag", "goes on", "begun #Tag"]
    assert await shown() == everything
    assert await shown(exclude_replies="true") == ["picture", "bob's", "goes on", "begun #Tag"]
    assert await shown(exclude_reblogs="true") == [each for each in everything if each != "bob's"]
    assert await shown(only_media="true") == ["picture"]
    assert await shown(tagged="TAG") == ["answer #tag", "begun #Tag"]
    assert await shown(tagged="tag", exclude_replies="1") == ["begun #Tag"]
    assert await shown(tagged="unheard") == []
    await bob.post(f"/api/v1/accounts/{alice.account_id}/block")
    assert texts(await bob.get(path(alice))) == []
    assert "bob's" not in texts(await alice.get(path(alice)))


async def test_nobody_and_those_who_are_suspended_have_no_statuses(alice, bob, world):
    await bob.publish("before")
    await world.db.write(suspend, bob.account_id)
    for who in (bob.account_id, 5, "x"):
        answer = await alice.get(f"/api/v1/accounts/{who}/statuses")
        assert (answer.status_code, answer.json()) == (404, {"error": "Record not found"})
