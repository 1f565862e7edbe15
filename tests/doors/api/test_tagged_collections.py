"""Posts that lead to collections carry them, as whoever reads may see them."""

import pytest

from arengo.social.accounts.actions import suspend
from tests.doors.api.test_collections import ALL, good, make, show

pytestmark = pytest.mark.anyio


@pytest.fixture
async def cooks(alice, bob):
    await show(bob)
    return await make(alice, bob)


async def named(person, post):
    found = await good(person.get(f"/api/v1/statuses/{post['id']}"))
    return found["tagged_collections"]


async def test_a_post_carries_the_collections_it_leads_to(alice, bob, carol, cooks, anonymous):
    quiet = await make(alice, bob, name="Quiet", discoverable=False)
    post = await bob.publish(f"{cooks['url']} and {quiet['url']} and {cooks['url']}")
    assert post["tagged_collections"] == [cooks, quiet]
    for person in (carol, anonymous):
        assert await named(person, post) == [cooks, quiet]
    listed = await good(anonymous.get(f"/api/v1/accounts/{bob.account_id}/statuses"))
    assert listed[0]["tagged_collections"] == [cooks, quiet]
    await good(alice.patch(f"{ALL}/{cooks['id']}", json={"name": "Bakers"}))
    assert [each["name"] for each in await named(anonymous, post)] == ["Bakers", "Quiet"]
    await good(alice.delete(f"{ALL}/{cooks['id']}"))
    assert await named(anonymous, post) == [quiet]


async def test_what_only_looks_like_one_is_none(bob, cooks, anonymous):
    odd = ("https://arengo.test/collections/5", f"{cooks['url']}x", f"{cooks['url']}/items",
           cooks["url"].replace("arengo.test", "else.test"), "/collections/1",
           "https://arengo.test/collections/" + "9" * 40)  # fmt: skip
    post = await bob.publish(" ".join(odd))
    assert await named(anonymous, post) == []
    assert (await bob.publish("nothing"))["tagged_collections"] == []


async def test_an_edit_brings_them_and_takes_them_away(bob, cooks, anonymous):
    post = await bob.publish("soon")
    one = f"/api/v1/statuses/{post['id']}"
    edited = await good(bob.put(one, json={"status": cooks["url"]}))
    assert edited["tagged_collections"] == await named(anonymous, post) == [cooks]
    await good(bob.put(one, json={"status": "gone"}))
    assert await named(anonymous, post) == []


async def test_nobody_is_shown_those_of_whom_they_block_or_who_is_gone(
    world, alice, bob, carol, cooks
):
    post = await bob.publish(cooks["url"])
    await carol.post(f"/api/v1/accounts/{alice.account_id}/block")
    assert await named(carol, post) == []
    assert await named(bob, post) == [cooks]
    await world.db.write(suspend, alice.account_id)
    assert await named(bob, post) == []
