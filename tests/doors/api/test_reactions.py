"""Favourites, boosts, bookmarks, pins and muted conversations."""

import pytest

from arengo.social.accounts.actions import suspend
from tests.doors.api.paced import pace
from tests.doors.api.stable import names, texts

pytestmark = pytest.mark.anyio

STATUSES = "/api/v1/statuses"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


def one(status):
    return f"{STATUSES}/{status['id']}"


async def does(person, what, status, **form):
    answer = await person.post(f"{one(status)}/{what}", json=form)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def walk(person, path, read, **params):
    """Read a list to its end by its Link header and back again; return both as read."""
    down, up = [], []
    answer = await person.get(path, params=params)
    last = answer
    while read(answer):
        down += [read(answer)]
        last = answer
        if "next" not in answer.links:
            break
        answer = await person.get(answer.links["next"]["url"])
    answer = await person.get(last.links["prev"]["url"])
    while read(answer):
        up += [read(answer)]
        answer = await person.get(answer.links["prev"]["url"])
    return down, up


# ── counted once ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("do", "mark", "counter"),
    [
        ("favourite", "favourited", "favourites_count"),
        ("reblog", "reblogged", "reblogs_count"),
        ("bookmark", "bookmarked", None),
        ("pin", "pinned", None),
        ("mute", "muted", None),
    ],
)
async def test_done_twice_is_done_once_and_so_is_undone(alice, bob, do, mark, counter):
    post = await alice.publish("mine")

    async def seen(person):
        shown = (await person.get(one(post))).json()
        return shown[mark], shown[counter] if counter else 0

    for _ in range(2):
        answer = await does(alice, do, post)
        shown = answer["reblog"] or answer
        assert shown[mark] is True
        assert await seen(alice) == (True, 1 if counter else 0)
    assert await seen(bob) == (False, 1 if counter else 0)
    for _ in range(2):
        answer = await does(alice, f"un{do}", post)
        assert answer["id"] == post["id"]
        assert (answer[mark], await seen(alice)) == (False, (False, 0))


@pytest.mark.parametrize("what", ["favourite", "reblog", "bookmark", "pin", "mute"])
async def test_what_one_cannot_see_one_cannot_react_to(alice, bob, anonymous, what):
    letter = await alice.publish("dear diary", visibility="direct")
    for status in (letter, {"id": "5"}, {"id": "x"}):
        for prefix in ("", "un"):
            assert (await bob.post(f"{one(status)}/{prefix}{what}")).status_code == 404
    assert (await anonymous.post(f"{one(letter)}/{what}")).status_code == 401


@pytest.mark.parametrize("what", ["favourite", "reblog", "bookmark", "mute"])
async def test_what_one_did_is_taken_back_when_one_is_blocked_and_shows_nothing(
    alice, bob, world, what
):
    post = await alice.publish("before")
    await does(bob, what, post)
    table = "posts WHERE boost_of_id IS NOT NULL" if what == "reblog" else "favourites"
    assert await world.count(table) == 1
    assert (await alice.post(f"/api/v1/accounts/{bob.account_id}/block")).status_code == 200
    for _ in range(2):
        answer = await bob.post(f"{one(post)}/un{what}")
        assert (answer.status_code, answer.json()) == (404, {"error": "Record not found"})
        assert await world.count(table) == 0
    shown = (await alice.get(one(post))).json()
    assert (shown["favourites_count"], shown["reblogs_count"]) == (0, 0)


# ── boosts ───────────────────────────────────────────────────────────────────────────────────────


async def test_whatever_is_done_to_a_boost_is_done_to_what_was_boosted(alice, bob, carol, world):
    post = await alice.publish("original")
    boost = await does(bob, "reblog", post)
    again = await does(carol, "reblog", boost)
    assert again["reblog"]["id"] == post["id"]
    for what in ("favourite", "bookmark", "mute"):
        assert (await does(carol, what, boost))["id"] == post["id"]
    reply = await carol.publish("answer", in_reply_to_id=boost["id"])
    assert reply["in_reply_to_id"] == post["id"]
    assert names(await alice.get(f"{one(boost)}/reblogged_by")) == ["carol", "bob"]
    shown = (await carol.get(one(post))).json()
    counts = [shown[f"{what}_count"] for what in ("replies", "reblogs", "favourites")]
    assert counts == [1, 2, 1]
    assert (await does(bob, "unreblog", boost))["id"] == post["id"]
    assert (await bob.get(one(boost))).status_code == 404
    assert (await carol.delete(one(again))).status_code == 200
    assert (await alice.get(one(post))).json()["reblogs_count"] == 0
    assert await world.count("posts") == 2


async def test_a_boost_is_shown_as_widely_as_its_author_prefers(alice, bob):
    async def prefer(visibility):
        form = {"source": {"privacy": visibility}}
        await bob.patch("/api/v1/accounts/update_credentials", json=form)

    for preferred in ("unlisted", "private", "direct"):
        made = "private" if preferred == "direct" else preferred
        await prefer(preferred)
        post = await alice.publish("x", visibility="public")
        assert (await does(bob, "reblog", post))["visibility"] == made
    post = await alice.publish("x", visibility="unlisted")
    assert (await does(bob, "reblog", post, visibility="public"))["visibility"] == "unlisted"
    form = {"visibility": "direct"}
    refused = await bob.post(f"{one(await alice.publish('x'))}/reblog", json=form)
    words = "Validation failed: Visibility is reserved"
    assert (refused.status_code, refused.json()["error"]) == (422, words)


async def test_private_posts_are_boosted_by_their_authors_only(alice, bob, carol):
    for person in (bob, carol):
        await person.follow(alice)
    private = await alice.publish("for friends", visibility="private")
    direct = await alice.publish("@bob a letter", visibility="direct")
    assert (await bob.post(f"{one(private)}/reblog")).status_code == 403
    for person in (alice, bob):
        assert (await person.post(f"{one(direct)}/reblog")).status_code == 403
    boost = await does(alice, "reblog", private, visibility="public")
    assert boost["visibility"] == "private"
    unlisted = await alice.publish("quiet", visibility="unlisted")
    assert (await does(bob, "reblog", unlisted))["visibility"] == "unlisted"
    loud = await alice.publish("loud")
    assert (await does(bob, "reblog", loud, visibility="private"))["visibility"] == "private"
    odd = await bob.post(f"{one(loud)}/reblog", json={"visibility": "secret"})
    assert odd.status_code == 422


# ── who did ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "ways", [("favourite", "favourited_by"), ("reblog", "reblogged_by")], ids=" ".join
)
async def test_who_did_it_is_paged_both_ways(world, alice, bob, anonymous, ways):
    do, who = ways
    post = await alice.publish("popular")
    fans = [alice, bob, *[await world.join(f"fan{number}") for number in range(3)]]
    for fan in fans:
        await does(fan, do, post)
    down, up = await walk(anonymous, f"{one(post)}/{who}", names, limit=2)
    assert down == [["fan2", "fan1"], ["fan0", "bob"], ["alice"]]
    assert up == [["fan0", "bob"], ["fan2", "fan1"]]
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    await world.db.write(suspend, fans[-1].account_id)
    assert names(await alice.get(f"{one(post)}/{who}")) == ["fan1", "fan0", "alice"]
    letter = await alice.publish("secret", visibility="direct")
    assert (await bob.get(f"{one(letter)}/{who}")).status_code == 404


async def test_who_boosted_is_told_to_those_who_may_see_the_boost(alice, bob, carol, anonymous):
    post = await alice.publish("widely read")
    await carol.follow(bob)
    await does(bob, "reblog", post, visibility="private")
    await does(carol, "reblog", post)
    path = f"{one(post)}/reblogged_by"
    assert names(await anonymous.get(path)) == names(await alice.get(path)) == ["carol"]
    assert names(await carol.get(path)) == names(await bob.get(path)) == ["carol", "bob"]
    assert "next" in (await anonymous.get(path, params={"limit": 1})).links


# ── one's own lists ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("do", "path"), [("favourite", "/api/v1/favourites"), ("bookmark", "/api/v1/bookmarks")]
)
async def test_ones_own_list_goes_by_when_it_was_done(alice, bob, anonymous, do, path):
    posts = {text: await bob.publish(text) for text in "abcde"}
    for text in "cadbe":
        await does(alice, do, posts[text])
    await does(bob, do, posts["a"])
    down, up = await walk(alice, path, texts, limit=2)
    assert (down, up) == ([["e", "b"], ["d", "a"], ["c"]], [["d", "a"], ["e", "b"]])
    await bob.delete(one(posts["e"]))
    await does(alice, f"un{do}", posts["b"])
    assert texts(await alice.get(path)) == ["d", "a", "c"]
    assert (await alice.get(path, params={"limit": 1})).links["next"], "an empty page goes on"
    assert texts(await bob.get(path)) == ["a"]
    await bob.post(f"/api/v1/accounts/{alice.account_id}/block")
    assert texts(await alice.get(path)) == []
    assert (await anonymous.get(path)).status_code == 401


# ── pins and muted conversations ─────────────────────────────────────────────────────────────────


async def test_five_own_posts_can_be_pinned_and_a_deleted_one_frees_its_place(alice, bob):
    posts = [await alice.publish(f"post {number}") for number in range(6)]
    for post in posts[:5]:
        await does(alice, "pin", post)
    full = await alice.post(f"{one(posts[5])}/pin")
    assert (full.status_code, full.json()["error"]) == (
        422,
        "Validation failed: You have already pinned the maximum number of posts",
    )
    await does(alice, "pin", posts[4])
    await alice.delete(one(posts[0]))
    await does(alice, "pin", posts[5])
    path = f"/api/v1/accounts/{alice.account_id}/statuses?pinned=true"
    assert texts(await bob.get(path)) == [f"post {number}" for number in (5, 4, 3, 2, 1)]
    assert (await bob.post(f"{one(posts[1])}/pin")).status_code == 422
    assert (await bob.post(f"{one(posts[1])}/unpin")).status_code == 404
    boost = await does(alice, "reblog", await bob.publish("not mine"))
    assert (await alice.post(f"{one(boost)}/pin")).status_code == 422
    letter = await alice.publish("@bob letter", visibility="direct")
    assert (await alice.post(f"{one(letter)}/pin")).status_code == 422
    await does(alice, "unpin", posts[1])
    friends = await alice.publish("for friends", visibility="private")
    await does(alice, "pin", friends)
    assert "for friends" not in texts(await bob.get(path))
    assert "for friends" in texts(await alice.get(path))


async def test_a_conversation_is_muted_as_a_whole(alice, bob):
    root = await alice.publish("root")
    reply = await bob.publish("reply", in_reply_to_id=root["id"])
    other = await bob.publish("other")
    assert (await does(alice, "mute", reply))["muted"] is True
    for status, muted in ((root, True), (reply, True), (other, False)):
        assert (await alice.get(one(status))).json()["muted"] is muted
        assert (await bob.get(one(status))).json()["muted"] is False
    await does(alice, "unmute", root)
    assert (await alice.get(one(reply))).json()["muted"] is False
