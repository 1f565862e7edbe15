"""Notifications through the API: who is told of what, who is not, and how lists are read."""

from typing import Any

import pytest

from arengo.social.accounts import actions as accounts
from arengo.social.notifications import actions, bells
from arengo.social.notifications.model import News, NotificationType
from tests.doors.api.paced import pace
from tests.world import Person, World

pytestmark = pytest.mark.anyio
URL = "/api/v1/notifications"


@pytest.fixture(autouse=True)
def one_thing_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ids be in the order of what was done."""
    pace(monkeypatch)


async def told(person: Person, **params: Any) -> list[tuple[str, str]]:
    """Return (type, from whom) of what somebody was told, newest first."""
    answer = await person.get(URL, params=params)
    assert answer.status_code == 200, answer.text
    return [(each["type"], each["account"]["acct"]) for each in answer.json()]


async def do(person: Person, path: str, **form: Any) -> dict[str, Any]:
    """POST something that must succeed."""
    answer = await person.post(f"/api/v1/{path}", json=form)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_who_is_named_hears_of_it_with_the_post(alice: Person, bob: Person):
    post = await alice.publish("good morning @bob and @alice and @nobody")
    (one,) = (await bob.get(URL)).json()
    assert one.keys() == {"id", "type", "created_at", "group_key", "account", "status"}
    assert one["type"] == "mention"
    assert one["created_at"] == post["created_at"]
    assert one["group_key"] == f"ungrouped-{one['id']}"
    assert one["account"] == (await bob.get(f"/api/v1/accounts/{alice.account_id}")).json()
    assert one["status"] == (await bob.get(f"/api/v1/statuses/{post['id']}")).json()
    assert (await bob.get(f"{URL}/{one['id']}")).json() == one
    assert await told(alice) == []


async def test_favourites_boosts_and_follows_are_told_and_taken_back(alice: Person, bob: Person):
    post = await alice.publish("bread")
    for path, undo, type_ in [
        (f"statuses/{post['id']}/favourite", f"statuses/{post['id']}/unfavourite", "favourite"),
        (f"statuses/{post['id']}/reblog", f"statuses/{post['id']}/unreblog", "reblog"),
        (
            f"accounts/{alice.account_id}/follow",
            f"accounts/{alice.account_id}/unfollow",
            "follow",
        ),
    ]:
        await do(bob, path)
        await do(bob, path)
        assert await told(alice) == [(type_, "bob")]
        await do(bob, undo)
        assert await told(alice) == []
        assert (await alice.get("/api/v2/notifications")).json()["notification_groups"] == []


async def test_nobody_is_told_of_what_they_do_themselves(alice: Person):
    post = await alice.publish("me, @alice")
    await do(alice, f"statuses/{post['id']}/favourite")
    await do(alice, f"statuses/{post['id']}/reblog")
    assert await told(alice) == []


async def test_a_request_is_told_until_it_is_answered_or_withdrawn(carol: Person, bob: Person):
    await bob.follow(carol)
    assert await told(carol) == [("follow_request", "bob")]
    await do(bob, f"accounts/{carol.account_id}/unfollow")
    assert await told(carol) == []
    await bob.follow(carol)
    await do(carol, f"follow_requests/{bob.account_id}/reject")
    assert await told(carol) == []
    await bob.follow(carol)
    await do(carol, f"follow_requests/{bob.account_id}/authorize")
    assert await told(carol) == [("follow", "bob")]


async def test_followers_with_a_bell_hear_of_posts_but_not_of_answers(
    alice: Person, bob: Person, world: World
):
    carla = await world.join("carla")
    await do(bob, f"accounts/{alice.account_id}/follow", notify=True)
    await carla.follow(alice)
    first = await alice.publish("for followers", visibility="private")
    await alice.publish("to myself", in_reply_to_id=first["id"])
    await alice.publish("a letter", visibility="direct")
    await world.run_jobs()
    (one,) = (await bob.get(URL)).json()
    assert (one["type"], one["status"]["id"]) == ("status", first["id"])
    assert await told(carla) == []


async def test_no_job_is_left_for_bells_that_nobody_has(alice: Person, bob: Person, world: World):
    await bob.follow(alice)
    await world.run_jobs()
    await alice.publish("quiet")
    assert await world.count("jobs WHERE kind = 'notifications.ring_bells'") == 0


async def test_a_job_that_runs_twice_rings_once(alice: Person, bob: Person, world: World):
    await do(bob, f"accounts/{alice.account_id}/follow", notify=True)
    post = await alice.publish("ding")
    for _ in range(2):
        await world.run_jobs()
        await world.db.write(
            lambda tx: tx.enqueue("notifications.ring_bells", post_id=int(post["id"]))
        )
    await world.run_jobs()
    assert await told(bob) == [("status", "alice")]


async def test_many_bells_ring_in_several_jobs(alice: Person, bob: Person, world: World):
    followers = [bob, *[await world.join(f"follower{n}") for n in range(4)]]
    for each in followers:
        await do(each, f"accounts/{alice.account_id}/follow", notify=True)
    post = await alice.publish("ding dong")
    cursor, rounds = 0, 0
    while True:
        cursor = await world.db.write(bells.ring, post_id=int(post["id"]), after=cursor, most=2)
        rounds += 1
        if not cursor:
            break
    await world.db.write(bells.ring_on, post_id=int(post["id"]), after=cursor)
    await world.run_jobs()
    assert rounds == 3
    assert [await told(each) for each in followers] == [[("status", "alice")]] * 5


async def test_boosters_hear_of_the_last_edit_only(alice: Person, bob: Person, world: World):
    post = await alice.publish("first")
    await do(bob, f"statuses/{post['id']}/reblog")
    for text in ("second", "third"):
        await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": text})
        await world.run_jobs()
    (one,) = (await bob.get(URL)).json()
    assert one["type"] == "update"
    assert "third" in one["status"]["content"]
    assert len((await bob.get("/api/v2/notifications")).json()["notification_groups"]) == 1


async def test_who_is_named_by_an_edit_hears_of_it_once(alice: Person, bob: Person):
    post = await alice.publish("hello")
    for text in ("hello @bob", "hello again @bob"):
        await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": text})
    assert await told(bob) == [("mention", "alice")]


@pytest.mark.parametrize("policy", ["accept", "filter"])
async def test_who_is_named_no_more_and_sees_it_no_more_was_not_told(
    alice: Person, bob: Person, world: World, policy: str
):
    carla = await world.join("carla")
    await carla.follow(alice)
    await bob.patch("/api/v2/notifications/policy", json={"for_not_following": policy})
    post = await alice.publish("@bob @carla hello", visibility="private")
    open_one = await alice.publish("@carla in the open")
    for each in (post, open_one):
        await alice.put(f"/api/v1/statuses/{each['id']}", json={"status": "hello nobody"})
    assert await told(carla) == [("mention", "alice"), ("mention", "alice")]
    assert await world.count(f"notifications WHERE account_id = {bob.account_id}") == 0
    assert (
        await world.count("held_notifications") == await world.count("notification_requests") == 0
    )
    await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": "@bob after all"})
    assert await told(bob) == ([("mention", "alice")] if policy == "accept" else [])


async def test_a_deleted_post_is_forgotten_by_everybody(alice: Person, bob: Person, world: World):
    carla = await world.join("carla")
    await do(carla, f"accounts/{alice.account_id}/follow", notify=True)
    post = await alice.publish("oh @bob")
    await do(bob, f"statuses/{post['id']}/favourite")
    await do(bob, f"statuses/{post['id']}/reblog")
    await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": "oh! @bob"})
    await world.run_jobs()
    assert await told(bob) == [("update", "alice"), ("mention", "alice")]
    assert await told(carla) == [("status", "alice")]
    await alice.delete(f"/api/v1/statuses/{post['id']}")
    for each in (alice, bob, carla):
        assert ("status", "alice") not in await told(each)
        groups = (await each.get("/api/v2/notifications")).json()["notification_groups"]
        assert [group["type"] for group in groups] == (["follow"] if each is alice else [])
    await world.run_jobs()
    assert await world.count("notifications") == 1
    assert await world.count("notification_groups") == 1


async def test_a_muted_conversation_tells_nothing(alice: Person, bob: Person):
    post = await alice.publish("quarrel")
    await do(alice, f"statuses/{post['id']}/mute")
    await bob.publish("@alice no!", in_reply_to_id=post["id"])
    await do(bob, f"statuses/{post['id']}/favourite")
    assert await told(alice) == []
    await do(alice, f"statuses/{post['id']}/unmute")
    await bob.publish("@alice well", in_reply_to_id=post["id"])
    assert await told(alice) == [("mention", "bob")]


async def test_whom_one_mutes_with_notifications_is_not_heard(alice: Person, bob: Person):
    await bob.publish("@alice before")
    await do(alice, f"accounts/{bob.account_id}/mute", notifications=True)
    await bob.publish("@alice after")
    assert await told(alice) == []
    assert (await alice.get("/api/v2/notifications")).json()["notification_groups"] == []
    await do(alice, f"accounts/{bob.account_id}/unmute")
    assert await told(alice) == [("mention", "bob")]
    await do(alice, f"accounts/{bob.account_id}/mute", notifications=False)
    await bob.publish("@alice heard all the same")
    assert len(await told(alice)) == 2


async def test_a_block_forgets_and_silences(alice: Person, bob: Person, world: World):
    post = await alice.publish("mine")
    await bob.publish("@alice hey")
    await do(bob, f"statuses/{post['id']}/favourite")
    await do(alice, f"accounts/{bob.account_id}/block")
    assert await world.count("notifications") == 0
    assert await world.count("notification_groups") == 0
    await do(alice, f"accounts/{bob.account_id}/unblock")
    await do(bob, f"accounts/{alice.account_id}/block")
    await alice.publish("@bob sorry")
    assert await told(bob) == []


async def test_a_long_history_with_a_blocked_account_is_forgotten_by_a_job(
    alice: Person, bob: Person, world: World
):
    def flood(tx):
        for number in range(450):
            news = News(
                type=NotificationType.MENTION,
                from_id=bob.account_id,
                post_id=number,
                thread_id=number,
                at_ms=1_700_000_000_000 + number,
            )
            actions.notify(tx, news, to_ids=[alice.account_id])

    await world.db.write(flood)
    await do(alice, f"accounts/{bob.account_id}/block")
    assert await world.count("notifications") == 250
    await world.run_jobs()
    assert await world.count("notifications") == 0
    assert await world.count("notification_groups") == 0


async def test_what_one_may_no_longer_see_is_left_out(alice: Person, bob: Person):
    await bob.follow(alice)
    post = await alice.publish("for followers @bob", visibility="private")
    await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": "for followers"})
    assert await told(bob) == [("mention", "alice")]
    number = (await bob.get(URL)).json()[0]["id"]
    await do(bob, f"accounts/{alice.account_id}/unfollow")
    assert await told(bob) == []
    assert (await bob.get(f"{URL}/{number}")).status_code == 404
    body = (await bob.get("/api/v2/notifications")).json()
    assert body == {"accounts": [], "statuses": [], "notification_groups": []}


async def test_suspended_people_are_not_heard(alice: Person, bob: Person, world: World):
    await bob.publish("@alice hi")
    await bob.follow(alice)
    await world.db.write(accounts.suspend, bob.account_id)
    assert await told(alice) == []
    assert (await alice.get("/api/v2/notifications")).json()["notification_groups"] == []
    await world.db.write(accounts.unsuspend, bob.account_id)
    assert len(await told(alice)) == 2


async def test_a_deleted_account_leaves_no_notifications_of_its_own(
    alice: Person, bob: Person, world: World
):
    await bob.publish("@alice hi")
    await world.db.write(accounts.delete_account, alice.account_id)
    await world.run_jobs()
    assert await world.count("notifications") == 0
    assert await world.count("notification_groups") == 0


async def test_types_and_senders_can_be_chosen(alice: Person, bob: Person, world: World):
    carla = await world.join("carla")
    await bob.follow(alice)
    await bob.publish("@alice hi")
    await carla.follow(alice)
    assert await told(alice, **{"types[]": ["mention", "poll"]}) == [("mention", "bob")]
    assert await told(alice, **{"types[]": "poll"}) == []
    assert await told(alice, **{"exclude_types[]": ["mention"]}) == [
        ("follow", "carla"),
        ("follow", "bob"),
    ]
    assert await told(alice, account_id=str(bob.account_id)) == [
        ("mention", "bob"),
        ("follow", "bob"),
    ]
    assert await told(alice, account_id="nobody") == []


async def test_pages_follow_each_other_in_both_directions(alice: Person, bob: Person):
    for number in range(5):
        await bob.publish(f"@alice {number}")
    every = [each["id"] for each in (await alice.get(URL)).json()]
    answer = await alice.get(f"{URL}?limit=2&types[]=mention")
    seen, prev = [], answer.links["prev"]["url"]
    while answer.json():
        seen += [each["id"] for each in answer.json()]
        answer = await alice.get(answer.links["next"]["url"])
    assert seen == every
    assert "types" in prev
    assert (await alice.get(prev)).json() == []
    upwards = (await alice.get(URL, params={"min_id": every[4], "limit": 2})).json()
    assert [each["id"] for each in upwards] == every[2:4]
    since = (await alice.get(URL, params={"since_id": every[4], "limit": 2})).json()
    assert [each["id"] for each in since] == every[:2]


async def test_dismissed_and_cleared_ones_are_gone(alice: Person, bob: Person):
    for number in range(3):
        await bob.publish(f"@alice {number}")
    first = (await alice.get(URL)).json()[0]["id"]
    assert await do(alice, f"notifications/{first}/dismiss") == {}
    assert (await alice.post(f"{URL}/{first}/dismiss")).status_code == 404
    assert len(await told(alice)) == 2
    assert await do(alice, "notifications/clear") == {}
    assert await do(alice, "notifications/clear") == {}
    assert await told(alice) == []


async def test_the_notifications_of_others_do_not_exist(alice: Person, bob: Person):
    await bob.publish("@alice hi")
    number = (await alice.get(URL)).json()[0]["id"]
    assert (await bob.get(f"{URL}/{number}")).status_code == 404
    assert (await bob.post(f"{URL}/{number}/dismiss")).status_code == 404
    assert (await bob.get(f"/api/v2/notifications/ungrouped-{number}")).status_code == 404
    assert len(await told(alice)) == 1


async def test_open_apps_hear_of_it_after_the_commit(alice: Person, bob: Person, world: World):
    with world.whole.bus.subscribe([f"user:{alice.account_id}"]) as messages:
        await bob.publish("@alice hi")
        message = await anext(aiter(messages))
    assert message.kind == "notification"
    assert str(message.id) == (await alice.get(URL)).json()[0]["id"]
