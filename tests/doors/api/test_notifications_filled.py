"""A page of notifications is full, however much of what one was told is gone or hidden."""

import pytest

from arengo.social.accounts import actions as accounts
from tests.doors.api.paced import pace
from tests.world import Person, World

pytestmark = pytest.mark.anyio
URL = "/api/v1/notifications"


@pytest.mark.parametrize("direction", [{}, {"min_id": "1"}])
async def test_what_is_gone_leaves_no_gap(
    alice: Person,
    bob: Person,
    world: World,
    direction: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
):
    pace(monkeypatch)
    gone = await world.join("gone")
    first = await bob.publish("@alice first")
    for number in range(3):
        await gone.publish(f"@alice {number}")
    last = await bob.publish("@alice last")
    await world.db.write(accounts.suspend, gone.account_id)
    answer = await alice.get(URL, params={"limit": "2", **direction})
    assert [each["status"]["id"] for each in answer.json()] == [last["id"], first["id"]]
    older = (await alice.get(answer.links["next"]["url"])).json()
    newer = (await alice.get(answer.links["prev"]["url"])).json()
    assert older == newer == []
