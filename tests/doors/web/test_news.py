"""News: sources found, read again and left; links near somebody; on both engines."""

import pytest

from arengo.auth.roles.model import RoleNumber
from arengo.auth.users.actions import set_role
from arengo.base.clock import HOUR_MS, SECOND_MS
from arengo.base.ids import AccountId
from arengo.moderation.audit.model import Act
from arengo.moderation.audit.queries import entries
from arengo.social.discover.news.jobs import read_due
from arengo.social.discover.news.model import EVERY_MS, MOST_ARTICLES
from tests.doors.web.reading import read, sign_in
from tests.doors.web.visiting import Visitor
from tests.elsewhere import elsewhere
from tests.travelling import travelling

pytestmark = pytest.mark.anyio
# What does not depend on the database is tried on one.
ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
HALF_AN_HOUR_S = EVERY_MS // SECOND_MS + 1


@pytest.fixture
async def there(anyio_backend):  # noqa: ARG001
    async with elsewhere() as there:
        yield there


def item(number, title=None, when=""):
    title = title or f"Article {number}"
    return f"<item><title>{title}</title><link>/a/{number}</link><guid>{number}</guid>{when}</item>"


def rss(*items, title="The Quay"):
    head = f"<title>{title}</title><link>/</link><language>en-GB</language>"
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'
    )


def feed(there, *items, path="/feed.xml", **headers):
    return there.says(path, rss(*items), content_type="application/rss+xml", **headers)


async def member(world, person):
    visitor = Visitor(world)
    visitor.person = await sign_in(world, person)
    return visitor


async def add(visitor, url, **more):
    return await (await visitor.open("/news/sources")).submit(url=url, **more)


def headlines(soup):
    return [a.get_text() for a in soup.select("#articles ~ ul .headline h3 a")]


async def test_a_page_leads_to_its_feed_and_its_articles_are_news(world, alice, anonymous, there):
    url = there.says("/", '<link rel="alternate" type="application/rss+xml" href="/feed.xml">')
    feed(there, item(1, "Bread &amp;amp; &lt;b&gt;soup&lt;/b&gt;"), item(2))
    visitor = await member(world, alice)
    await (await add(visitor, url)).follow()
    assert "The source is added" in visitor.page.select_one(".said").get_text()
    assert visitor.page.select_one("#own ~ ul b").get_text() == "The Quay"
    soup = (await visitor.open("/news")).page
    assert set(headlines(soup)) == {"Bread & soup", "Article 2"}
    links = {a["href"] for a in soup.select(".headline a")}
    assert links == {there.url("/a/1"), there.url("/a/2")}
    assert headlines(await read(anonymous, "/news")) == []


async def test_it_is_read_again_and_what_is_new_comes_first(world, alice, there):
    url = feed(there, item(1), ETag='"one"', Last_Modified="Sat, 21 Nov 2026 06:00:00 GMT")
    visitor = await member(world, alice)
    await add(visitor, url)
    with travelling(HALF_AN_HOUR_S):
        there.says("/feed.xml", status=304)
        await read_due(world.db)
        await world.run_jobs()
        assert there.asked[-1].headers["if-none-match"] == '"one"'
        assert there.asked[-1].headers["if-modified-since"] == "Sat, 21 Nov 2026 06:00:00 GMT"
    with travelling(2 * HALF_AN_HOUR_S):
        feed(there, item(2, "Newer"), item(1, "Article 1, corrected"))
        await read_due(world.db)
        await world.run_jobs()
    assert headlines((await visitor.open("/news")).page) == ["Newer", "Article 1, corrected"]


async def test_a_source_that_is_silent_is_asked_less_and_less_and_says_so(world, alice, there):
    url = feed(there, item(1))
    visitor = await member(world, alice)
    await add(visitor, url)
    there.says("/feed.xml", status=500)
    asked = []
    for hours in (1, 2, 4, 8, 9):
        with travelling(hours * HOUR_MS // SECOND_MS):
            await read_due(world.db)
            await world.run_jobs()
            asked.append(there.asked_for("/feed.xml"))
    assert asked == [2, 3, 4, 5, 5]
    page = (await visitor.open("/news/sources")).page
    assert "has not answered" in page.select_one("#own ~ ul").get_text()
    assert headlines((await visitor.open("/news")).page) == ["Article 1"]


async def test_pages_of_news_go_on_where_they_ended(world, alice, there):
    days = [
        f"<pubDate>Sat, 21 Nov 2020 06:{n % 60:02}:{n // 60:02} GMT</pubDate>" for n in range(45)
    ]
    url = feed(
        there, *(item(n) for n in range(45)), *(item(n + 100, when=days[n]) for n in range(45))
    )
    visitor = await member(world, alice)
    await add(visitor, url)
    assert await world.count("news_articles") == 45  # the others are older than what is kept
    seen, path = [], "/news"
    for _ in range(3):
        soup = (await visitor.open(path)).page
        seen += headlines(soup)
        older = soup.select_one("a[rel=next]")
        path = older["href"] if older else ""
    assert len(seen) == len(set(seen)) == 45
    assert path == ""


async def test_no_more_is_kept_than_a_feed_may_bring(world, alice, there):
    visitor = await member(world, alice)
    await add(visitor, feed(there, *(item(n) for n in range(MOST_ARTICLES + 50))))
    assert await world.count("news_articles") == MOST_ARTICLES


@ONE_ENGINE
@pytest.mark.parametrize(
    ("body", "kind", "status", "words"),
    [
        ("<html>no feed", "text/html", 200, "There is no feed"),
        ("", "text/plain", 200, "There is no feed"),
        ("<rss><channel><title>x", "application/rss+xml", 404, "Nobody answers"),
        ("\0\1", "application/rss+xml", 200, "There is no feed"),
        ("x" * 1_100_000, "application/rss+xml", 200, "Nobody answers"),
        ("<rss><item>" + "<a>" * 21_000, "application/rss+xml", 200, "There is no feed"),
    ],
)
async def test_what_is_no_feed_is_refused_with_the_address_kept(  # noqa: PLR0917
    world, alice, there, body, kind, status, words
):
    url = there.says("/feed.xml", body, content_type=kind, status=status)
    visitor = await add(await member(world, alice), url)
    assert visitor.status == 422
    assert words in visitor.problems[0]
    assert visitor.page.select_one("#f-url")["value"] == url
    assert await world.count("news_sources") == 0


@ONE_ENGINE
@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "x" * 3_000,
        "file:///etc/passwd",
        "not an address",
        "ftp://example.org/feed",
        "example",
        "https://",
        "http://[",
        "mailto:alice@example.org",
        "example.org:x",
        "two.org words",
    ],
)
async def test_an_address_that_is_none_is_refused(world, alice, url):
    visitor = await add(await member(world, alice), url)
    assert visitor.status == 422
    assert visitor.problems == ["Write the address of a page, like example.org."]
    assert await world.count("news_sources") == 0


HOSTILE = (
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


@ONE_ENGINE
async def test_a_hostile_feed_brings_no_markup_no_script_and_no_file(world, alice, there):
    items = (
        item(1, "&lt;script&gt;alert(1)&lt;/script&gt;&x;&b;"),
        "<item><title>javascript</title><link>javascript:alert(1)</link></item>",
        "<item><title></title><link>/empty</link></item>",
    )
    body = rss(*items).replace("?>", f"?>{HOSTILE}", 1)
    url = there.says("/feed.xml", body, content_type="application/rss+xml")
    visitor = await add(await member(world, alice), url)
    text = str((await visitor.open("/news")).page)
    assert "root:" not in text
    assert "javascript:" not in text
    assert "<script>alert" not in text


async def test_the_last_reader_takes_a_source_along(world, alice, bob, there):
    url = feed(there, item(1))
    one, other = await member(world, alice), await member(world, bob)
    await add(one, url)
    await add(other, url)
    assert there.asked_for("/feed.xml") == 2
    assert await world.count("news_sources") == 1
    for visitor, left in ((one, 1), (other, 0)):
        await visitor.open("/news/sources")
        await visitor.submit(within="#own ~ ul")
        await visitor.follow()
        assert await world.count("news_sources") == left
    assert await world.count("news_articles") == 0
    answer = await other.person.post("/news/sources/1/leave", data=token_of(other))
    assert answer.status_code == 404


def token_of(visitor):
    return {"csrf_token": visitor.page.select_one("[name=csrf_token]")["value"]}


async def test_the_staff_chooses_for_everybody(world, alice, bob, anonymous, there):
    url = feed(there, item(1))
    await world.db.write(
        set_role, account_id=AccountId(alice.account_id), role=RoleNumber.MODERATOR
    )
    staff, plain = await member(world, alice), await member(world, bob)
    await add(staff, url, for_everybody="true")
    assert headlines(await read(anonymous, "/news")) == ["Article 1"]
    page = (await plain.open("/news/sources")).page
    assert page.select_one("[name=for_everybody]") is None
    assert page.select_one("#chosen ~ ul form") is None
    sent = {**token_of(plain), "url": url, "for_everybody": "true"}
    assert (await plain.person.post("/news/sources", data=sent)).status_code == 303
    path = (await staff.open("/news/sources")).page.select_one("#chosen ~ ul form")["action"]
    assert (await plain.person.post(path, data=token_of(plain))).status_code == 403
    await staff.submit(within="#chosen ~ ul")
    assert headlines(await read(anonymous, "/news")) == []
    assert await world.count("news_sources") == 1  # bob had added it, for himself alone
    noted = [each.deed for each in await world.db.read(entries, limit=9)]
    assert [(each.act, each.by) for each in noted] == [
        (Act.DROP_SOURCE, alice.account_id),
        (Act.CHOOSE_SOURCE, alice.account_id),
    ]


async def test_links_of_those_whom_one_follows_stand_first(world, alice, bob, anonymous, there):
    url = there.says("/story", "<title>A story</title>")
    await alice.follow(bob)
    await bob.publish(f"read {url}")
    await world.run_jobs()
    visitor = await member(world, alice)
    near = (await visitor.open("/news")).page.select("#near ~ ul .headline")
    assert [each.a.get_text() for each in near] == ["A story"]
    assert "1 person" in near[0].get_text()
    assert (await read(anonymous, "/news")).select("#near") == []
