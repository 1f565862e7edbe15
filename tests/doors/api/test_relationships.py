"""Follow, block, mute and note through the API."""

import pytest
from inline_snapshot import snapshot

from arengo.social.accounts import actions as accounts
from tests.doors.api.stable import names, stable

pytestmark = pytest.mark.anyio


def path(person, verb):
    return f"/api/v1/accounts/{person.account_id}/{verb}"


async def test_a_follow_as_a_relationship(alice, bob):
    answer = await alice.post(path(bob, "follow"), json={"notify": True, "languages": ["en", "x"]})
    assert stable(answer, alice, bob) == snapshot(
        {
            "id": "id of bob",
            "following": True,
            "showing_reblogs": True,
            "notifying": True,
            "languages": ["en"],
            "followed_by": False,
            "blocking": False,
            "blocked_by": False,
            "muting": False,
            "muting_notifications": False,
            "muting_expires_at": None,
            "requested": False,
            "requested_by": False,
            "domain_blocking": False,
            "endorsed": False,
            "note": "",
        }
    )


async def test_following_again_changes_what_one_sees(alice, bob):
    await alice.post(path(bob, "follow"))
    changed = (await alice.post(path(bob, "follow"), data={"reblogs": "false"})).json()
    assert (changed["showing_reblogs"], changed["following"]) == (False, True)
    shown = (await alice.get(f"/api/v1/accounts/{bob.account_id}")).json()
    assert shown["followers_count"] == 1


async def test_a_locked_account_is_asked_and_decides(alice, bob, carol):
    for person in (alice, bob):
        asked = (await person.post(path(carol, "follow"), json={"reblogs": False})).json()
        assert (asked["following"], asked["requested"]) == (False, True)
    assert sorted(names(await carol.get("/api/v1/follow_requests"))) == ["alice", "bob"]
    own = (await carol.get("/api/v1/accounts/verify_credentials")).json()
    assert own["source"]["follow_requests_count"] == 2
    known = (await carol.get(f"/api/v1/accounts/relationships?id={alice.account_id}")).json()
    assert known[0]["requested_by"] is True
    base = "/api/v1/follow_requests"
    accepted = (await carol.post(f"{base}/{alice.account_id}/authorize")).json()
    assert (accepted["followed_by"], accepted["requested_by"]) == (True, False)
    refused = (await carol.post(f"{base}/{bob.account_id}/reject")).json()
    assert (refused["followed_by"], refused["requested_by"]) == (False, False)
    assert names(await carol.get("/api/v1/follow_requests")) == []
    for verb in ("authorize", "reject"):
        assert (await carol.post(f"{base}/{bob.account_id}/{verb}")).status_code == 404
    states = await alice.get(f"/api/v1/accounts/relationships?id[]={carol.account_id}")
    assert states.json()[0]["showing_reblogs"] is False


async def test_a_request_can_be_taken_back(alice, carol):
    await alice.post(path(carol, "follow"))
    state = (await alice.post(path(carol, "unfollow"))).json()
    assert state["requested"] is False
    assert names(await carol.get("/api/v1/follow_requests")) == []


async def test_unlocking_lets_everybody_in_who_waits(alice, bob, carol, world):
    await alice.post(path(carol, "follow"))
    await bob.post(path(carol, "follow"))
    await carol.patch("/api/v1/accounts/update_credentials", json={"locked": False})
    await world.run_jobs()
    assert sorted(names(await carol.get(path(carol, "followers")))) == ["alice", "bob"]
    assert names(await carol.get("/api/v1/follow_requests")) == []


async def test_where_a_block_stands_nobody_follows(alice, bob):
    await alice.follow(bob)
    await bob.follow(alice)
    state = (await alice.post(path(bob, "block"))).json()
    assert (state["blocking"], state["following"], state["followed_by"]) == (True, False, False)
    for one, other in ((alice, bob), (bob, alice)):
        answer = await one.post(path(other, "follow"))
        assert (answer.status_code, answer.json()) == (
            403,
            {"error": "This action is not allowed"},
        )
    seen = await bob.get(f"/api/v1/accounts/relationships?id={alice.account_id}")
    assert seen.json()[0]["blocked_by"] is True
    assert names(await alice.get("/api/v1/blocks")) == ["bob"]
    assert names(await bob.get("/api/v1/blocks")) == []
    ended = (await alice.post(path(bob, "unblock"))).json()
    assert (ended["blocking"], ended["following"]) == (False, False)
    assert (await bob.post(path(alice, "follow"))).json()["following"] is True


async def test_a_mute_may_end_by_itself(alice, bob, world):
    state = (await alice.post(path(bob, "mute"), data={"duration": "3600"})).json()
    assert (state["muting"], state["muting_notifications"]) == (True, True)
    (muted,) = stable(await alice.get("/api/v1/mutes"), alice, bob)
    assert (muted["username"], muted["mute_expires_at"]) == ("bob", "some time")
    renewed = await alice.post(path(bob, "mute"), json={"notifications": False, "duration": 0})
    assert (renewed.json()["muting"], renewed.json()["muting_notifications"]) == (True, False)
    (muted,) = (await alice.get("/api/v1/mutes")).json()
    assert muted["mute_expires_at"] is None
    await world.run_jobs()
    assert (await alice.post(path(bob, "unmute"))).json()["muting"] is False
    assert names(await alice.get("/api/v1/mutes")) == []


async def test_a_follower_can_be_shown_the_door(alice, bob):
    await bob.follow(alice)
    state = (await alice.post(path(bob, "remove_from_followers"))).json()
    assert state["followed_by"] is False
    assert names(await alice.get(path(alice, "followers"))) == []


async def test_a_note_is_for_oneself_alone(alice, bob):
    noted = (await alice.post(path(bob, "note"), data={"comment": "met in Bologna"})).json()
    assert noted["note"] == "met in Bologna"
    seen = await bob.get(f"/api/v1/accounts/relationships?id={alice.account_id}")
    assert seen.json()[0]["note"] == ""
    refused = await alice.post(path(bob, "note"), json={"comment": "x" * 2001})
    assert refused.status_code == 422
    assert (await alice.post(path(bob, "note"))).json()["note"] == ""


async def test_relationships_are_told_for_those_who_exist_in_order(alice, bob, carol, world):
    ids = [carol.account_id, 7, bob.account_id, carol.account_id]
    query = {"id[]": [str(each) for each in ids]}
    answer = await alice.get("/api/v1/accounts/relationships", params=query)
    assert [each["id"] for each in answer.json()] == [str(carol.account_id), str(bob.account_id)]
    await world.db.write(accounts.suspend, bob.account_id)
    fewer = await alice.get("/api/v1/accounts/relationships", params=query)
    assert len(fewer.json()) == 1
    query["with_suspended"] = ["true"]
    assert len((await alice.get("/api/v1/accounts/relationships", params=query)).json()) == 2
    assert (await alice.get("/api/v1/accounts/relationships")).json() == []


@pytest.mark.parametrize("verb", ["follow", "block", "mute"])
async def test_nobody_does_this_to_themselves(alice, verb):
    assert (await alice.post(path(alice, verb))).status_code == 403


@pytest.mark.parametrize("verb", ["follow", "block", "mute", "note"])
async def test_whoever_is_not_there_cannot_be_reached(alice, bob, world, verb):
    await world.db.write(accounts.delete_account, bob.account_id)
    assert (await alice.post(path(bob, verb), json={"comment": "x"})).status_code == 404
    assert (await alice.post(f"/api/v1/accounts/12/{verb}")).status_code == 404


async def test_a_suspended_account_cannot_be_followed(alice, bob, world):
    await world.db.write(accounts.suspend, bob.account_id)
    assert (await alice.post(path(bob, "follow"))).status_code == 404
