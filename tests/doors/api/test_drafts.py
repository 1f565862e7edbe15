"""Drafts on the server: kept unfinished, changed by versions, published or scheduled."""

import pytest
from inline_snapshot import snapshot

from arengo.social.posts.plans import policy
from tests.doors.api.stable import stable, texts
from tests.doors.api.test_media import uploaded
from tests.doors.api.test_scheduled_statuses import DRAFTS, HOUR_S, SCHEDULED, later, said
from tests.travelling import travelling

pytestmark = pytest.mark.anyio


async def keeps(person, headers=None, **form):
    answer = await person.post(DRAFTS, json=form, headers=headers or {})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_draft_is_kept_as_it_was_sent_whatever_is_missing(alice):
    answer = await alice.post(
        DRAFTS,
        json={
            "status": " half a ",
            "in_reply_to_id": "5",
            "quoted_status_id": "9",
            "quote_approval_policy": "followers",
            "reply_policy": "mentioned",
            "local_only": True,
            "media_ids": ["7"],
            "poll": {"options": ["one"]},
            "scheduled_at": "2020-01-01T00:00:00Z",
        },
    )
    draft = answer.json()
    assert stable(answer, draft=draft["id"]) == snapshot(
        {
            "id": "id of draft",
            "version": 1,
            "created_at": "some time",
            "updated_at": "some time",
            "problem": None,
            "params": {
                "status": " half a ",
                "spoiler_text": "",
                "visibility": None,
                "sensitive": None,
                "language": None,
                "in_reply_to_id": "5",
                "quoted_status_id": "9",
                "quote_approval_policy": "followers",
                "reply_policy": "mentioned",
                "local_only": True,
                "media_ids": ["7"],
                "poll": {
                    "options": ["one"],
                    "expires_in": None,
                    "multiple": False,
                    "hide_totals": False,
                },
                "scheduled_at": "some time",
                "sequels": [],
            },
            "media_attachments": [],
        }
    )
    assert (await alice.get(DRAFTS)).json() == [draft]
    assert (await alice.get(f"{DRAFTS}/{draft['id']}")).json() == draft
    empty = await keeps(alice)
    assert empty["params"]["status"] == ""
    assert (await alice.get(SCHEDULED)).json() == []
    for wrong in ({"visibility": "secret"}, {"scheduled_at": "soon"}, {"poll": 3}):
        assert (await alice.post(DRAFTS, json=wrong)).status_code == 422


async def test_a_change_names_the_version_that_it_replaces(alice):
    draft = await keeps(alice, status="one", spoiler_text="careful")
    path = f"{DRAFTS}/{draft['id']}"
    changed = await alice.put(path, json={"status": "two", "version": 1})
    assert changed.json()["version"] == 2
    assert changed.json()["params"]["spoiler_text"] == ""
    late = await alice.put(path, json={"status": "three", "version": 1})
    words = "This draft was changed meanwhile: its version is 2"
    assert (late.status_code, late.json()["error"]) == (409, words)
    assert (await alice.put(path, json={"status": "three"})).status_code == 422
    assert (await alice.delete(path, params={"version": 1})).status_code == 409
    assert (await alice.post(f"{path}/publish", json={"version": 1})).status_code == 409
    assert (await alice.get(path)).json()["params"]["status"] == "two"
    assert (await alice.delete(path, params={"version": 2})).json() == {}
    assert (await alice.get(path)).status_code == 404


async def test_a_thread_is_kept_and_published_as_one(alice):
    draft = await keeps(alice, status="one", sequels=[{"status": "two"}, {"status": "three"}])
    path = f"{DRAFTS}/{draft['id']}"
    changed = await alice.put(path, json={"status": "One", "version": 1})
    told = [each["status"] for each in changed.json()["params"]["sequels"]]
    assert told == ["two", "three"]
    changed = await alice.put(
        path, json={"status": "One", "sequels": [{"status": "two"}], "version": 2}
    )
    assert len(changed.json()["params"]["sequels"]) == 1
    first = (await alice.post(f"{path}/publish")).json()
    context = (await alice.get(f"/api/v1/statuses/{first['id']}/context")).json()
    assert [each["content"] for each in context["descendants"]] == ["<p>two</p>"]
    answer = await alice.post(DRAFTS, json={"status": "x", "sequels": [{"status": 3}, 4]})
    assert answer.status_code == 422


async def test_a_published_draft_is_a_status_and_gone(alice, world):
    media = await uploaded(alice)
    draft = await keeps(alice, status="ready", visibility="unlisted", media_ids=[media["id"]])
    assert [each["id"] for each in draft["media_attachments"]] == [media["id"]]
    path = f"{DRAFTS}/{draft['id']}"
    with travelling(48 * HOUR_S):
        await world.db.write(lambda tx: tx.enqueue("media.sweep"))
        await world.run_jobs()
        key = {"Idempotency-Key": "once"}
        statuses = [(await alice.post(f"{path}/publish", headers=key)).json() for _ in range(2)]
        assert statuses[0] == statuses[1]
        assert (statuses[0]["visibility"], len(statuses[0]["media_attachments"])) == ("unlisted", 1)
        assert (await alice.get(DRAFTS)).json() == []
        assert (await alice.post(f"{path}/publish")).status_code == 404
        assert await said(alice) == ["ready"]
    assert await world.count("planned_media") == 0


@pytest.mark.usefixtures("early_today")  # addresses of pictures change with the hour
async def test_what_is_not_finished_stays_a_draft(alice, world):
    media = await uploaded(alice)
    for form in (
        {},
        {"status": "x", "poll": {"options": ["a"], "expires_in": 300}},
        {"status": "x", "media_ids": [media["id"], "5"]},
        {"status": "x", "scheduled_at": "2020-01-01T00:00:00Z"},
        {"status": "x", "in_reply_to_id": "5"},
    ):
        draft = await keeps(alice, **form)
        answer = await alice.post(f"{DRAFTS}/{draft['id']}/publish")
        assert answer.status_code in {404, 422}, form
        assert (await alice.get(f"{DRAFTS}/{draft['id']}")).json() == draft
    assert await world.count("posts") == 0
    assert (await alice.get(f"/api/v1/media/{media['id']}")).status_code == 200


async def test_a_draft_that_names_a_time_is_scheduled(alice, world):
    draft = await keeps(alice, status="tomorrow", scheduled_at=later())
    plan = (await alice.post(f"{DRAFTS}/{draft['id']}/publish")).json()
    assert (plan["id"], plan["params"]["text"]) == (draft["id"], "tomorrow")
    assert (await alice.get(DRAFTS)).json() == []
    assert (await alice.get(SCHEDULED)).json() == [plan]
    with travelling(HOUR_S):
        await world.run_jobs()
        assert await said(alice) == ["tomorrow"]


async def test_drafts_are_paged_and_private(alice, bob, anonymous):
    ids = [(await keeps(alice, status=f"n{n}"))["id"] for n in range(3)]
    answer = await alice.get(DRAFTS, params={"limit": 2})
    assert [each["id"] for each in answer.json()] == ids[:0:-1]
    older = await alice.get(answer.links["next"]["url"])
    assert [each["id"] for each in older.json()] == ids[:1]
    path = f"{DRAFTS}/{ids[0]}"
    assert (await bob.get(path)).status_code == 404
    assert (await bob.put(path, json={"version": 1})).status_code == 404
    assert (await bob.delete(path)).status_code == 404
    assert (await bob.post(f"{path}/publish")).status_code == 404
    assert (await anonymous.get(DRAFTS)).status_code == 401
    assert texts(await bob.get(f"/api/v1/accounts/{alice.account_id}/statuses")) == []


async def test_a_key_keeps_one_draft_and_there_are_limits(alice, monkeypatch):
    key = {"Idempotency-Key": "key"}
    assert await keeps(alice, headers=key) == await keeps(alice, headers=key)
    monkeypatch.setattr(policy, "MOST_DRAFTS", 2)
    draft = await keeps(alice)
    answer = await alice.post(DRAFTS, json={"status": "x"})
    words = "Validation failed: You have exceeded the limit of 2 drafts"
    assert (answer.status_code, answer.json()["error"]) == (422, words)
    path = f"{DRAFTS}/{draft['id']}"
    for large in (
        {"status": "x" * policy.MOST_BYTES},
        {"media_ids": ["1"] * (policy.MOST_PLANNED_MEDIA + 1)},
    ):
        answer = await alice.put(path, json={"version": 1, **large})
        assert answer.status_code == 422
    assert (await alice.put(path, json={"version": 1, "status": "y"})).status_code == 200
