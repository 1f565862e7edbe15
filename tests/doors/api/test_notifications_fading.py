"""Notifications go: after half a year, and with whoever they tell of."""

import pytest

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import PostId
from arengo.social.accounts.actions import delete_account
from arengo.social.notifications import actions
from arengo.social.notifications.model import News, NotificationType
from tests.world import Person, World

pytestmark = pytest.mark.anyio


async def told_before(world: World, to: Person, by: Person, *, days: int, number: int = 1) -> None:
    """Let somebody have been told things so long ago."""

    def tell(tx):
        at_ms = now_ms() - days * DAY_MS
        for each in range(number):
            post = PostId(each + 1)
            for type_ in (NotificationType.MENTION, NotificationType.FAVOURITE):
                at_ms += 1  # ids of one moment in the past may be the same
                news = News(
                    type=type_, from_id=by.account_id, post_id=post, thread_id=post, at_ms=at_ms
                )
                actions.notify(tx, news, to_ids=[to.account_id])

    await world.db.write(tell)


async def test_what_is_half_a_year_old_is_forgotten(alice: Person, bob: Person, world: World):
    await told_before(world, alice, bob, days=181, number=3)
    await told_before(world, bob, alice, days=179)
    rules = {"for_not_following": "filter"}
    await bob.patch("/api/v2/notifications/policy", json=rules)
    await told_before(world, bob, alice, days=200, number=2)
    assert await world.count("notifications") == 8
    assert await world.count("held_notifications") == 2
    for _ in range(2):
        await world.db.write(lambda tx: tx.enqueue("notifications.forget_old"))
        await world.run_jobs()
        assert await world.count("notifications") == 2
        assert await world.count("notification_groups") == 2
        assert await world.count("held_notifications") == 0
        assert await world.count("notification_requests") == 0


async def test_who_leaves_is_spoken_of_no_more(
    alice: Person, bob: Person, carol: Person, world: World
):
    await bob.post(f"/api/v1/accounts/{alice.account_id}/follow", json={"notify": True})
    await alice.publish("ding")
    await alice.follow(carol)
    await alice.follow(bob)
    await world.run_jobs()
    about = f"notifications WHERE from_id = {alice.account_id}"
    assert await world.count(about) == 3
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert await world.count(about) == 0
    assert await world.count("notification_groups") == 0
