"""Suggestions and the directory: people whom one could meet, and nobody who does not want to."""

import pytest

from arengo.social.accounts.actions import delete_account, suspend, unsuspend
from arengo.social.discover.showcase.jobs import note_who_wrote
from arengo.social.instance.actions import change_setting
from tests.doors.api.paced import pace
from tests.doors.api.stable import names

pytestmark = pytest.mark.anyio

V1, V2, DIRECTORY = "/api/v1/suggestions", "/api/v2/suggestions", "/api/v1/directory"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


async def show(*people, discoverable=True):
    """Let people want to be found."""
    for person in people:
        form = {"discoverable": discoverable}
        answer = await person.patch("/api/v1/accounts/update_credentials", json=form)
        assert answer.status_code == 200, answer.text


async def reasons(person, **params):
    """Return who is suggested to somebody, and why."""
    answer = await person.get(V2, params=params)
    assert answer.status_code == 200, answer.text
    return {each["account"]["username"]: each["sources"] for each in answer.json()}


@pytest.fixture
async def friends(world, alice, bob):
    """Alice follows bob, who follows dora, emil and fay; all want to be found."""
    people = [await world.join(name) for name in ("dora", "emil", "fay")]
    await show(alice, bob, *people)
    await alice.follow(bob)
    for person in people:
        await bob.follow(person)
    return people


# ── suggestions ──────────────────────────────────────────────────────────────────────────────────


async def test_friends_of_friends_are_suggested_the_most_followed_first(world, alice, friends):
    dora, emil, fay = friends
    await alice.follow(dora)
    await dora.follow(fay)
    assert await reasons(alice) == {"fay": ["friends_of_friends"], "emil": ["friends_of_friends"]}
    assert names(await alice.get(V1)) == ["fay", "emil"]
    assert names(await alice.get(V1, params={"limit": 1})) == ["fay"]
    first = (await alice.get(V2)).json()[0]
    assert first["source"] == "past_interactions"
    assert names(await alice.get(V1, params={"limit": -3})) == ["fay"]
    assert emil.token
    assert (await world.anonymous().get(V2)).status_code == 401


async def test_whoever_hides_whom_they_follow_is_not_asked(alice, bob, friends):
    form = {"hide_collections": True}
    assert (await bob.patch("/api/v1/accounts/update_credentials", json=form)).status_code == 200
    assert await reasons(alice) == {}
    assert friends


async def test_whose_posts_are_liked_is_suggested(alice, bob, friends):
    dora, emil, fay = friends
    liked = await fay.publish("liked")
    await emil.publish("not liked")
    await bob.post(f"/api/v1/statuses/{liked['id']}/favourite")
    found = await reasons(dora)
    assert found == {"fay": ["most_interactions"]}
    assert await reasons(alice) == {
        "fay": ["friends_of_friends", "most_interactions"],
        "dora": ["friends_of_friends"],
        "emil": ["friends_of_friends"],
    }
    assert (await dora.get(V2)).json()[0]["source"] == "global"


async def test_the_staff_can_feature_people(world, alice, carol):
    await show(carol)
    await world.db.write(change_setting, "featured_accounts", "@nobody carol, alice")
    assert await reasons(alice) == {"carol": ["featured"]}
    assert (await alice.get(V2)).json()[0]["source"] == "staff"
    await alice.follow(carol)
    assert await reasons(alice) == {}, "whom one has asked already is not suggested"


async def test_nobody_is_suggested_who_should_not_be(world, alice, friends):
    dora = friends[0]
    of_dora, of_alice = (f"/api/v1/accounts/{who.account_id}" for who in (dora, alice))
    ways = {
        "follow": (
            lambda: alice.follow(dora),
            lambda: alice.post(f"{of_dora}/unfollow"),
        ),
        "mute": (
            lambda: alice.post(f"{of_dora}/mute"),
            lambda: alice.post(f"{of_dora}/unmute"),
        ),
        "block": (
            lambda: alice.post(f"{of_dora}/block"),
            lambda: alice.post(f"{of_dora}/unblock"),
        ),
        "blocked": (
            lambda: dora.post(f"{of_alice}/block"),
            lambda: dora.post(f"{of_alice}/unblock"),
        ),
        "hidden": (lambda: show(dora, discoverable=False), lambda: show(dora)),
        "suspended": (
            lambda: world.db.write(suspend, dora.account_id),
            lambda: world.db.write(unsuspend, dora.account_id),
        ),
    }
    for way, (begin, end) in ways.items():
        assert set(await reasons(alice)) == {"dora", "emil", "fay"}, way
        await begin()
        assert set(await reasons(alice)) == {"emil", "fay"}, way
        await end()
    assert set(await reasons(alice)) == {"dora", "emil", "fay"}
    await alice.delete(f"{V1}/{dora.account_id}")
    assert set(await reasons(alice)) == {"emil", "fay"}
    await world.db.write(delete_account, friends[1].account_id)
    assert set(await reasons(alice)) == {"fay"}


async def test_a_dismissal_is_always_answered_and_goes_with_its_owner(world, alice, bob):
    for odd in (bob.account_id, bob.account_id, alice.account_id, 5, "x", "9" * 30):
        answer = await alice.delete(f"{V1}/{odd}")
        assert (answer.status_code, answer.json()) == (200, {})
    assert await world.count("dismissed_suggestions") == 2
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert await world.count("dismissed_suggestions") == 0


# ── the directory ────────────────────────────────────────────────────────────────────────────────


async def test_the_directory_lists_who_wants_to_be_found(world, alice, bob, carol, anonymous):
    assert names(await anonymous.get(DIRECTORY)) == []
    await show(alice, bob, carol)
    new = {"order": "new"}
    assert names(await anonymous.get(DIRECTORY, params=new)) == ["carol", "bob", "alice"]
    await alice.publish("first")
    await bob.publish("second")
    await note_who_wrote(world.db)
    for params in ({}, {"local": "true"}, {"order": "odd"}):
        assert names(await anonymous.get(DIRECTORY, params=params)) == ["bob", "alice", "carol"]
    paged = {"limit": 1, "offset": 1}
    assert names(await anonymous.get(DIRECTORY, params=paged)) == ["alice"]
    assert names(await anonymous.get(DIRECTORY, params={"offset": 10**9})) == []
    assert names(await anonymous.get(DIRECTORY, params={"offset": -5, "limit": 0})) == ["bob"]


async def test_the_directory_shows_nobody_who_should_not_be_seen(world, alice, bob, carol):
    await show(alice, bob, carol)
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    assert names(await alice.get(DIRECTORY)) == ["carol", "alice"]
    assert names(await bob.get(DIRECTORY)) == ["carol", "bob"]
    await alice.post(f"/api/v1/accounts/{carol.account_id}/mute")
    assert names(await alice.get(DIRECTORY)) == ["alice"]
    anonymous = world.anonymous()
    await show(carol, discoverable=False)
    assert names(await anonymous.get(DIRECTORY)) == ["bob", "alice"]
    await world.db.write(suspend, bob.account_id)
    assert names(await anonymous.get(DIRECTORY)) == ["alice"]
    await world.db.write(unsuspend, bob.account_id)
    assert names(await anonymous.get(DIRECTORY)) == ["bob", "alice"]
    await world.db.write(delete_account, bob.account_id)
    assert names(await anonymous.get(DIRECTORY)) == ["alice"]
    assert await world.count("showcase") == 1
