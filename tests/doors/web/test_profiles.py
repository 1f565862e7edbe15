"""Profiles and tags: who and what is found there, page by page."""

import pytest

from arengo.base.ids import AccountId
from arengo.social.accounts.model import AccountFlag, ProfileChanges
from arengo.social.accounts.profile import change_profile
from tests.doors.web.reading import (
    HOSTILE,
    ONE_ENGINE,
    read,
    texts,
)

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
    assert soup.select_one("dl.ruled dd a")["rel"] == ["nofollow", "noopener", "me"]
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
