"""Profiles and tags: who and what is found there, page by page."""

import pytest

from arengo.base.ids import AccountId
from arengo.social.accounts.actions import silence
from arengo.social.accounts.model import AccountFlag, ProfileChanges
from arengo.social.accounts.profile import change_profile
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, read, sign_in, texts
from tests.doors.web.visiting import Visitor

pytestmark = [pytest.mark.anyio, ONE_ENGINE]


async def test_a_profile_shows_who_somebody_is(world, anonymous, alice, bob):
    await bob.follow(alice)
    await world.db.write(
        change_profile,
        by=AccountId(alice.account_id),
        changes=ProfileChanges(
            display_name="Nives Altobrando",
            note="Baker. #bread\n\nhttps://bread.example",
            fields=(("Shop", "https://bread.example/shop"),),
            flags={AccountFlag.BOT: True},
        ),
    )
    soup = await read(anonymous, "/@alice")
    assert soup.select_one("h1").get_text() == "Nives Altobrando"
    assert [p.get_text() for p in soup.select(".prose p")] == [
        "Baker. #bread",
        "https://bread.example",
    ]
    assert soup.select_one(".prose a.hashtag")["href"] == "https://arengo.test/tags/bread"
    assert soup.select_one("dl.ruled dd a")["rel"] == "nofollow noopener me"
    assert "1 follower" in soup.select_one(".numbers").get_text()
    assert soup.select_one("link[rel=canonical]")["href"] == "https://arengo.test/@alice"


async def test_hostile_names_are_shown_as_words(world, anonymous, alice):
    await world.db.write(
        change_profile,
        by=AccountId(alice.account_id),
        changes=ProfileChanges(
            display_name=HOSTILE[:30], note=HOSTILE, fields=((HOSTILE[:30], HOSTILE),)
        ),
    )
    soup = await read(anonymous, "/@alice")
    assert soup.select_one("h1").get_text() == HOSTILE[:30]
    assert soup.select_one(".prose").get_text() == HOSTILE
    assert soup.select_one("dl.ruled dt").get_text() == HOSTILE[:30]
    assert soup.select_one("dl.ruled dd").get_text() == HOSTILE


@pytest.mark.parametrize(
    "path",
    ["/@nobody", "/@", "/@alice@elsewhere.example", "/@%00", "/@..%2f", "/@%ff", "/users/nobody"],
)
async def test_nobody_is_found_under_a_name_that_nobody_has(anonymous, alice, path):
    del alice
    await read(anonymous, path, status=404)


@pytest.mark.parametrize("path", ["/@ALICE", "/@alice@arengo.test"])
async def test_a_name_is_found_in_every_way_to_write_it(anonymous, alice, path):
    await alice.publish("Here.")
    assert texts(await read(anonymous, path)) == ["Here."]


async def test_a_boost_names_who_boosted_and_leads_to_the_author(anonymous, alice, bob):
    post = await alice.publish("Worth reading twice.")
    await bob.post(f"/api/v1/statuses/{post['id']}/reblog")
    soup = await read(anonymous, "/@bob")
    assert "bob" in soup.select_one("article .by").get_text()
    assert soup.select_one("article .when")["href"] == f"https://arengo.test/@alice/{post['id']}"


@pytest.mark.parametrize("before", ["x", "0", "-1", "99999999999999999999", "1.5"])
async def test_a_page_that_cannot_be_is_refused_with_a_page(anonymous, alice, before):
    del alice
    await read(anonymous, f"/@alice?before={before}", status=422)


async def test_the_address_of_programs_leads_to_the_profile(anonymous, alice):
    del alice
    answer = await anonymous.get("/users/Alice")
    assert answer.status_code == 303
    assert answer.headers["location"] == "https://arengo.test/@alice"


async def test_search_engines_keep_a_profile_only_when_its_owner_agreed(world, anonymous, alice):
    for agreed in (True, False):
        await world.db.write(
            change_profile,
            by=AccountId(alice.account_id),
            changes=ProfileChanges(flags={AccountFlag.INDEXABLE: agreed}),
        )
        soup = await read(anonymous, "/@alice")
        assert bool(soup.select("meta[name=robots][content=noindex]")) is not agreed


async def test_a_tag_is_found_in_every_way_to_write_it(anonymous, alice):
    await alice.publish("Aperto! #Città")
    await alice.publish("Chiuso. #città", visibility="unlisted")
    for name in ("citt%C3%A0", "CITT%C3%80", "citta%CC%80"):
        soup = await read(anonymous, f"/tags/{name}")
        assert texts(soup) == ["Aperto! #Città"]
        canonical = soup.select_one("link[rel=canonical]")["href"]
        assert canonical == "https://arengo.test/tags/citt%C3%A0"


async def test_a_tag_that_nobody_used_is_an_empty_page_and_no_tag_is_none(anonymous):
    assert (await read(anonymous, "/tags/silence")).select_one("p.empty")
    for name in ("2026", "%3Cscript%3E", "a%20b%3F", "%00"):
        answer = await anonymous.get(f"/tags/{name}")
        assert answer.status_code in {200, 404}
    await read(anonymous, "/tags/2026", status=404)


async def test_an_about_page_shows_what_somebody_features(world, anonymous, alice, bob, carol):
    await alice.publish("Loaf #Bread")
    await alice.post("/api/v1/featured_tags", json={"name": "bread"})
    await alice.follow(bob)
    await alice.post(f"/api/v1/accounts/{bob.account_id}/endorse")
    soup = await read(anonymous, "/@alice/about")
    assert [a["href"] for a in soup.select("[aria-labelledby=tags] a")] == ["/@alice/tagged/bread"]
    assert [t.get_text() for t in soup.select("[aria-labelledby=endorsed] .handle")] == ["@bob"]
    assert not soup.select("main form")
    await bob.post(f"/api/v1/accounts/{carol.account_id}/block")
    soup = await read(await sign_in(world, carol), "/@alice/about")
    assert not soup.select("[aria-labelledby=endorsed]")
    await alice.patch("/api/v1/profile", json={"show_featured": False})
    assert not (await read(anonymous, "/@alice/about")).select("[aria-labelledby=tags]")


async def test_tags_are_shown_on_ones_own_profile_or_no_longer(world, alice):
    await alice.publish("Loaf #Bread")
    visiting = Visitor(world)
    visiting.person = await sign_in(world, alice)
    await visiting.open("/@alice/about")
    token = visiting.page.select_one("[name=csrf_token]")["value"]

    async def press(do: str, name: str) -> list[str]:
        data = {"csrf_token": token, "do": do, "name": name}
        visiting.answer = await visiting.person.post("/featured_tags", data=data)
        await visiting.follow()
        return [a.get_text() for a in visiting.page.select("[aria-labelledby=tags] li > a")]

    assert visiting.page.select_one("button[value=feature]").get_text() == "#bread"
    assert await press("feature", "#Bread") == ["#bread"]
    assert await press("feature", "bread") == ["#bread"]
    assert await press("unfeature", "bread") == []
    assert await press("unfeature", "bread") == []
    for wrong in ("", "12", "%"):
        await press("feature", wrong)
        assert visiting.status == 422
        assert visiting.page.select_one("#f-name")["value"] == wrong
        assert visiting.problems
    for number in range(10):
        await press("feature", f"tag_{number}")
    await press("feature", "one_more")
    assert visiting.problems == ["There is room for 10 tags. Take one away first."]


async def test_a_tab_that_its_owner_does_not_want_is_not_there(anonymous, alice):
    await read(anonymous, "/@alice/media")
    await alice.patch("/api/v1/profile", json={"show_media": False})
    await read(anonymous, "/@alice/media", status=404)
    tabs = (await read(anonymous, "/@alice")).select("nav.tabs a[href^='/@alice']")
    assert [a.get_text().strip() for a in tabs if not a["href"].endswith(".rss")] == [
        "Posts",
        "Replies",
        "About",
    ]


async def test_who_is_limited_is_said_to_be_so_and_who_moved_leads_on(world, anonymous, alice):
    await world.db.write(silence, AccountId(alice.account_id))
    soup = await read(anonymous, "/@alice/about")
    assert "only to whoever follows them" in soup.select_one(".rule").get_text()
    assert not soup.select("a[href$='.rss']")


async def test_people_whom_one_knows_in_common_are_named(world, alice, bob, carol):
    await bob.follow(carol)
    await carol.post(f"/api/v1/follow_requests/{bob.account_id}/authorize")
    await carol.follow(alice)
    browser = await sign_in(world, bob)
    said = (await read(browser, "/@alice")).get_text()
    assert "Followed by people whom you follow: carol" in said
    await carol.patch("/api/v1/accounts/update_credentials", json={"hide_collections": True})
    assert "whom you follow:" not in (await read(browser, "/@alice")).get_text()
