"""Reports: what people may tell the staff, and what is kept of it."""

import pytest

from arengo.base.ids import AccountId
from arengo.social.accounts.actions import delete_account
from arengo.social.instance.actions import change_setting
from tests.doors.api.staff import admin_of

pytestmark = pytest.mark.anyio
PATH = "/api/v1/reports"


async def kept(world, columns):
    return await world.db.read(lambda tx: tx.rows(f"SELECT {columns} FROM reports ORDER BY id"))


async def test_a_report_is_kept_with_what_was_pointed_at(world, alice, bob, carol):
    post = await alice.publish("Rude words")
    hidden = await alice.publish("For followers", visibility="private")
    other = await carol.publish("Not hers")
    form = {
        "account_id": str(alice.account_id),
        "status_ids": [post["id"], hidden["id"], other["id"], "1", "x", post["id"]],
        "comment": "This is rude",
        "category": "spam",
        "forward": True,
    }
    answer = await bob.post(PATH, json=form)
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert shown["status_ids"] == [post["id"]]
    assert shown["rule_ids"] is None
    assert (shown["category"], shown["comment"]) == ("spam", "This is rude")
    assert (shown["action_taken"], shown["action_taken_at"], shown["forwarded"]) == (
        False, None, False,
    )  # fmt: skip
    assert shown["target_account"]["acct"] == "alice"
    assert await kept(world, "target_id, by_id, category, forward") == [
        (alice.account_id, bob.account_id, 1, 1)
    ]


async def test_rules_that_were_broken_exist(world, alice, bob):
    rules = [{"id": 1, "text": "Be kind"}, {"id": 2, "text": "No ads"}]
    await world.db.write(change_setting, name="rules", value=rules)
    me = {"account_id": str(alice.account_id)}
    shown = (await bob.post(PATH, json={**me, "rule_ids": ["2"], "category": "spam"})).json()
    assert (shown["category"], shown["rule_ids"]) == ("violation", ["2"])
    for form in ({"rule_ids": ["3"]}, {"rule_ids": ["x"]}, {"category": "violation"}):
        answer = await bob.post(PATH, json={**me, **form})
        assert answer.status_code == 422
        assert answer.json()["error"] == (
            "Validation failed: Rule ids does not reference valid rules"
        )


async def test_what_cannot_be_reported_is_refused(world, alice, bob):
    me = {"account_id": str(alice.account_id)}
    for form, status in (
        ({}, 404),
        ({"account_id": "x"}, 404),
        ({"account_id": "1"}, 404),
        ({**me, "comment": "x" * 1_001}, 422),
        ({**me, "category": "moon"}, 422),
    ):
        assert (await bob.post(PATH, json=form)).status_code == status, form
    assert await world.count("reports") == 0


async def test_the_staff_closes_it_by_acting(world, alice, bob):
    adam = await admin_of(world)
    await bob.post(PATH, json={"account_id": str(alice.account_id)})
    await adam.post(f"/api/v1/admin/accounts/{alice.account_id}/action", json={"type": "silence"})
    ((closed,),) = await kept(world, "closed_ms")
    assert closed


async def test_it_goes_with_whom_it_is_about_and_forgets_who_leaves(world, alice, bob, carol):
    await bob.post(PATH, json={"account_id": str(alice.account_id)})
    await bob.post(PATH, json={"account_id": str(carol.account_id)})
    await world.db.write(delete_account, AccountId(bob.account_id))
    await world.run_jobs()
    assert await kept(world, "by_id") == [(None,), (None,)]
    await world.db.write(delete_account, AccountId(alice.account_id))
    await world.run_jobs()
    assert await kept(world, "target_id") == [(carol.account_id,)]
