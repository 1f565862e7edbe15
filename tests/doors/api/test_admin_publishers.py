"""The staff says whose links may be trends."""

import pytest

from arengo.auth.roles.model import RoleNumber
from arengo.social.discover.publishers.actions import meet
from arengo.social.discover.publishers.policy import host_of, upwards, verdict
from arengo.social.discover.trends.actions import replace_trends
from arengo.social.discover.trends.jobs import count_trends
from arengo.social.discover.trends.model import Trend, TrendBody, TrendKind
from arengo.social.discover.trends.queries import to_review, trending
from arengo.social.instance.actions import change_setting
from tests.doors.api.staff import admin_of
from tests.elsewhere import elsewhere
from tests.travelling import travelling

pytestmark = pytest.mark.anyio
LINKS = "/api/v1/admin/trends/links"
PATH = f"{LINKS}/publishers"
URLS = ("https://www.news.test/1", "https://blog.news.test/2", "https://other.test/3")


async def known(who):
    answer = await who.get(PATH)
    assert answer.status_code == 200, answer.text
    return {each["domain"]: each for each in answer.json()}


async def say(who, verb, domain):
    answer = await who.post(f"{PATH}/{(await known(who))[domain]['id']}/{verb}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
async def links(world):
    """Let some links be trends, as if they had been counted."""
    trends = [
        Trend(number, 9.0 - number, 9.0, 0, TrendBody(url)) for number, url in enumerate(URLS, 1)
    ]
    await world.db.write(replace_trends, kind=TrendKind.LINK, trends=trends)
    await world.db.write(meet, hosts={host_of(url) for url in URLS})


async def shown(world):
    found = await world.db.read(trending, TrendKind.LINK, limit=9, offset=0)
    return [each.id for each in found]


async def test_counting_meets_publishers_and_the_staff_reviews_them(world, alice, bob, carol):
    adam = await admin_of(world)
    anonymous = world.anonymous()
    async with elsewhere() as there:
        url = there.says("/news", "<!doctype html><html><head><title>News</title></head></html>")
        for person in (alice, bob, carol):
            form = {"discoverable": True}
            await person.patch("/api/v1/accounts/update_credentials", json=form)
            await person.publish(f"{person.name} reads {url}")
        await world.run_jobs()
    assert await known(adam) == {}
    for _ in range(2):
        await count_trends(world.db)
    ((domain, new),) = (await known(adam)).items()
    assert (domain, new["trendable"], new["reviewed_at"], new["requires_review"]) == (
        host_of(url), None, None, True,
    )  # fmt: skip
    assert new["requested_review_at"].endswith("Z")
    assert (await adam.get(LINKS)).json()[0]["requires_review"] is True

    for _ in range(2):
        rejected = await say(adam, "reject", domain)
    assert (rejected["trendable"], rejected["requires_review"]) == (False, False)
    assert rejected["reviewed_at"]
    assert (await anonymous.get("/api/v1/trends/links")).json() == []
    timeline = await anonymous.get("/api/v1/timelines/link", params={"url": url})
    assert timeline.status_code == 404
    (link,) = (await adam.get(LINKS)).json()
    assert link["requires_review"] is False
    assert (await adam.post(f"{LINKS}/{link['id']}/approve")).status_code == 200
    await count_trends(world.db)
    assert (await anonymous.get("/api/v1/trends/links")).json() == []
    assert (await say(adam, "approve", domain))["trendable"] is True
    assert len((await anonymous.get("/api/v1/trends/links")).json()) == 1


@pytest.mark.usefixtures("links")
async def test_the_nearest_host_decides(world):
    adam = await admin_of(world)
    assert await shown(world) == [1, 2, 3]
    await say(adam, "reject", "news.test")
    assert await shown(world) == [3]
    await say(adam, "approve", "blog.news.test")
    assert await shown(world) == [2, 3]
    await world.db.write(change_setting, name="trends_need_approval", value=True)
    assert await shown(world) == [2]
    found = await world.db.read(to_review, TrendKind.LINK, limit=2, offset=1)
    assert {each.id: each.reviewed for each in found} == {2: True, 3: None}


@pytest.mark.usefixtures("links")
async def test_publishers_are_paged_and_only_for_the_staff(world, alice):
    maud = await admin_of(world, "maud", RoleNumber.MODERATOR)
    first = await maud.get(f"{PATH}?limit=2")
    rest = await maud.get(first.links["next"]["url"])
    both = first.json() + rest.json()
    assert both == (await maud.get(PATH)).json()
    assert {each["domain"] for each in both} == {"news.test", "blog.news.test", "other.test"}
    back = await maud.get(rest.links["prev"]["url"])
    assert back.json() == first.json()
    for who in (alice, world.anonymous()):
        assert (await who.get(PATH)).status_code in {401, 403}
        assert (await who.post(f"{PATH}/{both[0]['id']}/reject")).status_code in {401, 403}
    for odd in ("1", "x", str(2**70)):
        for verb in ("approve", "reject"):
            assert (await maud.post(f"{PATH}/{odd}/{verb}")).status_code == 404
    assert (await maud.post(f"{PATH}/1/moon")).status_code == 404


@pytest.mark.usefixtures("links")
async def test_what_nobody_said_anything_about_is_forgotten(world):
    adam = await admin_of(world)
    await say(adam, "reject", "news.test")
    with travelling(91 * 24 * 60 * 60):
        await world.db.write(meet, hosts={"other.test"})
    assert set(await known(adam)) == {"news.test", "other.test"}


def test_a_host_is_read_out_of_an_address():
    for url, host in {
        "https://WWW.Example.org:8443/a": "example.org",
        "https://bücher.example/": "xn--bcher-kva.example",
        "http://127.0.0.1/x": "127.0.0.1",
        "https://example.org./": "example.org",
        "https://www./": "www",
        "https:///x": None,
        "http://[::1": None,
        f"https://{'a' * 64}.example/": None,
    }.items():
        assert host_of(url) == host, url
    assert upwards("a.b.example.org") == ["a.b.example.org", "b.example.org", "example.org"]
    assert upwards("localhost") == ["localhost"]
    assert verdict("a.example.org", {"org": False}) is None
