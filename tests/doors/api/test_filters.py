"""Filters: made, changed, removed; and what statuses say of them."""

import io

import pytest
from PIL import Image

from arengo.base import clock
from arengo.social.accounts.actions import delete_account
from tests.doors.api.paced import pace

pytestmark = pytest.mark.anyio

FILTERS, V1 = "/api/v2/filters", "/api/v1/filters"
EVERYWHERE = ["home", "notifications", "public", "thread", "account"]


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


def picture():
    """Return the bytes of a small image."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    return file.getvalue()


async def good(answer):
    """Return the JSON of a good answer."""
    answer = await answer
    assert answer.status_code == 200, answer.text
    return answer.json()


async def make(person, *words, title="no tea", **form):
    """Make a filter of whole words."""
    keywords = [{"keyword": word} for word in words]
    form = {"title": title, "context": ["home"], "keywords_attributes": keywords, **form}
    return await good(person.post(FILTERS, json=form))


async def refused(answer, words, status=422):
    """Expect a refusal in these words."""
    answer = await answer
    assert (answer.status_code, answer.json()["error"]) == (status, words)


def without_ids(made):
    """Return a filter without what is drawn."""
    return {
        **{name: value for name, value in made.items() if name != "id"},
        "keywords": [(each["keyword"], each["whole_word"]) for each in made["keywords"]],
    }


async def reasons(person, status):
    """Return (title, keywords, statuses) of every filter that a status matches."""
    shown = await good(person.get(f"/api/v1/statuses/{status['id']}"))
    return why(shown)


def why(shown):
    """Read the reasons out of a status."""
    return [
        (each["filter"]["title"], each["keyword_matches"], each["status_matches"])
        for each in shown["filtered"]
    ]


# ── filters ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_filter_is_made_as_documented(alice):
    form = (
        "title=test&context[]=public&context[]=home"
        "&keywords_attributes[][keyword]=foo&keywords_attributes[][whole_word]=false"
        "&keywords_attributes[][keyword]=bar&keywords_attributes[][whole_word]=true"
    )
    made = await good(alice.post(f"{FILTERS}?{form}"))
    assert without_ids(made) == {
        "title": "test",
        "context": ["home", "public"],
        "expires_at": None,
        "filter_action": "warn",
        "keywords": [("foo", False), ("bar", True)],
        "statuses": [],
    }
    assert await good(alice.get(f"{FILTERS}/{made['id']}")) == made
    assert await good(alice.get(FILTERS)) == [made]


async def test_a_filter_is_changed_in_part(alice):
    made = await make(alice, "foo", "bar", context=EVERYWHERE, filter_action="blur", expires_in=60)
    assert made["expires_at"] is not None
    foo, bar = (each["id"] for each in made["keywords"])
    form = {
        "title": "other",
        "keywords_attributes": [
            {"id": foo, "_destroy": True},
            {"id": bar, "keyword": "baz"},
            {"keyword": "new", "whole_word": "false"},
        ],
    }
    one = f"{FILTERS}/{made['id']}"
    changed = await good(alice.put(one, json=form))
    assert without_ids(changed)["keywords"] == [("baz", True), ("new", False)]
    assert changed["keywords"][0]["id"] == bar
    same = ("context", "filter_action", "expires_at")
    assert [changed[name] for name in same] == [made[name] for name in same]
    ended = await good(alice.put(one, json={"expires_in": None, "filter_action": "hide"}))
    assert (ended["expires_at"], ended["filter_action"], ended["title"]) == (None, "hide", "other")
    encoded = (
        f"keywords_attributes[0][id]={bar}&keywords_attributes[0][_destroy]=1&context[]=thread"
    )
    headers = {"content-type": "application/x-www-form-urlencoded"}
    last = await good(alice.put(one, content=encoded, headers=headers))
    assert ([each["keyword"] for each in last["keywords"]], last["context"]) == (
        ["new"],
        ["thread"],
    )


async def test_what_is_wrong_with_a_filter_is_said(alice):
    await refused(
        alice.post(FILTERS, json={}),
        "Validation failed: Title can't be blank, Context can't be blank, "
        "Context None or invalid context supplied",
    )
    words = "Validation failed: Context None or invalid context supplied"
    await refused(alice.post(FILTERS, json={"title": "x", "context": ["street"]}), words)
    good_one = {"title": "x", "context": ["home"]}
    await refused(
        alice.post(FILTERS, json={**good_one, "title": "x" * 257}),
        "Validation failed: Title is too long (maximum is 256 characters)",
    )
    await refused(
        alice.post(FILTERS, json={**good_one, "filter_action": "burn"}),
        "'burn' is not a valid filter_action",
    )
    blank = "Validation failed: Keyword can't be blank"
    await refused(alice.post(FILTERS, json={**good_one, "keywords_attributes": [{}]}), blank)
    too_much = [{"keyword": f"{n:03}" * 160} for n in range(42)]
    answer = await alice.post(FILTERS, json={**good_one, "keywords_attributes": too_much})
    assert answer.status_code == 422
    for odd in ({"expires_in": "soon"}, {"expires_in": "inf"}, {"context": [[]]}, {"title": {}}):
        assert (await alice.post(FILTERS, json={**good_one, **odd})).status_code == 422
    assert (await alice.post(FILTERS, json={**good_one, "expires_in": 10**30})).status_code == 200
    assert len(await good(alice.get(FILTERS))) == 1, "nothing was left of what was refused"


async def test_keywords_are_added_changed_and_removed(alice):
    made = await make(alice)
    path = f"{FILTERS}/{made['id']}/keywords"
    added = await good(alice.post(path, data={"keyword": "some", "whole_word": "false"}))
    assert (added["keyword"], added["whole_word"]) == ("some", False)
    one = f"{FILTERS}/keywords/{added['id']}"
    changed = await good(alice.put(one, json={"keyword": "other"}))
    assert changed == {**added, "keyword": "other"}
    assert await good(alice.get(one)) == changed
    assert await good(alice.get(path)) == [changed]
    await refused(alice.post(path), "Validation failed: Keyword can't be blank")
    await refused(
        alice.put(one, json={"keyword": " "}), "Validation failed: Keyword can't be blank"
    )
    long = "Validation failed: Keyword is too long (maximum is 512 characters)"
    await refused(alice.post(path, json={"keyword": "x" * 513}), long)
    assert await good(alice.delete(one)) == {}
    assert (await alice.delete(one)).status_code == 404
    assert await good(alice.get(path)) == []


async def test_nobody_touches_the_filters_of_others(alice, bob, anonymous):
    made = await make(alice, "tea")
    post = await bob.publish("words")
    filtered = await good(
        alice.post(f"{FILTERS}/{made['id']}/statuses", json={"status_id": post["id"]})
    )
    keyword = made["keywords"][0]["id"]
    own = await make(bob, "cocoa")
    paths = [
        f"{FILTERS}/{made['id']}",
        f"{FILTERS}/{made['id']}/keywords",
        f"{FILTERS}/{made['id']}/statuses",
        f"{FILTERS}/keywords/{keyword}",
        f"{FILTERS}/statuses/{filtered['id']}",
        f"{V1}/{keyword}",
    ]
    for path in paths:
        assert (await bob.get(path)).status_code == 404
        assert (await anonymous.get(path)).status_code == 401
    for path in (paths[0], paths[3], paths[5]):
        assert (await bob.put(path, json={"title": "x", "keyword": "x"})).status_code == 404
    for path in (paths[0], paths[3], paths[4], paths[5]):
        assert (await bob.delete(path)).status_code == 404
    for path in paths[1:3]:
        form = {"keyword": "x", "status_id": post["id"]}
        assert (await bob.post(path, json=form)).status_code == 404
    for attributes in ({"id": keyword, "_destroy": True}, {"id": "x"}, {"id": keyword}):
        form = {"keywords_attributes": [attributes]}
        assert (await bob.put(f"{FILTERS}/{own['id']}", json=form)).status_code == 404
    assert await good(bob.get(FILTERS)) == [own]


# ── version 1 ────────────────────────────────────────────────────────────────────────────────────


async def test_version_1_shows_each_keyword_as_a_filter(alice):
    made = await good(
        alice.post(V1, json={"phrase": "tea", "context": ["home"], "irreversible": True})
    )
    assert made == {
        "id": made["id"],
        "phrase": "tea",
        "context": ["home"],
        "whole_word": False,
        "expires_at": None,
        "irreversible": True,
    }
    one = f"{V1}/{made['id']}"
    form = {"phrase": "cocoa", "context": ["public"], "whole_word": True, "irreversible": False}
    changed = await good(alice.put(one, json={**form, "expires_in": 600}))
    assert {name: changed[name] for name in form} == form
    (whole,) = await good(alice.get(FILTERS))
    assert (whole["title"], whole["filter_action"], whole["context"]) == (
        "cocoa",
        "warn",
        ["public"],
    )
    assert whole["expires_at"] == changed["expires_at"] is not None
    await alice.post(f"{FILTERS}/{whole['id']}/keywords", json={"keyword": "second"})
    assert [each["phrase"] for each in await good(alice.get(V1))] == ["cocoa", "second"]
    shared = await alice.put(one, json={**form, "context": ["home"]})
    assert shared.status_code == 422
    alone = await good(alice.put(one, json={"phrase": "coffee", "context": ["public"]}))
    assert alone["phrase"] == "coffee"
    assert (await good(alice.get(FILTERS)))[0]["title"] == "cocoa"
    assert await good(alice.delete(one)) == {}
    assert [each["phrase"] for each in await good(alice.get(V1))] == ["second"]
    await refused(
        alice.post(V1, json={"context": ["home"]}), "Validation failed: Phrase can't be blank"
    )
    words = "Context can't be blank, Context None or invalid context supplied"
    await refused(alice.post(V1, json={"phrase": "x"}), f"Validation failed: {words}")


# ── what statuses say ────────────────────────────────────────────────────────────────────────────


async def test_a_status_says_why_it_is_filtered(alice, bob, carol, anonymous):
    made = await make(alice, "tea", "cup of", context=["home", "public"], filter_action="hide")
    await make(alice, "coffee", title="no coffee")
    post = await bob.publish("A CUP of tea")
    shown = await good(alice.get(f"/api/v1/statuses/{post['id']}"))
    head = {name: made[name] for name in ("id", "title", "context", "expires_at", "filter_action")}
    assert shown["filtered"] == [
        {"filter": head, "keyword_matches": ["tea", "cup of"], "status_matches": None}
    ]
    both = await bob.publish("tea", spoiler_text="or coffee")
    assert [title for title, *_ in await reasons(alice, both)] == ["no tea", "no coffee"]
    assert await reasons(alice, await bob.publish("a teapot")) == []
    assert await reasons(carol, post) == []
    assert "filtered" not in await good(anonymous.get(f"/api/v1/statuses/{post['id']}"))
    assert await reasons(alice, await alice.publish("my tea")) == []


async def test_polls_and_descriptions_of_media_are_looked_into(alice, bob):
    await make(alice, "tea")
    poll = {"options": ["green tea", "coffee"], "expires_in": 600}
    asked = await bob.publish("what?", poll=poll)
    assert await reasons(alice, asked) == [("no tea", ["tea"], None)]
    form = {"status": "what?", "poll": {**poll, "options": ["cocoa", "coffee"]}}
    await good(bob.put(f"/api/v1/statuses/{asked['id']}", json=form))
    assert await reasons(alice, asked) == []
    files = {"file": ("cup.png", picture(), "image/png")}
    image = await good(bob.post("/api/v2/media", files=files, data={"description": "A TEA cup"}))
    shown = await bob.publish("look", media_ids=[image["id"]])
    assert await reasons(alice, shown) == [("no tea", ["tea"], None)]


async def test_filters_are_told_wherever_statuses_are(alice, bob):
    await alice.follow(bob)
    await make(alice, "tea")
    post = await bob.publish("@alice tea #drinks")
    boost = await good(bob.post(f"/api/v1/statuses/{post['id']}/reblog"))
    reason = [("no tea", ["tea"], None)]
    for path in (
        "/api/v1/timelines/public",
        "/api/v1/timelines/tag/drinks",
        f"/api/v1/statuses?id[]={post['id']}",
    ):
        assert why((await good(alice.get(path)))[0]) == reason, path
    for path in ("/api/v1/timelines/home", f"/api/v1/accounts/{bob.account_id}/statuses"):
        first = (await good(alice.get(path)))[0]
        assert why(first) == reason, path
        assert first["reblog"] is None or why(first["reblog"]) == reason
    shown = await good(alice.get(f"/api/v1/statuses/{boost['id']}"))
    assert (why(shown), why(shown["reblog"])) == (reason, reason)
    told = (await good(alice.get("/api/v1/notifications")))[0]
    assert why(told["status"]) == reason
    grouped = await good(alice.get("/api/v2/notifications"))
    assert why(grouped["statuses"][0]) == reason
    found = await good(alice.post(f"/api/v1/statuses/{post['id']}/favourite"))
    assert why(found) == reason
    reply = await bob.publish("more", in_reply_to_id=post["id"])
    context = await good(alice.get(f"/api/v1/statuses/{reply['id']}/context"))
    assert why(context["ancestors"][0]) == reason
    mine = await alice.publish("my tea")
    own_boost = await good(bob.post(f"/api/v1/statuses/{mine['id']}/reblog"))
    assert await reasons(alice, own_boost) == []


async def test_a_change_counts_at_once(alice, bob):
    post = await bob.publish("tea")
    assert await reasons(alice, post) == []
    made = await make(alice, "tea")
    assert await reasons(alice, post) == [("no tea", ["tea"], None)]
    keyword = made["keywords"][0]["id"]
    await good(alice.put(f"{FILTERS}/keywords/{keyword}", json={"keyword": "cocoa"}))
    assert await reasons(alice, post) == []
    await good(bob.put(f"/api/v1/statuses/{post['id']}", json={"status": "cocoa"}))
    assert await reasons(alice, post) == [("no tea", ["cocoa"], None)]
    await good(alice.delete(f"{FILTERS}/keywords/{keyword}"))
    assert await reasons(alice, post) == []
    again = await make(alice, "cocoa", title="again")
    assert await reasons(alice, post) == [("again", ["cocoa"], None)]
    for each in (made, again):
        await good(alice.delete(f"{FILTERS}/{each['id']}"))
    assert await reasons(alice, post) == []
    assert (await alice.delete(f"{FILTERS}/{made['id']}")).status_code == 404


async def test_a_filter_that_is_over_matches_nothing_until_it_is_prolonged(alice, bob, monkeypatch):
    post = await bob.publish("tea")
    made = await make(alice, "tea", expires_in=3600)
    assert len(await reasons(alice, post)) == 1
    real = clock.now_ms
    monkeypatch.setattr("arengo.social.filters.reasons.now_ms", lambda: real() + 3_601_000)
    assert await reasons(alice, post) == []
    await good(alice.put(f"{FILTERS}/{made['id']}", json={"expires_in": 2 * 3600}))
    assert len(await reasons(alice, post)) == 1


async def test_one_status_is_filtered_whatever_it_says(alice, bob, world):
    post, other = await bob.publish("fine words"), await bob.publish("other words")
    boost = await good(alice.post(f"/api/v1/statuses/{post['id']}/reblog"))
    made = await make(alice, "other")
    path = f"{FILTERS}/{made['id']}/statuses"
    added = await good(alice.post(path, json={"status_id": boost["id"]}))
    assert added["status_id"] == post["id"], "of a boost, what was boosted"
    assert await good(alice.post(path, json={"status_id": post["id"]})) == added
    assert await reasons(alice, post) == [("no tea", None, [post["id"]])]
    assert await reasons(alice, other) == [("no tea", ["other"], None)]
    assert await good(alice.get(path)) == [added]
    assert await good(alice.get(f"{FILTERS}/statuses/{added['id']}")) == added
    assert (await good(alice.get(FILTERS)))[0]["statuses"] == [added]
    hidden = await bob.publish("a letter", visibility="direct")
    for odd in (hidden["id"], "1", "x", ""):
        assert (await alice.post(path, json={"status_id": odd})).status_code == 404
    assert await good(alice.delete(f"{FILTERS}/statuses/{added['id']}")) == {}
    assert (await alice.delete(f"{FILTERS}/statuses/{added['id']}")).status_code == 404
    assert await reasons(alice, post) == []
    await good(alice.post(path, json={"status_id": post["id"]}))
    await good(bob.delete(f"/api/v1/statuses/{post['id']}"))
    await world.run_jobs()
    assert await good(alice.get(path)) == []


async def test_filters_go_with_their_owner(alice, bob, world):
    made = await make(alice, "tea")
    post = await bob.publish("tea")
    await good(alice.post(f"{FILTERS}/{made['id']}/statuses", json={"status_id": post["id"]}))
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    for table in ("filter_sets", "filters", "filter_keywords", "filter_posts"):
        assert await world.count(table) == 0
