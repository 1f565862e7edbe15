"""Lists: making them, who is in them, their timelines, and what they do to home."""

import pytest

from arengo.social.accounts.actions import delete_account, suspend
from tests.doors.api.paced import pace
from tests.doors.api.stable import names, texts
from tests.doors.api.test_reactions import does, walk

pytestmark = pytest.mark.anyio

LISTS = "/api/v1/lists"
HOME = "/api/v1/timelines/home"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


async def make(person, *members, **form):
    """Make a list with members in it and return its id."""
    answer = await person.post(LISTS, json={"title": "Friends", **form})
    assert answer.status_code == 200, answer.text
    number = answer.json()["id"]
    if members:
        put = await person.post(f"{LISTS}/{number}/accounts", json=ids(*members))
        assert (put.status_code, put.json()) == (200, {})
    return number


def ids(*people):
    return {"account_ids": [str(each.account_id) for each in people]}


async def take_out(person, number, **options):
    return await person.http.request("DELETE", f"{LISTS}/{number}/accounts", **options)


async def shown(person, number, **params):
    return texts(await person.get(f"/api/v1/timelines/list/{number}", params=params))


async def open_up(person):
    await person.patch("/api/v1/accounts/update_credentials", json={"locked": False})


# ── making them ──────────────────────────────────────────────────────────────────────────────────


async def test_a_list_is_made_changed_and_removed(alice, bob, world):
    made = (await alice.post(LISTS, data={"title": " Friends\n"})).json()
    number = made.pop("id")
    assert made == {"title": "Friends", "replies_policy": "list", "exclusive": False}
    form = {"title": "Near", "replies_policy": "none", "exclusive": "true"}
    changed = (await alice.put(f"{LISTS}/{number}", data=form)).json()
    assert changed == {"id": number, **form, "exclusive": True}
    kept = (await alice.put(f"{LISTS}/{number}", json={"replies_policy": "followed"})).json()
    assert kept == {**changed, "replies_policy": "followed"}
    assert (await alice.get(f"{LISTS}/{number}")).json() == kept
    other = await make(alice)
    assert [each["id"] for each in (await alice.get(LISTS)).json()] == [number, other]
    assert (await bob.get(LISTS)).json() == []
    await alice.follow(bob)
    await alice.post(f"{LISTS}/{number}/accounts", json=ids(bob))
    assert (await alice.delete(f"{LISTS}/{number}")).json() == {}
    assert (await alice.get(f"{LISTS}/{number}")).status_code == 404
    assert [await world.count(table) for table in ("lists", "list_members")] == [1, 0]


async def test_what_a_list_cannot_be_is_said_in_words(alice, world):
    number = await make(alice)
    for form, words in (
        ({"title": ""}, "Validation failed: Title can't be blank"),
        ({"title": "x" * 257}, "Validation failed: Title is too long (maximum is 256 characters)"),
        ({"title": "x", "replies_policy": "some"}, "'some' is not a valid replies_policy"),
    ):
        for answer in (
            await alice.post(LISTS, json=form),
            await alice.put(f"{LISTS}/{number}", json=form),
        ):
            assert (answer.status_code, answer.json()["error"]) == (422, words)
    assert (await alice.post(LISTS)).json()["error"] == "Validation failed: Title can't be blank"
    assert await world.count("lists") == 1


async def test_nobody_needs_more_than_fifty(alice):
    for _ in range(50):
        await make(alice)
    refused = await alice.post(LISTS, json={"title": "one more"})
    assert refused.status_code == 422
    assert "maximum number of lists" in refused.json()["error"]
    assert len((await alice.get(LISTS)).json()) == 50


async def test_somebody_elses_list_does_not_exist(alice, bob):
    await alice.follow(bob)
    number = await make(alice, bob)
    for path in (f"{LISTS}/{number}", f"{LISTS}/{number}/accounts"):
        assert (await bob.get(path)).status_code == 404
    assert (await bob.get(f"/api/v1/timelines/list/{number}")).status_code == 404
    assert (await bob.put(f"{LISTS}/{number}", json={"title": "mine"})).status_code == 404
    assert (await bob.post(f"{LISTS}/{number}/accounts", json=ids(bob))).status_code == 404
    assert (await take_out(bob, number, json=ids(bob))).status_code == 404
    assert (await bob.delete(f"{LISTS}/{number}")).status_code == 404
    assert names(await alice.get(f"{LISTS}/{number}/accounts")) == ["bob"]
    assert (await alice.get(f"{LISTS}/5")).status_code == 404


# ── who is in them ───────────────────────────────────────────────────────────────────────────────


async def test_only_whom_one_follows_can_be_in_a_list_and_all_or_nobody(alice, bob, carol):
    number = await make(alice)
    path = f"{LISTS}/{number}/accounts"
    await alice.follow(bob)
    await alice.follow(carol)  # she is locked: this only asks
    for people in (ids(bob, carol), {"account_ids": [str(bob.account_id), "5"]},
                   {"account_ids": ["x"]}):  # fmt: skip
        assert (await alice.post(path, json=people)).status_code == 404
    assert names(await alice.get(path)) == []
    assert (await alice.post(path, json=ids(bob, bob, alice))).json() == {}
    again = await alice.post(path, data={"account_ids[]": str(bob.account_id)})
    assert (again.status_code, again.json()["error"]) == (
        422,
        "Validation failed: Account has already been taken",
    )
    assert sorted(names(await alice.get(path))) == ["alice", "bob"]
    assert (await alice.post(path, json={})).json() == {}


async def test_people_are_taken_out_by_body_or_query(alice, bob, carol):
    await open_up(carol)
    for person in (bob, carol):
        await alice.follow(person)
    number = await make(alice, bob, carol)
    assert (await take_out(alice, number, json=ids(bob))).json() == {}
    assert names(await alice.get(f"{LISTS}/{number}/accounts")) == ["carol"]
    for _ in range(2):
        out = await take_out(alice, number, params={"account_ids[]": carol.account_id})
        assert out.json() == {}
    assert names(await alice.get(f"{LISTS}/{number}/accounts")) == []
    assert (await take_out(alice, number)).json() == {}


async def test_members_are_paged_and_all_come_with_a_limit_of_zero(alice, bob, carol):
    await open_up(carol)
    for person in (bob, carol):
        await alice.follow(person)
    number = await make(alice)
    path = f"{LISTS}/{number}/accounts"
    for person in (alice, bob, carol):
        await alice.post(path, json=ids(person))
    down, up = await walk(alice, path, names, limit=1)
    assert (down, up) == ([["carol"], ["bob"], ["alice"]], [["bob"], ["carol"]])
    everybody = await alice.get(path, params={"limit": 0})
    assert names(everybody) == ["carol", "bob", "alice"]
    assert "link" not in everybody.headers


async def test_one_sees_in_which_of_ones_lists_somebody_is(alice, bob, carol):
    await alice.follow(bob)
    first, second = await make(alice, bob, title="one"), await make(alice, bob, title="two")
    await make(alice, title="empty")
    path = f"/api/v1/accounts/{bob.account_id}/lists"
    assert [each["id"] for each in (await alice.get(path)).json()] == [first, second]
    assert (await carol.get(path)).json() == []
    assert (await alice.get("/api/v1/accounts/5/lists")).status_code == 404


async def test_whoever_is_followed_no_longer_is_in_no_list(alice, bob, world):
    number = await make(alice)
    for person, other, end in (
        (alice, bob, "unfollow"),
        (alice, bob, "block"),
        (bob, alice, "block"),
        (bob, alice, "remove_from_followers"),
    ):
        await alice.follow(bob)
        await alice.post(f"{LISTS}/{number}/accounts", json=ids(bob))
        assert await world.count("list_members") == 1
        await person.post(f"/api/v1/accounts/{other.account_id}/{end}")
        assert await world.count("list_members") == 0, end
        await person.post(f"/api/v1/accounts/{other.account_id}/unblock")


async def test_lists_go_with_whoever_made_them_and_members_with_whoever_leaves(alice, bob, world):
    for one, other in ((alice, bob), (bob, alice)):
        await one.follow(other)
        await make(one, other)
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert [await world.count(table) for table in ("lists", "list_members")] == [1, 0]


# ── their timelines ──────────────────────────────────────────────────────────────────────────────


async def test_a_list_shows_what_its_members_publish_and_nothing_else(alice, bob, carol, world):
    await open_up(carol)
    for person in (bob, carol):
        await alice.follow(person)
    await carol.publish("before")
    number = await make(alice, bob)
    await alice.publish("mine")
    theirs = await carol.publish("carol's")
    await bob.publish("for friends", visibility="private")
    await bob.publish("a letter to nobody", visibility="direct")
    await bob.publish("@alice a letter", visibility="direct")
    await does(bob, "reblog", theirs)
    assert await shown(alice, number) == ["carol's", "for friends"]
    follow = f"/api/v1/accounts/{bob.account_id}/follow"
    await alice.post(follow, json={"reblogs": False, "languages": ["de"]})
    await bob.publish("auf Deutsch", language="de")
    await bob.publish("in English", language="en")
    assert await shown(alice, number) == ["auf Deutsch", "for friends"]
    await alice.post(f"{LISTS}/{number}/accounts", json=ids(alice))
    assert (await shown(alice, number))[-1] == "mine"
    await alice.post(f"/api/v1/accounts/{bob.account_id}/mute")
    assert await shown(alice, number) == ["mine"]
    await alice.post(f"/api/v1/accounts/{bob.account_id}/unmute")
    await world.db.write(suspend, bob.account_id)
    assert await shown(alice, number) == ["mine"]


async def test_the_replies_policy_says_which_answers_are_shown(alice, bob, carol, world):
    await open_up(carol)
    dora = await world.join("dora")
    for person in (bob, carol):
        await alice.follow(person)
    number = await make(alice, bob)
    asked = {each.name: await each.publish(each.name) for each in (alice, bob, carol, dora)}
    for name, post in asked.items():
        await bob.publish(f"to {name}", in_reply_to_id=post["id"])

    async def under(policy):
        await alice.put(f"{LISTS}/{number}", json={"replies_policy": policy})
        return await shown(alice, number)

    always = ["to bob", "to alice", "bob"]
    assert await under("none") == always
    assert await under("list") == always
    assert await under("followed") == ["to carol", *always]
    await alice.post(f"{LISTS}/{number}/accounts", json=ids(carol))
    assert await under("list") == ["to carol", "to bob", "to alice", "carol", "bob"]
    assert await under("none") == ["to bob", "to alice", "carol", "bob"]


async def test_a_list_is_paged_both_ways_without_gaps(alice, bob):
    await alice.follow(bob)
    number = await make(alice, bob)
    for text in "01234":
        await bob.publish(text)
    down, up = await walk(alice, f"/api/v1/timelines/list/{number}", texts, limit=2)
    assert (down, up) == ([["4", "3"], ["2", "1"], ["0"]], [["2", "1"], ["4", "3"]])
    assert await shown(alice, await make(alice)) == []


# ── and home ─────────────────────────────────────────────────────────────────────────────────────


async def test_members_of_an_exclusive_list_leave_home(alice, bob, carol):
    await open_up(carol)
    for person in (bob, carol):
        await alice.follow(person)
    theirs = await bob.publish("bob's #tea")
    await does(carol, "reblog", theirs)
    await carol.publish("carol's")
    await alice.publish("mine")
    number = await make(alice, bob, alice, exclusive=True)

    async def home(person):
        return texts(await person.get(HOME))

    assert await home(alice) == ["mine", "carol's", "bob's #tea"], "boosted by carol"
    assert await shown(alice, number) == ["mine", "bob's #tea"]
    await alice.post(f"{LISTS}/{number}/accounts", json=ids(carol))
    assert await home(alice) == ["mine"], "one's own posts stay"
    await alice.post("/api/v1/tags/tea/follow")
    assert await home(alice) == ["mine", "bob's #tea"], "one follows the tag"
    await alice.put(f"{LISTS}/{number}", json={"exclusive": False})
    assert await home(alice) == ["mine", "carol's", "bob's #tea"]
    await carol.follow(bob)
    assert "bob's #tea" in await home(carol), "somebody else's list"
