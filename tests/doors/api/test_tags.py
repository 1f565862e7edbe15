"""Hashtags: looking at one, following it, its timeline."""

from itertools import count

import pytest
from inline_snapshot import snapshot

from arengo.base.clock import DAY_MS, now_ms, today
from arengo.social.timelines.entries import queries
from tests.doors.api.paced import pace
from tests.doors.api.stable import texts
from tests.travelling import travelling

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


@pytest.mark.usefixtures("early_today")
async def test_a_tag_tells_of_its_last_seven_days(alice, bob, anonymous):
    await alice.publish("#Tea")
    await alice.publish("#tea and #TEA")
    await bob.publish("#tea", visibility="unlisted")
    await bob.publish("#tea")
    with travelling(2 * DAY_MS / 1000):
        await bob.publish("#tea")
        answer = (await anonymous.get("/api/v1/tags/TeA")).json()
        day = now_ms() // DAY_MS
    history = answer.pop("history")
    assert answer == snapshot(
        {"id": "4207918692992074896", "name": "tea", "url": "https://arengo.test/tags/tea"}
    )
    assert [each["day"] for each in history] == [str((day - n) * 86_400) for n in range(7)]
    assert [(each["uses"], each["accounts"]) for each in history[:4]] == [
        ("1", "1"),
        ("0", "0"),
        ("3", "2"),
        ("0", "0"),
    ]
    unused = (await anonymous.get("/api/v1/tags/unheard")).json()
    assert {each["uses"] for each in unused["history"]} == {"0"}


async def test_a_week_has_seven_days_though_another_begins_meanwhile(anonymous, monkeypatch):
    days = count(today())
    monkeypatch.setattr(queries, "today", lambda: next(days))
    history = (await anonymous.get("/api/v1/tags/tea")).json()["history"]
    assert len({each["day"] for each in history}) == len(history) == 7


async def test_what_cannot_be_a_tag_is_none(alice):
    for name in ("1", "%00", "-", "x" * 1_000):
        assert (await alice.get(f"/api/v1/tags/{name}")).status_code in {404, 422}, name
        assert (await alice.post(f"/api/v1/tags/{name}/follow")).status_code in {404, 422}


async def test_a_followed_tag_is_marked_and_brings_its_posts_home(alice, bob, carol):
    for _ in range(2):
        answer = await alice.post("/api/v1/tags/Tea/follow")
        assert (answer.json()["name"], answer.json()["following"]) == ("tea", True)
    await bob.publish("about #TEA")
    await bob.publish("about #coffee")
    await carol.publish("@bob some #tea?", visibility="unlisted")
    assert texts(await alice.get("/api/v1/timelines/home")) == ["about #TEA"]
    assert (await bob.get("/api/v1/tags/tea")).json()["following"] is False
    for _ in range(2):
        answer = await alice.post("/api/v1/tags/tea/unfollow")
        assert answer.json()["following"] is False
    assert texts(await alice.get("/api/v1/timelines/home")) == []


async def test_followed_tags_are_paged_both_ways(alice, anonymous):
    for name in "abcde":
        await alice.post(f"/api/v1/tags/{name}/follow")

    async def read(url, **params):
        answer = await alice.get(url, params=params or None)
        return [each["name"] for each in answer.json()], answer.links

    path = "/api/v1/followed_tags"
    first, links = await read(path, limit=2)
    second, links = await read(links["next"]["url"])
    third, links = await read(links["next"]["url"])
    assert [first, second, third] == [["e", "d"], ["c", "b"], ["a"]]
    assert (await read(links["next"]["url"]))[0] == []
    second, links = await read(links["prev"]["url"])
    first, links = await read(links["prev"]["url"])
    assert [first, second] == [["e", "d"], ["c", "b"]]
    assert (await anonymous.get(path)).status_code == 401


async def test_the_timeline_of_a_tag_takes_others_along_and_leaves_some_out(alice, bob, anonymous):
    await alice.publish("one #a")
    await bob.publish("two #b")
    await alice.publish("three #a #b")
    await bob.publish("four #a #b #c")
    await bob.publish("five #a", visibility="unlisted")
    await alice.publish("@bob six #a", in_reply_to_id=(await bob.publish("x"))["id"])

    async def tagged(name, **params):
        answer = await anonymous.get(f"/api/v1/timelines/tag/{name}", params=params)
        return [text.split()[-1 if "@" in text else 0] for text in texts(answer)]

    assert await tagged("A") == ["#a", "four", "three", "one"]
    assert await tagged("b", **{"any[]": ["a", "c"]}) == ["#a", "four", "three", "two", "one"]
    assert await tagged("a", **{"all[]": ["B"]}) == ["four", "three"]
    assert await tagged("a", **{"all[]": ["b", "c"]}) == ["four"]
    assert await tagged("a", **{"none[]": ["b"]}) == ["#a", "one"]
    assert await tagged("c", **{"any[]": ["b"], "all[]": ["a"], "none[]": ["c"]}) == ["three"]
    assert await tagged("a", only_media="true") == []
    assert await tagged("a", local="true", limit=1) == ["#a"]
    assert await tagged("a", remote="true") == []
    assert await tagged("unheard") == []


async def test_an_edit_moves_a_post_between_tags_and_deletion_takes_it_out(alice, anonymous):
    post = await alice.publish("one #a")

    async def tagged(name):
        return texts(await anonymous.get(f"/api/v1/timelines/tag/{name}"))

    await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": "one #b"})
    assert (await tagged("a"), await tagged("b")) == ([], ["one #b"])
    await alice.delete(f"/api/v1/statuses/{post['id']}")
    assert await tagged("b") == []
