"""Who is in a collection hears of it, and of nothing that is no longer so."""

import pytest

from arengo.social.accounts.actions import delete_account
from tests.doors.api.paced import pace
from tests.doors.api.test_collections import ALL, good, make, show

pytestmark = pytest.mark.anyio
TOLD = "/api/v1/notifications"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


async def told(person):
    """Return (type, from whom, which collection), newest first; both forms say the same."""
    found = await good(person.get(TOLD))
    grouped = await good(person.get("/api/v2/notifications"))
    assert [(each["type"], each["collection"]) for each in grouped["notification_groups"]] == [
        (each["type"], each["collection"]) for each in found
    ]
    unread = (await good(person.get(f"{TOLD}/unread_count")))["count"]
    assert unread == len(found)
    return [(x["type"], x["account"]["acct"], x["collection"]["name"]) for x in found]


async def test_who_is_put_in_hears_of_it_with_the_collection(alice, bob, carol):
    await show(alice, bob, carol)
    made = await make(alice, bob, alice)
    (one,) = await good(bob.get(TOLD))
    assert one.keys() == {"id", "type", "created_at", "group_key", "account", "collection"}
    assert (one["type"], one["collection"]) == ("added_to_collection", made)
    assert one["account"]["acct"] == "alice"
    assert await good(bob.get(f"{TOLD}/{one['id']}")) == one
    for _ in range(2):
        await good(alice.post(f"{ALL}/{made['id']}/items", json={"account_id": carol.account_id}))
    assert await told(carol) == await told(bob) == [("added_to_collection", "alice", "Cooks")]
    assert await told(alice) == []
    only = {"types[]": "added_to_collection"}
    assert len(await good(bob.get(TOLD, params=only))) == 1
    assert await good(bob.get(TOLD, params={"exclude_types[]": "added_to_collection"})) == []


async def test_who_is_in_it_hears_of_changes_the_last_time(alice, bob, carol):
    await show(bob, carol)
    one = f"{ALL}/{(await make(alice, bob, carol))['id']}"
    await good(alice.patch(one, json={"name": "Cooks"}))  # says nothing else
    assert len(await told(bob)) == 1
    for name in ("Bakers", "Brewers"):
        await good(alice.patch(one, json={"name": name}))
        assert (await told(bob))[0] == ("collection_update", "alice", name)
    assert [kind for kind, *_ in await told(bob)] == ["collection_update", "added_to_collection"]


@pytest.mark.parametrize(
    "way", ["taken out", "left", "removed", "block", "blocked", "gone", "unmuted"]
)
async def test_what_is_no_longer_so_was_never_told(world, alice, bob, way):
    await show(bob)
    made = await make(alice, bob)
    one = f"{ALL}/{made['id']}"
    await good(alice.patch(one, json={"name": "Bakers"}))
    assert len(await told(bob)) == 2
    item = f"{one}/items/{made['items'][0]['id']}"
    ways = {
        "taken out": lambda: alice.delete(item),
        "left": lambda: bob.post(f"{item}/revoke"),
        "removed": lambda: alice.delete(one),
        "block": lambda: bob.post(f"/api/v1/accounts/{alice.account_id}/block"),
        "blocked": lambda: alice.post(f"/api/v1/accounts/{bob.account_id}/block"),
        "gone": lambda: world.db.write(delete_account, alice.account_id),
        "unmuted": lambda: bob.post(f"/api/v1/accounts/{alice.account_id}/mute"),
    }
    await ways[way]()
    await world.run_jobs()
    assert await told(bob) == []
    assert await world.count("notifications") == (2 if way == "unmuted" else 0)
    if way == "unmuted":
        await bob.post(f"/api/v1/accounts/{alice.account_id}/unmute")
        assert len(await told(bob)) == 2


async def test_a_policy_holds_it_back_as_anything_else(world, alice, bob):
    await show(bob)
    await bob.patch("/api/v2/notifications/policy", json={"for_not_following": "filter"})
    await make(alice, bob)
    assert await told(bob) == []
    (request,) = await good(bob.get(f"{TOLD}/requests"))
    assert "last_status" not in request or request["last_status"] is None
    await good(bob.post(f"{TOLD}/requests/{request['id']}/accept"))
    await world.run_jobs()
    assert await told(bob) == [("added_to_collection", "alice", "Cooks")]
