"""Trends: what several people use or like, as one may see it."""

from itertools import count

import pytest

from arengo.base.clock import DAY_MS, SECOND_MS, today
from arengo.social.accounts.actions import suspend
from arengo.social.discover.trends import actions as trends
from arengo.social.discover.trends import histories
from arengo.social.discover.trends.jobs import count_trends
from arengo.social.discover.trends.model import TrendKind
from arengo.social.discover.trends.queries import to_review
from arengo.social.instance.actions import change_setting
from tests.doors.api.stable import texts
from tests.elsewhere import elsewhere
from tests.travelling import travelling

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("early_today")]

TAGS, STATUSES, LINKS = (f"/api/v1/trends/{name}" for name in ("tags", "statuses", "links"))
DAY_S = DAY_MS // SECOND_MS


async def show(*people, discoverable=True):
    """Let people want to be found."""
    for person in people:
        form = {"discoverable": discoverable}
        answer = await person.patch("/api/v1/accounts/update_credentials", json=form)
        assert answer.status_code == 200, answer.text


@pytest.fixture
async def people(world, alice, bob, carol):
    """Four people who want to be found."""
    found = [alice, bob, carol, await world.join("dora")]
    await show(*found)
    return found


async def like(post, *people, how="favourite"):
    """Let people like a post."""
    for person in people:
        answer = await person.post(f"/api/v1/statuses/{post['id']}/{how}")
        assert answer.status_code == 200, answer.text


async def tags(person, **params):
    """Return the names of the tags that are trends."""
    answer = await person.get(TAGS, params=params)
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.json()]


# ── tags ─────────────────────────────────────────────────────────────────────────────────────────


async def test_a_tag_that_several_people_use_is_a_trend(world, people, anonymous):
    alice, bob, carol, dora = people
    for person in (alice, bob, carol):
        await person.publish("good #Tea")
    await alice.publish("again #tea")
    for person in people:
        await person.publish("good #Rain")
    for _ in range(4):
        await dora.publish("only I #think so")
    await alice.post("/api/v1/tags/tea/follow")
    assert await tags(anonymous) == []
    await count_trends(world.db)
    assert await tags(anonymous) == ["rain", "tea"]
    tea = (await alice.get(TAGS)).json()[1]
    assert (tea["following"], tea["url"]) == (True, "https://arengo.test/tags/tea")
    assert len(tea["history"]) == 7
    assert tea["history"][0] == {"day": str(today() * DAY_S), "uses": "4", "accounts": "3"}
    assert "following" not in (await anonymous.get(TAGS)).json()[1]
    assert (await anonymous.get("/api/v1/trends")).json() == (await anonymous.get(TAGS)).json()
    page = await anonymous.get(TAGS, params={"limit": 1})
    assert [each["name"] for each in page.json()] == ["rain"]
    following = await anonymous.get(page.links["next"]["url"])
    assert [each["name"] for each in following.json()] == ["tea"]
    assert "prev" in following.links
    for odd in ({"offset": 10**30}, {"offset": -1, "limit": 0}, {"offset": 99}):
        assert (await anonymous.get(TAGS, params=odd)).status_code == 200


async def test_a_trend_tells_of_seven_days_though_another_begins_meanwhile(
    world, people, anonymous, monkeypatch
):
    for person in people:
        await person.publish("good #rain")
    days = count(today())
    monkeypatch.setattr(histories, "today", lambda: next(days))
    await count_trends(world.db)
    (rain,) = (await anonymous.get(TAGS)).json()
    assert len(rain["history"]) == 7


async def test_only_what_is_open_to_all_makes_a_trend(world, people, anonymous):
    alice, bob, carol, dora = people
    ways = {
        "hidden": {"visibility": "unlisted"},
        "friends": {"visibility": "private"},
        "bare": {"sensitive": True},
        "warned": {"spoiler_text": "careful"},
    }
    for name, form in ways.items():
        for person in (alice, bob, carol):
            await person.publish(f"words #{name}", **form)
    for person in people:
        await person.publish("words #quiet")
    await show(alice, bob, discoverable=False)
    await count_trends(world.db)
    assert await tags(anonymous) == []
    await show(alice)
    await count_trends(world.db)
    assert await tags(anonymous) == ["quiet"]
    await world.db.write(suspend, dora.account_id)
    with travelling(3 * DAY_S):
        await count_trends(world.db)
    assert await tags(anonymous) == []


async def test_a_tag_cools_down_and_what_is_always_used_is_none(world, people, anonymous):
    for person in people:
        await person.publish("today #tea")
    await count_trends(world.db)
    with travelling(DAY_S + 60):
        await count_trends(world.db)
        assert await tags(anonymous) == []
    with travelling(4 * 3600):
        await count_trends(world.db)
        (known,) = await world.db.read(to_review, TrendKind.TAG, limit=9, offset=0)
        assert known.score == known.peak == 9
    for day in range(1, 7):
        with travelling(day * DAY_S):
            for person in people:
                await person.publish("every day #tea")
    with travelling(6 * DAY_S + 60):
        await count_trends(world.db)
    assert await tags(anonymous) == []


# ── posts ────────────────────────────────────────────────────────────────────────────────────────


async def test_what_several_people_like_is_a_trend(world, people, anonymous):
    alice, bob, carol, dora = people
    liked, loved = await alice.publish("liked"), await bob.publish("loved")
    second = await alice.publish("second of the same author")
    await like(liked, bob, carol, dora)
    await like(loved, alice, carol, dora)
    await like(loved, alice, how="reblog")
    await like(second, bob, carol)
    await like(second, dora, how="reblog")
    await like(await carol.publish("liked by two"), alice, bob)
    reply = await carol.publish("a reply", in_reply_to_id=liked["id"])
    await like(reply, alice, bob, dora)
    await count_trends(world.db)
    assert texts(await anonymous.get(STATUSES)) == ["loved", "second of the same author"]
    page = await anonymous.get(STATUSES, params={"limit": 1})
    assert texts(page) == ["loved"]
    assert texts(await anonymous.get(page.links["next"]["url"])) == ["second of the same author"]


async def test_a_page_of_trends_leads_on_though_all_of_it_is_hidden(world, people):
    alice, bob, carol, dora = people
    more, less = await alice.publish("more"), await bob.publish("less")
    await like(more, bob, carol, dora)
    await like(more, carol, dora, how="reblog")
    await like(less, alice, carol, dora)
    await count_trends(world.db)
    await carol.post(f"/api/v1/accounts/{alice.account_id}/mute")
    page = await carol.get(STATUSES, params={"limit": 1})
    assert texts(page) == []
    assert texts(await carol.get(page.links["next"]["url"])) == ["less"]


async def test_a_viewer_sees_no_trend_that_they_would_not_see(world, people, anonymous):
    alice, bob, carol, dora = people
    posts = [await person.publish(f"by {person.name}") for person in people]
    for post, author in zip(posts, people, strict=True):
        await like(post, *[person for person in people if person is not author])
    await count_trends(world.db)
    assert len(texts(await anonymous.get(STATUSES))) == 4
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    await alice.post(f"/api/v1/accounts/{carol.account_id}/mute")
    form = {"title": "x", "context": ["public"], "filter_action": "hide"}
    form["keywords_attributes"] = [{"keyword": "dora"}]
    made = (await alice.post("/api/v2/filters", json=form)).json()
    assert texts(await alice.get(STATUSES)) == ["by alice"]
    await alice.put(f"/api/v2/filters/{made['id']}", json={"filter_action": "warn"})
    assert sorted(texts(await alice.get(STATUSES))) == ["by alice", "by dora"]
    await dora.delete(f"/api/v1/statuses/{posts[3]['id']}")
    await show(carol, discoverable=False)
    await world.db.write(suspend, bob.account_id)
    assert texts(await anonymous.get(STATUSES)) == ["by alice"]
    with travelling(4 * DAY_S):
        await count_trends(world.db)
    assert texts(await anonymous.get(STATUSES)) == []


async def test_the_staff_approves_and_rejects(world, people, anonymous):
    for name in ("tea", "rain"):
        for person in people:
            await person.publish(f"good #{name}")
    await count_trends(world.db)
    found = await world.db.read(to_review, TrendKind.TAG, limit=9, offset=0)
    ids = {each.body.name: each.id for each in found}
    assert {each.reviewed for each in found} == {None}
    await world.db.write(trends.reject, kind=TrendKind.TAG, trend_id=ids["rain"])
    assert await tags(anonymous) == ["tea"]
    await world.db.write(change_setting, "trends_need_approval", "true")
    assert await tags(anonymous) == []
    for _ in range(2):
        await world.db.write(trends.approve, kind=TrendKind.TAG, trend_id=ids["rain"])
    await count_trends(world.db)
    assert await tags(anonymous) == ["rain"]
    found = await world.db.read(to_review, TrendKind.TAG, limit=9, offset=0)
    assert {each.body.name: each.reviewed for each in found} == {"rain": True, "tea": None}


# ── links ────────────────────────────────────────────────────────────────────────────────────────


async def test_a_link_that_several_people_share_is_a_trend_and_a_timeline(world, people, anonymous):
    alice, bob, carol, dora = people
    async with elsewhere() as there:
        html = "<!doctype html><html><head><title>News</title></head></html>"
        url, other = there.says("/news", html), there.says("/other", html)
        for person in (alice, bob, carol):
            await person.publish(f"{person.name} reads {url}")
        await dora.publish(f"for friends {url}", visibility="private")
        await dora.publish(f"alone with {other}")
        await world.run_jobs()
    await count_trends(world.db)
    (link,) = (await anonymous.get(LINKS)).json()
    assert (link["url"], link["title"], link["type"]) == (url, "News", "link")
    assert link["history"][0] == {"day": str(today() * DAY_S), "uses": "3", "accounts": "3"}
    timeline = "/api/v1/timelines/link"
    found = await anonymous.get(timeline, params={"url": url})
    assert sorted(each.split()[0] for each in texts(found)) == ["alice", "bob", "carol"]
    first = await anonymous.get(timeline, params={"url": url, "limit": 1})
    rest = await anonymous.get(first.links["next"]["url"])
    assert texts(first) + texts(rest) == texts(found)[: len(texts(first) + texts(rest))]
    await alice.post(f"/api/v1/accounts/{bob.account_id}/mute")
    mine = await alice.get(timeline, params={"url": url})
    assert sorted(each.split()[0] for each in texts(mine)) == ["alice", "carol"]
    for odd in (other, "", "x"):
        assert (await anonymous.get(timeline, params={"url": odd})).status_code == 404
