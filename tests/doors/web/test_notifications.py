"""What one was told, in a browser without scripts: groups, kinds, what is new, and clearing it."""

import pytest

from arengo.social.accounts.actions import suspend
from tests.doors.api.paced import pace
from tests.doors.web.pressing import at_browser, press, said
from tests.doors.web.reading import HOSTILE, ONE_ENGINE
from tests.world import Person

pytestmark = pytest.mark.anyio
PATH = "/notifications"
PART = {"hx-request": "true", "hx-request-type": "partial"}
POLICY = "/api/v2/notifications/policy"
REQUESTS = f"{PATH}/requests"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


def sentences(visiting):
    return [" ".join(tag.get_text().split()) for tag in visiting.page.select(".news .told p")]


def waiting(visiting):
    """Return how many are new, as the navigation says it."""
    return "".join(tag.get_text() for tag in visiting.page.select(".rail .count"))


async def like(post, *people: Person, how="favourite"):
    for person in people:
        assert (await person.post(f"/api/v1/statuses/{post['id']}/{how}")).is_success


@ONE_ENGINE
async def test_similar_ones_stand_together_with_what_they_are_about(world, alice, bob, carol):
    dora = await world.join("dora")
    post = await alice.publish(f"Bread {HOSTILE}", spoiler_text="")
    await like(post, bob, carol, dora)
    await like(post, bob, how="reblog")
    await bob.follow(alice)
    reply = await carol.publish(f"@alice smells good {HOSTILE}", in_reply_to_id=post["id"])
    page = await (await at_browser(world, alice)).open(PATH)
    assert sentences(page) == [
        "carol mentioned you",
        "bob now follows you",
        "bob boosted your post",
        "dora and 2 others like your post",
    ]
    mention, follow, boost, liked = page.page.select(".news")
    assert mention.select_one("article.post .when")["href"] == reply["url"]
    assert mention.select_one(".actions form")
    assert follow.select("article, .text") == []
    assert liked.select_one(".note a")["href"] == boost.select_one(".note a")["href"] == post["url"]
    assert "<script>alert(1)" in liked.select_one(".text").get_text()
    assert [tag["alt"] for tag in liked.select(".arches img")] == ["dora", "carol", "bob"]


@ONE_ENGINE
async def test_what_is_new_stands_apart_until_it_was_shown(world, alice, bob, carol):
    post = await alice.publish("Bread")
    await like(post, bob)
    page = await (await at_browser(world, alice)).open("/about")
    assert waiting(page).startswith("1")
    await page.person.get(PATH, headers={"hx-preloaded": "true"})
    await page.person.get(f"{PATH}?show=mentions")
    assert waiting(await page.open("/about")).startswith("1")
    await page.open(PATH)
    assert (waiting(page), page.page.select(".you-were-here")) == ("", [])
    await bob.publish("@alice one more")
    await carol.publish("@alice and another")
    await page.open(PATH)
    marks = page.page.select(".news, .you-were-here")
    assert [tag.classes[0] for tag in marks] == ["news", "news", "you-were-here", "news"]
    assert (await page.open(PATH)).page.select(".you-were-here") == []


@ONE_ENGINE
async def test_a_tab_shows_some_kinds_and_pages_go_on_without_gap(world, alice, bob):
    for number in range(22):
        await bob.publish(f"@alice {number}")
    await bob.follow(alice)
    page = await (await at_browser(world, alice)).open(f"{PATH}?show=followers")
    assert sentences(page) == ["bob now follows you"]
    assert page.page.select_one(".tabs [aria-current]").get_text() == "Followers"
    await page.open(f"{PATH}?show=mentions")
    first = [tag["href"] for tag in page.page.select(".news .when")]
    await page.open(page.page.select_one("a[rel=next]")["href"])
    second = [tag["href"] for tag in page.page.select(".news .when")]
    assert (len(first), len(second), len({*first, *second})) == (20, 2, 22)
    assert page.page.select_one(".tabs [aria-current]").get_text() == "Mentions"
    await page.open(f"{PATH}?show=nonsense")
    assert page.page.select_one(".tabs [aria-current]").get_text() == "Everything"


@ONE_ENGINE
async def test_one_is_dismissed_and_all_are_cleared_but_what_came_since(world, alice, bob, carol):
    post = await alice.publish("Bread")
    await like(post, bob)
    await bob.publish("@alice hello")
    page = await (await at_browser(world, alice)).open(PATH)
    await press(page, ".news .close")
    assert said(page) == "Dismissed."
    assert sentences(page) == ["bob likes your post"]
    token = page.page.select_one("[name=csrf_token]")["value"]
    action = page.page.select_one(".news form[hx-post]")["hx-post"]
    piece = await page.person.post(action, data={"csrf_token": token}, headers=PART)
    assert piece.text.startswith('<p class="empty" role="status"')
    await like(post, carol)
    await page.open(PATH)
    for key in ("ungrouped-1", "favourite-1-1", "x", "%00"):
        gone = await page.person.post(f"{PATH}/{key}/dismiss", data={"csrf_token": token})
        assert gone.status_code == 404
    await bob.publish("@alice came meanwhile")
    counting = page.page.select_one(".pill-place")["hx-get"]
    assert "1 new notification" in (await page.person.get(counting, headers=PART)).text
    assert "new" not in (await page.person.get(f"{PATH}/new", headers=PART)).text
    await press(page, ".confirm button")
    assert said(page) == "All notifications are removed."
    assert sentences(page) == ["bob mentioned you"]
    assert (await page.person.post(f"{PATH}/clear", data={})).status_code == 403
    assert (await page.person.post(f"{PATH}/clear", data={"newest": "x"})).status_code in {403, 422}
    odd = {"csrf_token": token, "newest": str(2**63 - 1)}
    assert (await page.person.post(f"{PATH}/clear", data=odd)).status_code == 422


async def test_who_is_gone_blocked_or_muted_is_not_named(world, alice, bob, carol):
    dora = await world.join("dora")
    post = await alice.publish("Bread")
    await like(post, bob, carol, dora)
    gone = await bob.publish("@alice look")
    await carol.publish("@alice hear")
    page = await at_browser(world, alice)
    await bob.delete(f"/api/v1/statuses/{gone['id']}")
    await alice.post(f"/api/v1/accounts/{carol.account_id}/block")
    await world.db.write(suspend, dora.account_id)
    await world.run_jobs()
    assert sentences(await page.open(PATH)) == ["bob likes your post"]
    await world.db.write(suspend, bob.account_id)
    assert sentences(await page.open(PATH)) == []
    assert "Nothing here." in page.page.select_one(".empty").get_text()


@ONE_ENGINE
async def test_what_one_filters_is_covered_or_not_told(world, alice, bob):
    for action, word in (("hide", "spinach"), ("warn", "turnip")):
        form = {
            "title": f"No {word}",
            "context": ["notifications"],
            "filter_action": action,
            "keywords_attributes": [{"keyword": word}],
        }
        assert (await alice.post("/api/v2/filters", json=form)).is_success
        await bob.publish(f"@alice {word}")
    page = await (await at_browser(world, alice)).open(PATH)
    assert sentences(page) == ["bob mentioned you"]
    assert "No turnip" in page.page.select_one(".news details.warning summary").get_text()


async def test_who_waits_is_heard_or_dismissed(world, alice, bob, carol):
    await alice.patch(POLICY, json={"for_not_following": "filter"})
    await bob.publish("@alice one")
    last = await bob.publish("@alice two")
    await carol.publish("@alice three")
    page = await (await at_browser(world, alice)).open(PATH)
    assert "2 people wait to be heard" in page.page.select_one(".waiting").get_text()
    await page.open(page.page.select_one(".waiting a")["href"])
    rows = page.page.select("section.news")
    assert [row["aria-label"] for row in rows] == ["carol", "bob"]
    assert "2 notifications" in rows[1].get_text()
    assert rows[1].select_one("article.post .when")["href"] == last["url"]
    await press(page, "section[aria-label=carol] button[formaction]")
    await press(page, "section[aria-label=bob] button.accept")
    assert said(page).startswith("Accepted.")
    await world.run_jobs()
    assert sentences(await page.open(PATH)) == ["bob mentioned you", "bob mentioned you"]
    assert page.page.select(".waiting") == []
    await page.open(REQUESTS)
    assert "Nobody waits" in page.page.select_one(".empty").get_text()


@ONE_ENGINE
async def test_nobody_answers_the_requests_of_others(world, alice, bob, carol):
    await alice.patch(POLICY, json={"for_not_following": "filter"})
    await bob.publish("@alice one")
    (waiting,) = (await alice.get("/api/v1/notifications/requests")).json()
    page = await (await at_browser(world, carol)).open(REQUESTS)
    token = page.page.select_one("[name=csrf_token]")["value"]
    for verb in ("accept", "dismiss"):
        for data in ({"id": waiting["id"]}, {"id": "x"}, {}):
            form = {**data, "csrf_token": token}
            answer = await page.person.post(f"{REQUESTS}/{verb}", data=form)
            assert answer.status_code == 303
    await world.run_jobs()
    assert len((await alice.get("/api/v1/notifications/requests")).json()) == 1
