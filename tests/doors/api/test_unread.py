"""How many notifications and groups are newer than the marker."""

from typing import Any

import pytest

from tests.doors.api.paced import pace
from tests.world import Person, World

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def one_thing_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ids be in the order of what was done."""
    pace(monkeypatch)


async def unread(person: Person, **params: Any) -> tuple[int, int]:
    """Return how many notifications and how many groups are unread."""
    answers = [
        await person.get(f"/api/{version}/notifications/unread_count", params=params)
        for version in ("v1", "v2")
    ]
    assert [each.status_code for each in answers] == [200, 200], answers[0].text
    one, many = (each.json() for each in answers)
    assert one.keys() == many.keys() == {"count"}
    return one["count"], many["count"]


async def test_what_is_newer_than_the_marker_is_unread(alice: Person, bob: Person, world: World):
    fan = await world.join("fan")
    assert await unread(alice) == (0, 0)
    post = await alice.publish("bread")
    for each in (bob, fan):
        await each.post(f"/api/v1/statuses/{post['id']}/favourite")
    await bob.publish("@alice hi")
    await fan.follow(alice)
    assert await unread(alice) == (4, 3)
    assert await unread(alice, limit=2) == (2, 2)
    assert await unread(alice, **{"types[]": "favourite"}) == (2, 1)
    assert await unread(alice, **{"types[]": "favourite", "grouped_types[]": "follow"}) == (2, 2)
    assert await unread(alice, **{"exclude_types[]": ["favourite", "follow"]}) == (1, 1)
    assert await unread(alice, account_id=str(bob.account_id)) == (2, 2)
    newest = (await alice.get("/api/v1/notifications")).json()
    await alice.post("/api/v1/markers", json={"notifications": {"last_read_id": newest[2]["id"]}})
    assert await unread(alice) == (2, 2)
    assert await unread(alice, max_id=newest[0]["id"]) == (1, 1)
    await alice.post("/api/v1/markers", json={"notifications": {"last_read_id": newest[0]["id"]}})
    assert await unread(alice) == (0, 0)
    assert await unread(bob) == (0, 0)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_whom_one_does_not_want_to_hear_is_not_counted(alice: Person, bob: Person):
    await bob.publish("@alice hi")
    await alice.post(f"/api/v1/accounts/{bob.account_id}/mute")
    assert await unread(alice) == (0, 0)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_limit_is_kept_in_range(alice: Person, bob: Person):
    for number in range(2):
        await bob.publish(f"@alice {number}")
    assert await unread(alice, limit="0") == (1, 1)
    assert await unread(alice, limit="100000") == (2, 2)
