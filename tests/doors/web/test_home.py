"""Home: whose posts stand there, where one was, what is folded, what is switched off."""

import pytest

from arengo.social.discover.trends.jobs import count_trends
from tests.doors.web.reading import ONE_ENGINE, addresses, newest_first, read, sign_in, texts
from tests.doors.web.visiting import Visitor
from tests.elsewhere import elsewhere

pytestmark = [pytest.mark.anyio, ONE_ENGINE]
PART = {"hx-request": "true", "hx-request-type": "partial"}


@pytest.fixture
async def home(world, alice, bob) -> Visitor:
    """Bob, who follows alice, in a browser without scripts."""
    await bob.follow(alice)
    made = Visitor(world)
    made.person = await sign_in(world, bob)
    return made


async def test_home_is_the_front_page_of_whoever_is_signed_in(home, anonymous, alice, carol):
    post = await alice.publish("Bread is out.")
    await carol.publish("Nobody follows me.")
    for path in ("/", "/home"):
        await home.open(path)
        assert home.title == "Home"
        assert addresses(home.page) == [post["url"]]
        assert home.answer.headers["cache-control"] == "private, no-store"
    assert (await read(anonymous, "/")).h1.get_text() != "Home"


async def test_home_goes_on_page_by_page_and_in_pieces(home, alice):
    posts = [await alice.publish(f"Number {n}.") for n in range(23)]
    first = addresses((await home.open("/home")).page)
    older = home.page.select_one("a[rel=next]")["href"]
    second = addresses((await home.open(older)).page)
    assert [*first, *second] == newest_first(*posts)
    assert len(first) == 20
    assert home.page.select("a[rel=next]") == []
    answer = await home.person.get(older, headers=PART)
    assert "<html" not in answer.text
    assert answer.text.count("<article") == 3


async def test_where_one_was_is_marked_and_never_goes_back(home, alice):
    old = await alice.publish("Old.")
    await home.open("/home")
    assert home.page.select(".you-were-here") == []
    form = home.page.select_one("form[action='/home/read']")
    seen = {tag["name"]: tag["value"] for tag in form.select("input")}
    assert (await home.person.post("/home/read", data=seen)).status_code == 303
    await home.open("/home")
    assert home.page.select("form[action='/home/read']") == []
    new = await alice.publish("New.")
    await home.open("/home")
    marks = home.page.select("#feed > article, #feed > .you-were-here")
    assert [tag.get("id") for tag in marks] == [f"p{new['id']}", None, f"p{old['id']}"]
    token = home.page.select_one("[name=csrf_token]")["value"]
    for last in ("1", "-5", "99999999999999999999"):
        await home.person.post("/home/read", data={"last": last, "csrf_token": token})
    await home.open("/home")
    assert home.page.select("form[action='/home/read']") == []
    await alice.publish("Newest.")
    assert (await home.open("/home")).page.select(".you-were-here")


async def test_new_posts_are_counted_since_a_page_was_opened(home, alice):
    first = await alice.publish("First.")
    path = f"/home/new?since={first['id']}"
    assert (await home.person.get(path, headers=PART)).text.strip() == ""
    await alice.publish("Second.")
    await alice.publish("Third.")
    assert "2 new posts" in (await home.person.get(path, headers=PART)).text
    for since in ("0", "-1", "9223372036854775807"):
        assert (await home.person.get(f"/home/new?since={since}")).text.strip() == ""


async def test_boosts_and_replies_are_switched_off_and_on(home, alice, bob, carol):
    theirs, mine = await carol.publish("Boosted."), await bob.publish("Mine.")
    await alice.post(f"/api/v1/statuses/{theirs['id']}/reblog")
    await alice.publish("@bob Yes.", in_reply_to_id=mine["id"])
    await home.open("/home")
    assert set(texts(home.page)) == {"Boosted.", "@bob Yes.", "Mine."}
    form = home.page.select_one("form[action='/home/switches']")
    token = form.select_one("[name=csrf_token]")["value"]
    for sent, left in (
        ({"replies": "true"}, {"@bob Yes.", "Mine."}),
        ({"boosts": "true"}, {"Boosted.", "Mine."}),
        ({}, {"Mine."}),
        ({"boosts": "true", "replies": "true"}, {"Boosted.", "@bob Yes.", "Mine."}),
    ):
        await home.person.post("/home/switches", data={**sent, "csrf_token": token})
        await home.open("/home")
        assert set(texts(home.page)) == left


async def test_many_boosts_after_each_other_are_folded(home, alice, carol):
    for number in range(4):
        post = await carol.publish(f"Number {number}.")
        await alice.post(f"/api/v1/statuses/{post['id']}/reblog")
        await home.open("/home")
        assert len(home.page.select("details.fold")) == (1 if number == 3 else 0)
        assert len(texts(home.page)) == number + 1


async def test_public_timelines_leave_out_whom_one_blocks(home, anonymous, alice, bob, carol):
    await alice.publish("Hers.")
    await carol.publish("Theirs.")
    await bob.post(f"/api/v1/accounts/{carol.account_id}/block")
    for path in ("/public", "/public/local"):
        assert texts((await home.open(path)).page) == ["Hers."]
        assert texts(await read(anonymous, path)) == ["Theirs.", "Hers."]
        assert (await anonymous.get(path)).headers["cache-control"].startswith("public")


async def test_the_keys_have_a_page(anonymous, home):
    assert (await read(anonymous, "/keyboard")).select("kbd")
    await home.open("/keyboard")
    assert home.page.select_one("#words")["data-shortcuts"] == "1"


@pytest.mark.usefixtures("early_today")
async def test_beside_home_stand_links_and_tags_of_many_and_cards_show_the_links(
    world, home, alice, bob, carol
):
    people = [alice, bob, carol]
    for person in people:
        await person.patch("/api/v1/accounts/update_credentials", json={"discoverable": True})
    async with elsewhere() as there:
        html = "<!doctype html><html><head><title>Towpath &lt;b&gt;</title></head></html>"
        url = there.says("/news", html)
        for person in people:
            await person.publish(f"#fog and {url}")
        await world.run_jobs()
    await count_trends(world.db)
    await home.open("/home")
    beside = home.page.select_one("footer.beside")
    link = beside.select_one(".news-beside a")
    assert (link["href"], link.get_text()) == (url, "Towpath <b>")
    assert beside.select_one(".news-beside .note").get_text() == "127.0.0.1 · 3 people"
    tag = beside.select_one(".talk li")
    assert (tag.a["href"], tag.a.get_text()) == ("/tags/fog", "#fog")
    assert tag.span.get_text() == "3 posts"
    preview = home.page.select_one("article.post a.preview")
    assert (preview["href"], preview.select_one(".serif").get_text()) == (url, "Towpath <b>")
    await home.open("/catchup")
    links = home.page.select("section[aria-labelledby=links] .note")
    assert [tag.get_text() for tag in links] == ["127.0.0.1 · 2 people"]


async def test_a_thread_of_one_person_is_folded_behind_its_first_post(home, alice, bob):
    first = await alice.publish("One.")
    second = await alice.publish("Two.", in_reply_to_id=first["id"])
    await home.open("/home")
    assert home.page.select("details.fold") == []
    third = await alice.publish("Three.", in_reply_to_id=second["id"])
    await home.open("/home")
    assert texts(home.page) == ["One.", "Two.", "Three."]
    assert [tag["id"] for tag in home.page.select("details.fold article")] == [
        f"p{second['id']}",
        f"p{third['id']}",
    ]
    await bob.publish("@alice Between.", in_reply_to_id=third["id"])
    await alice.publish("@bob Four.", in_reply_to_id=third["id"])
    await home.open("/home")
    assert texts(home.page) == ["@bob Four.", "@alice Between.", "One.", "Two.", "Three."]


async def test_what_waits_among_the_notifications_is_counted_anew(home, alice, bob):
    path = "/home/unread"
    assert (await home.person.get(path, headers=PART)).text.strip() == ""
    await home.open("/home")
    counts = home.page.select("a[href='/notifications'] .count")
    assert [tag.get_text() for tag in counts] == ["", ""]
    post = await bob.publish("Mine.")
    await alice.post(f"/api/v1/statuses/{post['id']}/favourite")
    assert ">1 new<" in (await home.person.get(path, headers=PART)).text
