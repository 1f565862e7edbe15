"""The page of a collection: for whoever has its address, with those who are there for them."""

import pytest

from arengo.base.ids import AccountId
from arengo.social.accounts.actions import delete_account, suspend
from arengo.social.accounts.model import AccountFlag, ProfileChanges
from arengo.social.accounts.profile import change_profile
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, read, sign_in

pytestmark = pytest.mark.anyio
ALL = "/api/v1/collections"


async def wants(world, person, *flags, note=""):
    changes = ProfileChanges(flags=dict.fromkeys(flags, True), note=note)
    await world.db.write(change_profile, by=AccountId(person.account_id), changes=changes)


async def made(person, *people, **form):
    ids = [str(each.account_id) for each in people]
    form = {"name": "Cooks", "discoverable": True, "account_ids": ids, **form}
    answer = await person.post(ALL, json=form)
    assert answer.status_code == 200, answer.text
    entity = answer.json()["collection"]
    assert entity["url"] == f"https://arengo.test/collections/{entity['id']}"
    return entity


def page_of(entity):
    return entity["url"].removeprefix("https://arengo.test")


def people(soup):
    return [each.get_text() for each in soup.select("section .post .handle")]


def robots(soup):
    return [each["content"] for each in soup.select("meta[name=robots]")]


@pytest.fixture
async def cooks(world, alice, bob, carol):
    """Bob and carol want to be found, and are in a collection of alice's."""
    await wants(world, alice, AccountFlag.INDEXABLE)
    await wants(world, bob, AccountFlag.DISCOVERABLE, note="Soups.")
    await wants(world, carol, AccountFlag.DISCOVERABLE)
    return await made(alice, bob, carol, description="Try them all", tag_name="Food")


@ONE_ENGINE
async def test_a_collection_has_a_page(anonymous, cooks):
    soup = await read(anonymous, page_of(cooks))
    assert soup.select_one("h1").get_text() == "Cooks"
    assert soup.select_one("link[rel=canonical]")["href"] == cooks["url"]
    assert "Try them all" in soup.select_one(".lead").get_text()
    assert soup.select_one("a[rel=tag]")["href"] == "/tags/food"
    assert soup.select_one(".numbers a")["href"] == "https://arengo.test/@alice"
    assert (people(soup), robots(soup)) == (["@bob", "@carol"], [])
    assert "Soups." in soup.select_one(".post .text").get_text()


@ONE_ENGINE
async def test_what_is_not_to_be_found_is_not_for_search_engines(alice, anonymous, cooks):
    await alice.patch(f"{ALL}/{cooks['id']}", json={"discoverable": False, "sensitive": True})
    soup = await read(anonymous, page_of(cooks))
    assert robots(soup) == ["noindex"]
    assert len(soup.select("details.warning .post")) == 2


@ONE_ENGINE
async def test_hostile_words_are_shown_as_words(alice, anonymous):
    entity = await made(alice, name=HOSTILE[:40], description=HOSTILE[:100])
    soup = await read(anonymous, page_of(entity))
    assert soup.select_one("h1").get_text() == HOSTILE[:40]
    assert soup.select_one(".lead").get_text() == HOSTILE[:100]
    assert soup.select_one(".empty")
    assert robots(soup) == ["noindex"], "alice has not asked to be indexed"


async def test_nobody_sees_who_is_gone_or_apart(world, alice, bob, carol, cooks):
    path, anonymous = page_of(cooks), world.anonymous()
    browser = await sign_in(world, bob)
    await bob.post(f"/api/v1/accounts/{carol.account_id}/block")
    assert people(await read(browser, path)) == ["@bob"]
    assert people(await read(anonymous, path)) == ["@bob", "@carol"]
    await world.db.write(suspend, carol.account_id)
    assert people(await read(anonymous, path)) == ["@bob"]
    await bob.post(f"/api/v1/accounts/{alice.account_id}/block")
    await read(browser, path, status=404)
    assert people(await read(anonymous, path)) == []
    await world.db.write(suspend, alice.account_id)
    await read(anonymous, path, status=404)


@ONE_ENGINE
async def test_what_is_gone_or_never_was_has_no_page(world, alice, anonymous, cooks):
    for wrong in ("1", "0", "x", "-5", "9" * 30):
        await read(anonymous, f"/collections/{wrong}", status=404)
    await alice.delete(f"{ALL}/{cooks['id']}")
    await read(anonymous, page_of(cooks), status=404)
    other = await made(alice)
    await world.db.write(delete_account, alice.account_id)
    await read(anonymous, page_of(other), status=404)
