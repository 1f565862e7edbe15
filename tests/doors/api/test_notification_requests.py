"""What people do not want to be told at once: the policy, and the requests of senders."""

from typing import Any

import pytest

from arengo.social.accounts import actions as accounts
from arengo.social.accounts.model import AccountFlag
from tests.doors.api.paced import pace
from tests.travelling import travelling
from tests.world import Person, World

pytestmark = pytest.mark.anyio
POLICY = "/api/v2/notifications/policy"
REQUESTS = "/api/v1/notifications/requests"
NOTIFICATIONS = "/api/v1/notifications"
DAYS = 24 * 3600
# The statements are those of the other tests.
ON_ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def one_thing_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ids be in the order of what was done."""
    pace(monkeypatch)


async def told(person: Person, **params: Any) -> list[tuple[str, str]]:
    """Return (type, from whom) of what somebody was told, newest first."""
    answer = await person.get(NOTIFICATIONS, params=params)
    assert answer.status_code == 200, answer.text
    return [(each["type"], each["account"]["acct"]) for each in answer.json()]


async def waiting(person: Person) -> list[tuple[str, str]]:
    """Return (sender, how many) of somebody's requests."""
    answer = await person.get(REQUESTS)
    assert answer.status_code == 200, answer.text
    return [(each["account"]["acct"], each["notifications_count"]) for each in answer.json()]


async def choose(person: Person, **rules: str) -> dict[str, Any]:
    """Change a policy."""
    answer = await person.patch(POLICY, json={f"for_{name}": each for name, each in rules.items()})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def do(person: Person, path: str, **form: Any) -> dict[str, Any]:
    """POST something that must succeed."""
    answer = await person.post(f"/api/v1/{path}", json=form)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_a_policy_is_changed_rule_by_rule(alice: Person, bob: Person):
    policy = (await alice.get(POLICY)).json()
    assert policy == {
        "for_not_following": "accept",
        "for_not_followers": "accept",
        "for_new_accounts": "accept",
        "for_private_mentions": "filter",
        "for_limited_accounts": "filter",
        "summary": {"pending_requests_count": 0, "pending_notifications_count": 0},
    }
    changed = await choose(alice, not_following="filter", private_mentions="accept")
    assert changed == {
        **policy,
        "for_not_following": "filter",
        "for_private_mentions": "accept",
    }
    assert (await alice.put(POLICY, json={"for_new_accounts": "drop"})).json() == {
        **changed,
        "for_new_accounts": "drop",
    }
    refused = await alice.patch(POLICY, json={"for_new_accounts": "perhaps"})
    assert refused.status_code == 422
    assert refused.json()["error"].startswith("Validation failed")
    assert (await bob.get(POLICY)).json() == policy


async def test_strangers_are_held_back_and_heard_once_accepted(
    alice: Person, bob: Person, world: World
):
    await choose(alice, not_following="filter")
    post = await alice.publish("bread")
    hello = await bob.publish("@alice hello")
    await do(bob, f"statuses/{post['id']}/favourite")
    assert await told(alice) == []
    assert (await alice.get("/api/v2/notifications")).json()["notification_groups"] == []
    (one,) = (await alice.get(REQUESTS)).json()
    assert one.keys() == {
        *("id", "created_at", "updated_at", "notifications_count", "account", "last_status")
    }
    assert (one["account"]["acct"], one["notifications_count"]) == ("bob", "2")
    assert one["last_status"]["id"] == hello["id"]
    assert one["created_at"] == hello["created_at"] < one["updated_at"]
    assert (await alice.get(f"{REQUESTS}/{one['id']}")).json() == one
    assert (await alice.get(POLICY)).json()["summary"] == {
        "pending_requests_count": 1,
        "pending_notifications_count": 2,
    }

    assert await do(alice, f"notifications/requests/{one['id']}/accept") == {}
    assert await waiting(alice) == []
    assert (await alice.get(f"{REQUESTS}/merged")).json() == {"merged": False}
    with world.whole.bus.subscribe([f"user:{alice.account_id}"]) as messages:
        await world.run_jobs()
        assert (await anext(aiter(messages))).kind == "notifications_merged"
    assert (await alice.get(f"{REQUESTS}/merged")).json() == {"merged": True}
    assert await told(alice) == [("favourite", "bob"), ("mention", "bob")]
    groups = (await alice.get("/api/v2/notifications")).json()["notification_groups"]
    assert [(each["type"], each["notifications_count"]) for each in groups] == [
        ("favourite", 1),
        ("mention", 1),
    ]
    await bob.publish("@alice again")
    assert len(await told(alice)) == 3
    assert await world.count("held_notifications") == 0


async def test_what_was_held_back_joins_the_group_at_its_time(
    alice: Person, bob: Person, world: World
):
    fan = await world.join("fan")
    await alice.follow(fan)
    await choose(alice, not_following="filter")
    post = await alice.publish("bread")
    await do(bob, f"statuses/{post['id']}/favourite")
    await do(fan, f"statuses/{post['id']}/favourite")
    (one,) = (await alice.get(REQUESTS)).json()
    assert "last_status" not in one, "the favourite's post is not by bob"
    await do(alice, f"notifications/requests/{one['id']}/accept")
    await world.run_jobs()
    (group,) = (await alice.get("/api/v2/notifications")).json()["notification_groups"]
    assert group["notifications_count"] == 2
    assert group["sample_account_ids"] == [str(fan.account_id), str(bob.account_id)]
    assert await told(alice) == [("favourite", "fan"), ("favourite", "bob")]


@ON_ONE_ENGINE
async def test_a_dismissed_request_is_gone_with_all_of_it(alice: Person, bob: Person, world: World):
    await choose(alice, not_following="filter")
    await bob.publish("@alice hello")
    (one,) = (await alice.get(REQUESTS)).json()
    assert await do(alice, f"notifications/requests/{one['id']}/dismiss") == {}
    assert await waiting(alice) == []
    again = await alice.post(f"{REQUESTS}/{one['id']}/dismiss")
    assert (again.status_code, again.json()) == (404, {"error": "Record not found"})
    await bob.publish("@alice once more")
    await world.run_jobs()
    assert await waiting(alice) == [("bob", "1")]
    assert await told(alice) == []


@ON_ONE_ENGINE
async def test_several_requests_are_answered_at_once(alice: Person, world: World):
    people = [await world.join(name) for name in ("paul", "mary", "jane")]
    await choose(alice, not_following="filter")
    for each in people:
        await each.publish("@alice hi")
    jane, mary, paul = [each["id"] for each in (await alice.get(REQUESTS)).json()]
    form = {"id": [jane, mary, "17", "no id"]}
    assert (await alice.post(f"{REQUESTS}/accept", json=form)).json() == {}
    assert (await alice.post(f"{REQUESTS}/dismiss", data={"id[]": paul})).json() == {}
    assert (await alice.post(f"{REQUESTS}/accept")).json() == {}
    await world.run_jobs()
    assert await waiting(alice) == []
    assert await told(alice) == [("mention", "jane"), ("mention", "mary")]


async def test_requests_come_in_pages(alice: Person, world: World):
    people = [await world.join(name) for name in ("paul", "mary", "jane")]
    await choose(alice, not_following="filter")
    for each in people:
        await each.publish("@alice hi")
    every = [each["id"] for each in (await alice.get(REQUESTS)).json()]
    answer = await alice.get(REQUESTS, params={"limit": 2})
    assert [each["id"] for each in answer.json()] == every[:2]
    rest = await alice.get(answer.links["next"]["url"])
    assert [each["id"] for each in rest.json()] == every[2:]
    upwards = await alice.get(REQUESTS, params={"min_id": every[2], "limit": 1})
    assert [each["id"] for each in upwards.json()] == [every[1]]


@ON_ONE_ENGINE
async def test_the_requests_of_others_do_not_exist(alice: Person, bob: Person):
    await choose(alice, not_following="filter")
    await bob.publish("@alice hi")
    number = (await alice.get(REQUESTS)).json()[0]["id"]
    assert (await bob.get(f"{REQUESTS}/{number}")).status_code == 404
    for verb in ("accept", "dismiss"):
        assert (await bob.post(f"{REQUESTS}/{number}/{verb}")).status_code == 404
        assert (await bob.post(f"{REQUESTS}/{verb}", json={"id": [number]})).json() == {}
    assert await waiting(alice) == [("bob", "1")]


@ON_ONE_ENGINE
async def test_dropped_notifications_never_were(alice: Person, bob: Person, world: World):
    await choose(alice, not_followers="drop")
    await bob.publish("@alice hi")
    assert await told(alice, include_filtered="true") == []
    assert await world.count("notifications") == 0
    await bob.follow(alice)
    await bob.publish("@alice hi again")
    assert await told(alice) == [("mention", "bob"), ("follow", "bob")]


@ON_ONE_ENGINE
async def test_new_accounts_are_held_back_for_thirty_days(alice: Person, bob: Person):
    await choose(alice, new_accounts="filter")
    await bob.publish("@alice today")
    assert await told(alice) == []
    with travelling(31 * DAYS):
        await bob.publish("@alice a month later")
        assert await told(alice) == [("mention", "bob")]


async def test_letters_of_strangers_are_held_back_but_not_their_answers(alice: Person, bob: Person):
    await bob.publish("@alice psst", visibility="direct")
    assert await told(alice) == []
    assert await waiting(alice) == [("bob", "1")]
    await bob.publish("@alice in the open")
    assert await told(alice) == [("mention", "bob")]
    letter = await alice.publish("@bob yes?", visibility="direct")
    assert await told(bob) == []
    answer = {"visibility": "direct", "in_reply_to_id": letter["id"]}
    await bob.publish("@alice well", **answer)
    assert len(await told(alice)) == 2
    await alice.follow(bob)
    await bob.publish("@alice psst again", visibility="direct")
    assert len(await told(alice)) == 3


@ON_ONE_ENGINE
async def test_whom_the_staff_limits_is_held_back_unless_followed(
    alice: Person, bob: Person, world: World
):
    await world.db.write(
        lambda tx: tx.execute(
            "UPDATE accounts SET flags = flags + :limited WHERE id = :id",
            limited=int(AccountFlag.SILENCED),
            id=bob.account_id,
        )
    )
    await bob.publish("@alice hi")
    assert await told(alice) == []
    await alice.follow(bob)
    await bob.publish("@alice hi")
    assert await told(alice) == [("mention", "bob")]


async def test_what_is_held_back_can_be_looked_at_and_dismissed(alice: Person, bob: Person):
    await choose(alice, not_following="filter")
    await bob.publish("@alice first")
    await bob.publish("@alice second")
    assert await told(alice, include_filtered="true") == [("mention", "bob")] * 2
    assert await told(alice, include_filtered="true", account_id=str(alice.account_id)) == []
    assert await told(alice, include_filtered="true", **{"types[]": "follow"}) == []
    first = (await alice.get(NOTIFICATIONS, params={"include_filtered": "true"})).json()[1]
    assert (await alice.get(f"{NOTIFICATIONS}/{first['id']}")).json() == first
    grouped = await alice.get("/api/v2/notifications", params={"include_filtered": "true"})
    assert len(grouped.json()["notification_groups"]) == 2
    await do(alice, f"notifications/{first['id']}/dismiss")
    assert await waiting(alice) == [("bob", "1")]
    assert await do(alice, "notifications/clear") == {}
    assert await waiting(alice) == []


async def test_what_is_taken_back_or_deleted_is_held_no_more(
    alice: Person, bob: Person, world: World
):
    await choose(alice, not_following="filter")
    post = await alice.publish("bread")
    await do(bob, f"statuses/{post['id']}/favourite")
    await do(bob, f"statuses/{post['id']}/favourite")
    hello = await bob.publish("@alice hello")
    assert await waiting(alice) == [("bob", "2")]
    await do(bob, f"statuses/{post['id']}/unfavourite")
    assert await waiting(alice) == [("bob", "1")]
    await bob.delete(f"/api/v1/statuses/{hello['id']}")
    assert await waiting(alice) == []
    await do(bob, f"statuses/{post['id']}/reblog")
    await alice.delete(f"/api/v1/statuses/{post['id']}")
    await world.run_jobs()
    assert await world.count("held_notifications") == 0
    assert await world.count("notification_requests") == 0


async def test_blocked_muted_and_suspended_senders_make_no_request(
    alice: Person, bob: Person, world: World
):
    fan = await world.join("fan")
    await choose(alice, not_following="filter")
    for each in (bob, fan):
        await each.publish("@alice hello")
    await do(alice, f"accounts/{fan.account_id}/mute", notifications=True)
    assert await waiting(alice) == [("bob", "1")]
    await do(alice, f"accounts/{fan.account_id}/unmute")
    await do(alice, f"accounts/{bob.account_id}/block")
    assert await waiting(alice) == [("fan", "1")]
    await world.db.write(accounts.suspend, fan.account_id)
    assert await waiting(alice) == []
    assert await told(alice, include_filtered="true") == []
    assert (await alice.get(POLICY)).json()["summary"]["pending_requests_count"] == 0


async def test_who_leaves_leaves_nothing_held_back_on_either_side(
    alice: Person, bob: Person, world: World
):
    for one, other in ((alice, bob), (bob, alice)):
        await choose(one, not_following="filter")
        await other.publish(f"@{one.name} hello")
    await do(bob, "notifications/requests/accept", id=[(await bob.get(REQUESTS)).json()[0]["id"]])
    await alice.publish("@bob heard")
    await world.db.write(accounts.delete_account, alice.account_id)
    await world.run_jobs()
    for table in ("held_notifications", "notification_requests", "notification_permissions"):
        assert await world.count(table) == 0, table
    assert await world.count("notification_policies") == 1
