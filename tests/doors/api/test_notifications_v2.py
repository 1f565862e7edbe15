"""Grouped notifications through the API."""

from typing import Any

import pytest

from arengo.storage.postgresql.transaction import PostgresReads
from arengo.storage.sqlite.transaction import SqliteReads
from tests.doors.api.paced import pace
from tests.world import Person, World

pytestmark = pytest.mark.anyio
URL = "/api/v2/notifications"


@pytest.fixture(autouse=True)
def one_thing_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ids be in the order of what was done."""
    pace(monkeypatch)


async def groups(person: Person, **params: Any) -> list[dict[str, Any]]:
    """Return somebody's groups, newest first."""
    answer = await person.get(URL, params=params)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["notification_groups"])


async def crowd(world: World, number: int) -> list[Person]:
    """Let some people join."""
    return [await world.join(f"fan{n}") for n in range(number)]


async def favour(post: dict[str, Any], *people: Person) -> None:
    """Let people favourite a post, in their order."""
    for each in people:
        assert (await each.post(f"/api/v1/statuses/{post['id']}/favourite")).status_code == 200


async def test_favourites_of_a_post_are_one_group(alice: Person, world: World):
    post = await alice.publish("bread")
    fans = await crowd(world, 10)
    await favour(post, *fans)
    answer = await alice.get(URL)
    body = answer.json()
    (group,) = body["notification_groups"]
    latest = (await alice.get("/api/v1/notifications")).json()[0]
    assert group == {
        "group_key": latest["group_key"],
        "notifications_count": 10,
        "type": "favourite",
        "most_recent_notification_id": latest["id"],
        "page_min_id": latest["id"],
        "page_max_id": latest["id"],
        "latest_page_notification_at": latest["created_at"],
        "sample_account_ids": [str(each.account_id) for each in fans[:1:-1]],
        "status_id": post["id"],
    }
    assert {each["id"] for each in body["accounts"]} == set(group["sample_account_ids"])
    assert body["statuses"] == [(await alice.get(f"/api/v1/statuses/{post['id']}")).json()]
    assert "partial_accounts" not in body
    assert answer.links["next"]["url"].endswith(f"max_id={latest['id']}")
    assert answer.links["prev"]["url"].endswith(f"min_id={latest['id']}")


async def test_only_the_last_of_a_group_is_whole_when_avatars_are_enough(
    alice: Person, bob: Person, world: World
):
    fans = await crowd(world, 2)
    post = await alice.publish("bread")
    await favour(post, *fans, bob)
    body = (await alice.get(URL, params={"expand_accounts": "partial_avatars"})).json()
    assert [each["acct"] for each in body["accounts"]] == ["bob"]
    assert {each["acct"] for each in body["partial_accounts"]} == {"fan0", "fan1"}
    assert body["partial_accounts"][0].keys() == {
        *("id", "acct", "url", "avatar", "avatar_static", "locked", "bot")
    }
    whole = (await alice.get(f"/api/v1/accounts/{fans[0].account_id}")).json()
    (one,) = (each for each in body["partial_accounts"] if each["acct"] == "fan0")
    assert one == {name: whole[name] for name in one}
    assert (await alice.get(URL, params={"expand_accounts": "all"})).status_code == 422


async def test_types_that_a_client_cannot_group_stand_alone(
    alice: Person, bob: Person, world: World
):
    (fan,) = await crowd(world, 1)
    post = await alice.publish("bread")
    await favour(post, bob, fan)
    await bob.follow(alice)
    await fan.follow(alice)
    await bob.publish("@alice hi")
    assert [(each["type"], each["notifications_count"]) for each in await groups(alice)] == [
        ("mention", 1),
        ("follow", 2),
        ("favourite", 2),
    ]
    apart = await groups(alice, **{"grouped_types[]": "favourite"})
    assert [(each["type"], each["notifications_count"]) for each in apart] == [
        ("mention", 1),
        ("follow", 1),
        ("follow", 1),
        ("favourite", 2),
    ]
    key = apart[1]["group_key"]
    assert key == f"ungrouped-{apart[1]['most_recent_notification_id']}"
    (alone,) = (await alice.get(f"{URL}/{key}")).json()["notification_groups"]
    assert alone["sample_account_ids"] == [str(fan.account_id)]
    people = (await alice.get(f"{URL}/{key}/accounts")).json()
    assert [each["acct"] for each in people] == ["fan0"]
    assert (await alice.post(f"{URL}/{key}/dismiss")).json() == {}
    assert [(each["type"], each["notifications_count"]) for each in await groups(alice)] == [
        ("mention", 1),
        ("follow", 1),
        ("favourite", 2),
    ]


async def test_groups_are_chosen_by_type_and_sender(alice: Person, bob: Person, world: World):
    (fan,) = await crowd(world, 1)
    post = await alice.publish("bread")
    await favour(post, bob, fan)
    await fan.follow(alice)
    await bob.publish("@alice hi")

    async def types(**params: Any) -> list[str]:
        return [each["type"] for each in await groups(alice, **params)]

    assert await types(**{"types[]": ["follow", "mention"]}) == ["mention", "follow"]
    assert await types(**{"exclude_types[]": "mention"}) == ["follow", "favourite"]
    assert await types(account_id=str(bob.account_id)) == ["mention", "favourite"]
    assert await types(account_id=str(fan.account_id)) == ["follow", "favourite"]


async def test_pages_of_groups_follow_each_other(alice: Person, bob: Person, world: World):
    fans = await crowd(world, 2)
    posts = [await alice.publish(f"post {n}") for n in range(5)]
    for fan in fans:
        for post in posts:
            await favour(post, fan)
    await bob.publish("@alice hi")
    every = [each["group_key"] for each in await groups(alice)]
    answer = await alice.get(URL, params={"limit": 2})
    seen = []
    while answer.json()["notification_groups"]:
        seen += [each["group_key"] for each in answer.json()["notification_groups"]]
        answer = await alice.get(answer.links["next"]["url"])
    assert seen == every
    assert len(set(every)) == 6
    last = (await groups(alice))[-1]["page_min_id"]
    upwards = await groups(alice, min_id=last, limit=2)
    assert [each["group_key"] for each in upwards] == every[3:5]


async def test_a_group_can_be_looked_at_and_dismissed(alice: Person, bob: Person, world: World):
    (fan,) = await crowd(world, 1)
    post = await alice.publish("bread")
    await favour(post, bob, fan)
    (group,) = await groups(alice)
    key = group["group_key"]
    body = (await alice.get(f"{URL}/{key}")).json()
    (one,) = body["notification_groups"]
    assert one == {name: group[name] for name in one}
    assert "page_min_id" not in one
    answer = await alice.get(f"{URL}/{key}/accounts", params={"limit": 1})
    assert [each["acct"] for each in answer.json()] == ["fan0"]
    rest = await alice.get(answer.links["next"]["url"])
    assert [each["acct"] for each in rest.json()] == ["bob"]
    assert (await bob.get(f"{URL}/{key}")).status_code == 404
    assert (await bob.post(f"{URL}/{key}/dismiss")).status_code == 404
    assert (await alice.post(f"{URL}/{key}/dismiss")).json() == {}
    assert await groups(alice) == []
    assert (await alice.get("/api/v1/notifications")).json() == []
    for path in (f"{URL}/{key}", f"{URL}/{key}/accounts", f"{URL}/ungrouped-x", f"{URL}/1"):
        assert (await alice.get(path)).status_code == 404
    assert (await alice.post(f"{URL}/{key}/dismiss")).status_code == 404


async def test_muted_people_are_left_out_of_groups(alice: Person, bob: Person, world: World):
    (fan,) = await crowd(world, 1)
    post = await alice.publish("bread")
    await favour(post, bob, fan)
    await bob.publish("@alice hi")
    await alice.post(f"/api/v1/accounts/{bob.account_id}/mute")
    (group,) = await groups(alice)
    assert group["type"] == "favourite"
    assert group["sample_account_ids"] == [str(fan.account_id)]
    people = (await alice.get(f"{URL}/{group['group_key']}/accounts")).json()
    assert [each["acct"] for each in people] == ["fan0"]
    await alice.post(f"/api/v1/accounts/{fan.account_id}/mute")
    assert await groups(alice) == []


@pytest.mark.parametrize("url", ["/api/v1/notifications", URL])
async def test_a_longer_page_takes_no_more_statements(
    url: str, alice: Person, bob: Person, world: World, monkeypatch: pytest.MonkeyPatch
):
    reads = SqliteReads if world.db.engine == "sqlite" else PostgresReads
    asked: list[str] = []
    real = reads.rows

    def counted(self: Any, sql: str, /, **params: Any) -> Any:
        asked.append(sql)
        return real(self, sql, **params)

    async def statements(limit: int) -> int:
        await alice.get(url, params={"limit": limit})
        await world.whole.gate.attendance.write_down()  # else that is done in the midst of it
        asked.clear()
        found = await alice.get(url, params={"limit": limit})
        assert found.text.count('"type":"mention"') == limit
        return len(asked)

    for number in range(12):
        await bob.publish(f"@alice {number}")
    monkeypatch.setattr(reads, "rows", counted)
    few = await statements(2)
    assert await statements(12) == few
    assert few <= 10


async def test_nobody_reads_without_a_token(anonymous: Person):
    v1 = "/api/v1/notifications"
    for path in (v1, f"{v1}/1", URL, f"{URL}/follow-1", f"{URL}/follow-1/accounts"):
        assert (await anonymous.get(path)).status_code == 401
    for path in (f"{v1}/clear", f"{v1}/1/dismiss", f"{URL}/follow-1/dismiss"):
        assert (await anonymous.post(path)).status_code == 401
