"""Replies that are approved, refused, edited and deleted at once: counted once, or not at all."""

import asyncio

import pytest

from arengo.storage.checking import check_offers
from tests.races.conftest import MANY
from tests.races.counting import wrong_counts

pytestmark = pytest.mark.anyio
REPLIES = "/api/arengo/v1/replies"


@pytest.mark.parametrize("also", ["nothing", "edit", "delete", "thread goes"])
async def test_a_reply_is_approved_once_whatever_else_happens_to_it(world, alice, bob, also):
    post = await alice.publish("Ask me first.", reply_policy="ask")
    reply = await bob.publish("May I?", in_reply_to_id=post["id"])
    theirs, mine = f"/api/v1/statuses/{reply['id']}", f"/api/v1/statuses/{post['id']}"
    others = {
        "nothing": [],
        "edit": [bob.put(theirs, json={"status": f"May I, {n}?"}) for n in range(3)],
        "delete": [bob.delete(theirs)],
        "thread goes": [alice.delete(mine)],
    }
    presses = [alice.post(f"{REPLIES}/{reply['id']}/approve") for _ in range(MANY)]
    presses += [alice.post(f"{REPLIES}/{reply['id']}/refuse") for _ in range(3)]
    for each in {*others} - {also}:
        for unused in others[each]:
            unused.close()
    answers = await asyncio.gather(*presses, *others[also])
    assert {answer.status_code for answer in answers} <= {200, 404, 422}
    assert not await wrong_counts(world)
    assert await world.db.read(check_offers) == []
    left = (await alice.get(theirs)).status_code == 200
    assert left == (also != "delete")
    if also == "nothing":  # what was edited after it was approved waits again
        assert (await alice.get(mine)).json()["replies_count"] == 1
    assert (await bob.get(theirs)).status_code == (200 if left else 404)
    assert await world.count("reply_offers") == int(left)
