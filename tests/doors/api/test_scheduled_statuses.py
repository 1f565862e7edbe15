"""Scheduled statuses: published at their time, once; put off, called off, or kept as a draft."""

from datetime import UTC, datetime, timedelta

import pytest
from inline_snapshot import snapshot

from arengo.social.accounts.actions import delete_account, suspend
from arengo.social.posts.plans import policy
from arengo.social.posts.plans.actions import set_aside
from tests.doors.api.stable import stable, texts
from tests.doors.api.test_media import uploaded
from tests.travelling import travelling

pytestmark = pytest.mark.anyio

STATUSES = "/api/v1/statuses"
SCHEDULED = "/api/v1/scheduled_statuses"
DRAFTS = "/api/arengo/v1/drafts"
HOUR_S = 3_600
TOO_SOON = "Validation failed: Scheduled at The scheduled date must be in the future"


def later(**more):
    return (datetime.now(UTC) + timedelta(**(more or {"hours": 1}))).isoformat()


async def schedules(person, text="later", at=None, headers=None, **form):
    form = {"status": text, "scheduled_at": at or later(), **form}
    answer = await person.post(STATUSES, json=form, headers=headers or {})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def said(person):
    return texts(await person.get(f"/api/v1/accounts/{person.account_id}/statuses"))


async def test_a_scheduled_status_is_told_and_published_at_its_time(alice, bob, world):
    first = await alice.publish("@bob well?")
    made = await alice.post(
        STATUSES,
        json={
            "status": "later #tea",
            "scheduled_at": later(),
            "visibility": "unlisted",
            "spoiler_text": "tea",
            "in_reply_to_id": first["id"],
            "poll": {"options": ["yes", "no"], "expires_in": 600},
        },
    )
    plan = made.json()
    told = stable(made, plan=plan["id"])
    assert told["params"].pop("in_reply_to_id") == first["id"]
    told["params"].pop("application_id")
    assert told == snapshot(
        {
            "id": "id of plan",
            "scheduled_at": "some time",
            "params": {
                "text": "later #tea",
                "poll": {
                    "options": ["yes", "no"],
                    "expires_in": 600,
                    "multiple": False,
                    "hide_totals": False,
                },
                "media_ids": None,
                "sensitive": False,
                "spoiler_text": "tea",
                "visibility": "unlisted",
                "language": None,
                "quoted_status_id": None,
                "quote_approval_policy": "public",
                "idempotency": None,
                "scheduled_at": None,
                "with_rate_limit": False,
            },
            "media_attachments": [],
        }
    )
    assert (await alice.get(SCHEDULED)).json() == [plan]
    assert (await alice.get(f"{SCHEDULED}/{plan['id']}")).json() == plan
    await world.run_jobs()
    assert await said(alice) == ["@bob well?"]
    with travelling(HOUR_S):
        for _ in range(2):
            await world.db.write(lambda tx: tx.enqueue("plans.publish", plan_id=int(plan["id"])))
            await world.run_jobs()
        assert await said(alice) == ["later #tea", "@bob well?"]
        (status, _) = (await alice.get(f"/api/v1/accounts/{alice.account_id}/statuses")).json()
        assert (status["visibility"], status["spoiler_text"]) == ("unlisted", "tea")
        assert status["in_reply_to_id"] == first["id"]
        assert status["poll"]["expired"] is False
        assert status["created_at"] >= plan["scheduled_at"]
        assert (await alice.get(SCHEDULED)).json() == []
        assert (await alice.get(f"{SCHEDULED}/{plan['id']}")).status_code == 404
    assert await world.count("plans") == 0
    assert bob.account_id


REFUSED = (
    ({"scheduled_at": "2020-01-01T00:00:00Z"}, TOO_SOON),
    ({"scheduled_at": "2020-01-01"}, TOO_SOON),
    ({"scheduled_at": "soon"}, "Record invalid"),
    ({"status": ""}, "Validation failed: Text can't be blank"),
    ({"status": "x" * 1_001}, "Validation failed: Text character limit of 1000 exceeded"),
    ({"poll": {"options": ["a"], "expires_in": 600}}, "Validation failed: Choices must have more than one item"),  # noqa: E501  as it is said
    ({"media_ids": ["5"]}, "Media 5 not found or already attached to another post"),
)  # fmt: skip


async def test_what_could_not_be_published_now_is_not_scheduled(alice, world):
    for form, words in REFUSED:
        answer = await alice.post(STATUSES, json={"status": "x", "scheduled_at": later(), **form})
        assert (answer.status_code, answer.json()["error"]) == (422, words)
    assert await world.count("plans") == 0


async def test_asking_for_nothing_publishes_at_once(alice):
    for empty in ({"poll": None}, {"scheduled_at": ""}, {"poll": {}}):
        answer = await alice.post(STATUSES, json={"status": "Plain", **empty})
        assert answer.status_code == 200, answer.text
        assert answer.json()["poll"] is None
    assert await said(alice) == ["Plain"] * 3


async def test_a_time_must_be_five_minutes_ahead_and_an_answer_visible(alice, bob):
    letter = await bob.publish("dear diary", visibility="direct")
    near = {"status": "x", "scheduled_at": later(minutes=4, seconds=50)}
    assert (await alice.post(STATUSES, json=near)).json()["error"] == TOO_SOON
    for name in ("in_reply_to_id", "quoted_status_id"):
        form = {"status": "x", "scheduled_at": later(), name: letter["id"]}
        assert (await alice.post(STATUSES, json=form)).status_code == 404


async def test_another_time_moves_it_and_none_leaves_it(alice, bob, world):
    plan = await schedules(alice)
    path = f"{SCHEDULED}/{plan['id']}"
    moved = (await alice.put(path, json={"scheduled_at": later(hours=3)})).json()
    assert moved["scheduled_at"] > plan["scheduled_at"]
    assert (await alice.put(path, json={})).json() == moved
    assert (await alice.put(path, json={"scheduled_at": later(minutes=1)})).status_code == 422
    with travelling(2 * HOUR_S):
        await world.run_jobs()
        assert await said(alice) == []
    assert (await alice.put(path, json={"scheduled_at": later(minutes=10)})).status_code == 200
    with travelling(HOUR_S):
        await world.run_jobs()
        assert await said(alice) == ["later"]
        assert (await alice.put(path, json={"scheduled_at": later(hours=9)})).status_code == 404
    assert bob.account_id


async def test_others_see_and_touch_nothing(alice, bob, anonymous):
    plan = await schedules(alice)
    draft = (await alice.post(DRAFTS, json={})).json()
    for path in (f"{SCHEDULED}/{plan['id']}", f"{SCHEDULED}/5", f"{SCHEDULED}/{draft['id']}"):
        assert (await bob.get(path)).status_code == 404
        assert (await bob.put(path, json={"scheduled_at": later()})).status_code == 404
        assert (await bob.delete(path)).status_code == 404
    assert (await alice.get(f"{SCHEDULED}/{draft['id']}")).status_code == 404
    assert (await bob.get(SCHEDULED)).json() == []
    assert (await anonymous.get(SCHEDULED)).status_code == 401


async def test_the_defaults_of_the_day_on_which_it_is_scheduled_count(alice, world):
    mine = {"source": {"quote_policy": "nobody", "privacy": "unlisted", "language": "it"}}
    draft = (await alice.post(DRAFTS, json={"status": "draft"})).json()
    assert draft["params"]["quote_approval_policy"] is None
    for source in (mine, {"source": {"quote_policy": "public", "privacy": "public"}}):
        if source is not mine:
            plan = (await schedules(alice))["params"]
        await alice.patch("/api/v1/accounts/update_credentials", json=source)
    said_of_it = (plan["quote_approval_policy"], plan["visibility"], plan["language"])
    assert said_of_it == ("nobody", "unlisted", "it")
    with travelling(HOUR_S):
        await world.run_jobs()
        (status,) = (await alice.get(f"/api/v1/accounts/{alice.account_id}/statuses")).json()
        assert (status["visibility"], status["language"]) == ("unlisted", "it")
        assert status["quote_approval"]["automatic"] == []


async def test_what_was_called_off_is_not_published(alice, world):
    plan = await schedules(alice)
    path = f"{SCHEDULED}/{plan['id']}"
    assert (await alice.delete(path)).json() == {}
    assert (await alice.delete(path)).status_code == 404
    with travelling(HOUR_S):
        await world.run_jobs()
        assert await said(alice) == []


async def test_the_list_is_paged_both_ways(alice):
    ids = [(await schedules(alice, f"n{n}"))["id"] for n in range(3)]
    answer = await alice.get(SCHEDULED, params={"limit": 2})
    assert [each["id"] for each in answer.json()] == ids[:0:-1]
    older = await alice.get(answer.links["next"]["url"])
    assert [each["id"] for each in older.json()] == ids[:1]
    newer = await alice.get(older.links["prev"]["url"])
    assert [each["id"] for each in newer.json()] == ids[:0:-1]


async def test_a_key_schedules_once_and_then_names_what_was_published(alice, world):
    key = {"Idempotency-Key": "key"}
    at = later()
    plans = [await schedules(alice, at=at, headers=key) for _ in range(2)]
    assert plans[0] == plans[1]
    assert plans[0]["params"]["idempotency"] == "key"
    with travelling(HOUR_S):
        await world.run_jobs()
        again = await schedules(alice, headers=key)
        assert again["content"] == "<p>later</p>"
        assert await world.count("posts") == 1


async def test_as_much_is_scheduled_as_may_be(alice, monkeypatch):
    monkeypatch.setattr(policy, "MOST_ON_A_DAY", 2)
    monkeypatch.setattr(policy, "MOST_SCHEDULED", 3)
    tomorrow, after = "2190-01-01T08:00:00Z", "2190-01-02T08:00:00Z"
    plan = await schedules(alice, at=tomorrow)
    await schedules(alice, at=tomorrow)
    answer = await alice.post(STATUSES, json={"status": "x", "scheduled_at": tomorrow})
    exceeded = "Validation failed: You have exceeded the limit of"
    assert answer.json()["error"] == f"{exceeded} 2 scheduled posts for today"
    other = await schedules(alice, at=after)
    answer = await alice.post(STATUSES, json={"status": "x", "scheduled_at": after})
    assert answer.json()["error"] == f"{exceeded} 3 scheduled posts"
    path = f"{SCHEDULED}/{other['id']}"
    assert (await alice.put(path, json={"scheduled_at": tomorrow})).status_code == 422
    path = f"{SCHEDULED}/{plan['id']}"
    assert (await alice.put(path, json={"scheduled_at": tomorrow})).status_code == 200


async def test_media_wait_with_their_status_and_longer_than_a_day(alice, world):
    media, alone = await uploaded(alice), await uploaded(alice)
    plan = await schedules(alice, "", at=later(days=3), media_ids=[media["id"]])
    assert [each["id"] for each in plan["media_attachments"]] == [media["id"]]
    with travelling(2 * 24 * HOUR_S):
        await world.db.write(lambda tx: tx.enqueue("media.sweep"))
        await world.run_jobs()
        assert (await alice.get(f"/api/v1/media/{alone['id']}")).status_code == 404
        described = await alice.put(f"/api/v1/media/{media['id']}", json={"description": "a cat"})
        assert described.status_code == 200
    with travelling(3 * 24 * HOUR_S):
        await world.run_jobs()
        (status,) = (await alice.get(f"/api/v1/accounts/{alice.account_id}/statuses")).json()
        assert [each["description"] for each in status["media_attachments"]] == ["a cat"]
    assert await world.count("planned_media") == 0


async def test_what_cannot_be_published_any_more_becomes_a_draft(alice, bob, world):
    post = await bob.publish("well?")
    media = await uploaded(alice)
    await schedules(alice, "quote", quoted_status_id=post["id"])
    await schedules(alice, "answer", in_reply_to_id=post["id"])
    await schedules(alice, "picture", media_ids=[media["id"]])
    await bob.delete(f"{STATUSES}/{post['id']}")
    await alice.publish("now", media_ids=[media["id"]])
    with travelling(HOUR_S):
        await world.run_jobs()
        assert await said(alice) == ["now"]
        kept = (await alice.get(DRAFTS)).json()
    assert [(each["params"]["status"], each["problem"]) for each in kept] == [
        ("picture", f"Media {media['id']} not found or already attached to another post"),
        ("answer", "What it answers is not there any more"),
        ("quote", "The post that you want to quote does not exist or may not be quoted"),
    ]
    told = [mail for mail in world.sent if "scheduled" in mail.subject]
    assert [mail.to for mail in told] == ["alice@example.org"] * 3
    assert all("draft" in mail.text and "picture" not in mail.text for mail in told)


async def test_who_is_suspended_or_gone_publishes_nothing(alice, bob, world):
    for person in (alice, bob):
        await schedules(person, headers={"Idempotency-Key": "k"})
    await world.db.write(suspend, alice.account_id)
    await world.db.write(delete_account, bob.account_id)
    with travelling(HOUR_S):
        await world.run_jobs()
        assert await world.count("posts") == 0
    left = await world.db.read(lambda tx: tx.rows("SELECT account_id, due_ms FROM plans"))
    assert left == [(alice.account_id, None)]
    assert not [mail for mail in world.sent if "scheduled" in mail.subject]


async def test_of_what_became_a_draft_one_hears_once(alice, world):
    plan = await schedules(alice, "late")
    with travelling(HOUR_S):
        for _ in range(2):
            await world.db.write(set_aside, plan_id=int(plan["id"]), problem="for a reason")
        await world.run_jobs()
    assert len([mail for mail in world.sent if "scheduled" in mail.subject]) == 1
