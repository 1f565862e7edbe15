"""Finding in a browser without scripts: search, what many talk of, people to meet, tags."""

import pytest

from arengo.base.ids import AccountId
from arengo.social.accounts.actions import suspend
from arengo.social.discover.trends import actions as trends
from arengo.social.discover.trends.jobs import count_trends
from arengo.social.discover.trends.model import TrendKind
from arengo.social.discover.trends.queries import to_review
from arengo.social.instance.actions import change_setting
from tests.doors.api.paced import pace
from tests.doors.web.pressing import at_browser, press, said
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, addresses, read

pytestmark = pytest.mark.anyio
PART = {"hx-request": "true", "hx-request-type": "partial"}


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


async def let_be_found(*people):
    for person in people:
        form = {"discoverable": True, "indexable": True}
        answer = await person.patch("/api/v1/accounts/update_credentials", json=form)
        assert answer.is_success, answer.text


def people(soup, within="main"):
    return [tag.get_text() for tag in soup.select(f"{within} .person .handle")]


def tags(soup):
    return [tag.get_text() for tag in soup.select(".tag-line .go")]


# ── search ───────────────────────────────────────────────────────────────────────────────────────


@ONE_ENGINE
async def test_search_finds_some_of_each_kind_and_keeps_what_was_typed(world, alice, bob):
    await let_be_found(alice)
    bread = await world.join("breadmaker")
    post = await alice.publish(f"#Bread rises {HOSTILE}")
    await world.run_jobs()
    page = await (await at_browser(world, bob)).open("/search?q=bread")
    assert page.page.select_one("#q")["value"] == "bread"
    assert (people(page.page), tags(page.page)) == (["@breadmaker"], ["#bread"])
    assert addresses(page.page) == [post["url"]]
    assert [tag.get_text() for tag in page.page.select(".tabs [aria-current]")] == ["Everything"]
    for tab, found in (("People", 1), ("Tags", 1), ("Posts", 1)):
        (link,) = [tag["href"] for tag in page.page.select(".tabs a") if tag.get_text() == tab]
        soup = (await page.open(link)).page
        assert len(soup.select(".person, .tag-line, article.post")) == found
    assert bread.token


async def test_only_what_is_for_somebody_is_found(world, alice, bob, carol, anonymous):
    await let_be_found(alice)
    public = await alice.publish("rhubarb for all")
    letter = await alice.publish("@bob rhubarb", visibility="direct")
    await world.run_jobs()
    browser = await at_browser(world, bob)
    assert addresses((await browser.open("/search?q=rhubarb")).page) == [
        letter["url"],
        public["url"],
    ]
    for words in ("from:alice", "rhubarb -for", "before:2001", '"for all"'):
        assert (await browser.open(f"/search?q={words}")).status == 200
    stranger = await at_browser(world, carol)
    assert addresses((await stranger.open("/search?q=rhubarb")).page) == [public["url"]]
    soup = await read(anonymous, "/search?q=rhubarb")
    assert addresses(soup) == []
    assert "signed in" in soup.select_one(".note").get_text()
    path = public["url"]
    assert addresses(await read(anonymous, f"/search?q={path}")) == [path]
    assert addresses(await read(anonymous, f"/search?q={letter['url']}")) == []
    assert people(await read(anonymous, "/search?q=https://arengo.test/@alice")) == ["@alice"]
    await world.db.write(suspend, alice.account_id)
    assert people(await read(anonymous, "/search?q=alice")) == []
    assert addresses((await browser.open("/search?q=rhubarb")).page) == []


@ONE_ENGINE
async def test_found_posts_go_on_and_odd_questions_are_answered(world, alice, anonymous):
    for number in range(21):
        await alice.publish(f"plum {number}")
    await world.run_jobs()
    page = await (await at_browser(world, alice)).open("/search?q=plum&lang=it")
    first = addresses(page.page)
    await page.open(page.page.select_one("a[rel=next]")["href"])
    assert (len(first), len(addresses(page.page))) == (20, 1)
    assert page.page.html["lang"] == "it"
    for query in ("q=%00", "q=" + "x" * 3_000, "q=%22", "q=from:", "q=%23", "kind=people", "q=@"):
        assert (await anonymous.get(f"/search?{query}")).status_code == 200, query
        assert (await page.person.get(f"/search?{query}")).status_code == 200, query
    for query in ("kind=x", "before=0", "before=x"):
        assert (await anonymous.get(f"/search?q=a&{query}")).status_code == 422, query
    soup = await read(anonymous, "/search?q=" + HOSTILE.replace(" ", "+").replace("#", ""))
    assert soup.select_one(".empty").get_text() == "Nothing found."


# ── explore ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def talkative(world, alice, bob, carol):
    """Three people who want to be found, a tag that they use and a post that they like."""
    everybody = [alice, bob, carol]
    await let_be_found(*everybody)
    for person in everybody:
        await person.publish("good #Tea")
    post = await alice.publish("The kettle sings")
    for person in everybody:
        await person.post(f"/api/v1/statuses/{post['id']}/favourite")
    await count_trends(world.db)
    return post


@pytest.mark.usefixtures("early_today")
async def test_what_many_talk_of_is_shown_with_the_reason(world, talkative, alice, anonymous):
    soup = await read(anonymous, "/explore")
    assert addresses(soup) == [talkative["url"]]
    assert "3 favourites and boosts" in soup.select_one(".because .by").get_text()
    assert "at least 3 favourites and boosts" in soup.select_one(".why").get_text()
    soup = await read(anonymous, "/explore/tags")
    assert tags(soup) == ["#tea"]
    assert (
        "3 authors today · 3 posts in seven days" in soup.select_one(".tag-line .note").get_text()
    )
    assert soup.select(".tag-line form") == []
    browser = await (await at_browser(world, alice)).open("/explore/tags")
    await press(browser, ".tag-line button")
    assert (await alice.get("/api/v1/tags/tea")).json()["following"]
    assert browser.answer.url.path == "/tags/tea"
    await world.db.write(suspend, alice.account_id)
    assert addresses(await read(anonymous, "/explore")) == []


@ONE_ENGINE
@pytest.mark.usefixtures("talkative")
async def test_what_the_team_approved_says_so(world, anonymous):
    await world.db.write(change_setting, name="trends_need_approval", value="true")
    assert addresses(await read(anonymous, "/explore")) == []
    (trend,) = await world.db.read(to_review, TrendKind.POST, limit=9, offset=0)
    await world.db.write(trends.approve, kind=TrendKind.POST, trend_id=trend.id)
    soup = await read(anonymous, "/explore")
    assert "approved by the team" in soup.select_one(".because .by").get_text()
    assert "The team looks at everything" in soup.select_one(".why").get_text()


async def test_people_are_suggested_with_a_reason_until_one_says_no(world, alice, bob, carol):
    dora = await world.join("dora")
    await let_be_found(carol, dora)
    await world.db.write(change_setting, name="featured_accounts", value="carol")
    await alice.follow(bob)
    await bob.follow(dora)
    page = await (await at_browser(world, alice)).open("/explore/people")
    section = "section[aria-labelledby=suggested]"
    assert people(page.page, section) == ["@carol", "@dora"]
    reasons = [tag.get_text() for tag in page.page.select(f"{section} .person .note")]
    assert reasons == ["chosen by the team", "followed by people whom you follow"]
    await press(page, f"{section} .close")
    assert said(page) == "You will not see them suggested again."
    assert people(page.page, section) == ["@dora"]
    assert people(page.page, "section[aria-labelledby=others]") == ["@carol"]


@ONE_ENGINE
async def test_strangers_see_whoever_wants_to_be_found(world, alice, bob, anonymous):
    await let_be_found(alice)
    soup = await read(anonymous, "/explore/people")
    assert people(soup) == ["@alice"]
    assert soup.select("main form") == []
    await bob.post(f"/api/v1/accounts/{alice.account_id}/block")
    assert people((await (await at_browser(world, bob)).open("/explore/people")).page) == []
    await world.db.write(suspend, AccountId(alice.account_id))
    assert people(await read(anonymous, "/explore/people")) == []
    for query in ("start=-1", "start=x", "start=5000"):
        for path in ("", "/tags", "/people"):
            assert (await anonymous.get(f"/explore{path}?{query}")).status_code == 422


# ── tags ─────────────────────────────────────────────────────────────────────────────────────────


@ONE_ENGINE
async def test_a_tag_shows_its_week_and_is_followed(world, alice, bob, anonymous):
    post = await alice.publish("#Città and bread")
    soup = await read(anonymous, "/tags/CITTÀ")
    assert addresses(soup) == [post["url"]]
    assert soup.select_one(".tag-line p").get_text().strip() == "1 post in seven days"
    assert len(soup.select("svg.week rect")) == 1
    assert soup.select(".tag-line form") == []
    page = await (await at_browser(world, bob)).open("/tags/città")
    await press(page, ".tag-line button[value=follow]")
    assert (await bob.get("/api/v1/tags/città")).json()["following"]
    assert page.page.select_one(".tag-line button")["value"] == "unfollow"
    token = page.page.select_one("[name=csrf_token]")["value"]
    data = {"csrf_token": token, "do": "unfollow"}
    piece = await page.person.post("/tags/città/follow", data=data, headers=PART)
    assert "<html" not in piece.text
    assert 'value="follow"' in piece.text
    for wrong in ("%20", "7", "%00"):
        refused = await page.person.post(f"/tags/{wrong}/follow", data=data)
        assert refused.status_code == 404, wrong
    refused = await page.person.post("/tags/città/follow", data={**data, "do": "eat"})
    assert refused.status_code == 422
    await bob.post(f"/api/v1/accounts/{alice.account_id}/block")
    assert addresses((await page.open("/tags/città")).page) == []


@ONE_ENGINE
async def test_the_tags_that_one_follows_are_kept_in_a_list(world, bob):
    page = await (await at_browser(world, bob)).open("/followed_tags")
    assert "None yet." in page.page.select_one(".empty").get_text()
    for typed in (" #Bread ", "rain", "bread"):
        await press(page, "button.filled", name=typed)
    assert said(page) == "You follow this tag now."
    assert [tag.get_text() for tag in page.page.select(".rows .go")] == ["#rain", "#bread"]
    assert (await page.open("/tags/followed")).page.h1.get_text() == "#followed", "a tag as any"
    await page.open("/followed_tags")
    for wrong in ("", "two words", "12", "x" * 500):
        await press(page, "button.filled", name=wrong)
        assert page.status == 422
        assert "A tag is one word" in page.problems[0]
        assert page.page.select_one("#f-name")["value"] == wrong
    await press(page, ".rows button")
    assert [tag.get_text() for tag in page.page.select(".rows .go")] == ["#bread"]
