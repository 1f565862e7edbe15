"""Feeds of lists: at an address that only the owner is told, with nothing that is not public."""

import pytest

from arengo.auth.users.actions import disable, enable
from arengo.base.ids import AccountId
from arengo.social.accounts.actions import suspend
from tests.doors.web.feeding import FORMS
from tests.doors.web.reading import ONE_ENGINE, read, sign_in
from tests.doors.web.test_feeds import fed, links

pytestmark = [pytest.mark.anyio, ONE_ENGINE]


@pytest.fixture
async def address(world, alice, bob):
    """Make a list of alice's with bob in it; return where its feed stands."""
    await alice.follow(bob)
    made = (await alice.post("/api/v1/lists", json={"title": "Bakers"})).json()
    await alice.post(f"/api/v1/lists/{made['id']}/accounts", json={"account_ids": [bob.account_id]})
    soup = await read(await sign_in(world, alice), f"/lists/{made['id']}")
    (link,) = (a["href"] for a in soup.select(".title a") if a["href"].endswith(".rss"))
    return link.removesuffix(".rss")


@pytest.mark.parametrize("form", FORMS)
async def test_it_tells_what_members_wrote_for_everybody(anonymous, address, bob, form):
    shown = await bob.publish("Bread")
    for visibility in ("unlisted", "private", "direct"):
        await bob.publish("Not this", visibility=visibility)
    feed = await fed(anonymous, f"{address}.{form}")
    assert feed.title == "Bakers · arengo.test"
    assert links(feed) == [shown["url"]]
    answer = await anonymous.get(f"{address}.{form}")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex"


async def test_no_other_address_opens_it(anonymous, address, alice, bob):
    path, _, key = address.rpartition("/")
    others = [f"{path}/{'0' * len(key)}", f"{path}/x", f"{path}/%00", address + "0"]
    others.append(address.replace(str(alice.account_id), str(bob.account_id)))
    others.append(f"/lists/{int(path.split('/')[2]) + 1}/{alice.account_id}/{key}")
    for other in others:
        assert (await anonymous.get(f"{other}.rss")).status_code == 404, other


async def test_it_ends_with_its_owner(world, anonymous, address, alice):
    await world.db.write(suspend, AccountId(alice.account_id))
    assert (await anonymous.get(f"{address}.rss")).status_code == 404


async def test_it_ends_while_its_owner_may_not_sign_in(world, anonymous, address, alice):
    for verb, status in ((disable, 404), (enable, 200)):
        await world.db.write(verb, account_id=AccountId(alice.account_id))
        assert (await anonymous.get(f"{address}.rss")).status_code == status


async def test_its_owner_gives_it_another_address(world, anonymous, address, alice, bob):
    shown = await bob.publish("Bread")
    list_id = address.split("/")[2]
    for who, status in ((await sign_in(world, bob), 404), (await sign_in(world, alice), 303)):
        members = await read(who, f"/lists/{list_id}/members", status=404 if status == 404 else 200)
        token = (await read(who, "/compose")).select_one("[name=csrf_token]")["value"]
        answer = await who.post(f"/lists/{list_id}/feed", data={"csrf_token": token})
        assert answer.status_code == status
    old = members.select_one("#feed ~ .buttons a")["href"]
    members = await read(who, f"/lists/{list_id}/members")
    renewed = members.select_one("#feed ~ .buttons a")["href"]
    assert old == f"{address}.rss" != renewed
    assert (await anonymous.get(old)).status_code == 404
    assert links(await fed(anonymous, renewed)) == [shown["url"]]


async def test_it_ends_with_the_list(anonymous, address, alice):
    await alice.delete(f"/api/v1/lists/{address.split('/')[2]}")
    assert (await anonymous.get(f"{address}.rss")).status_code == 404
