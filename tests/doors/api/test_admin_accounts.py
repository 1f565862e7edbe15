"""The staff looks at people and acts on them: filters, measures, who may act on whom."""

import logging

import pytest

from arengo.auth.roles.model import RoleNumber
from tests.doors.api.staff import admin_of, make_staff
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio
PATH = "/api/v1/admin/accounts"


async def names(who, query="", version=1):
    answer = await who.get(f"/api/v{version}/admin/accounts{query}")
    assert answer.status_code == 200, answer.text
    return [each["username"] for each in answer.json()]


async def act(who, target, what):
    return await who.post(f"{PATH}/{target.account_id}/action", json={"type": what})


async def waiting(world, name):
    """Sign somebody up who has to wait for the staff."""
    from arengo.social.instance.actions import change_setting  # noqa: PLC0415

    await world.db.write(change_setting, name="registrations", value="approval")
    app = world.holder("", await world.app_token())
    form = {
        "username": name,
        "email": f"{name}@example.org",
        "password": PASSWORD,
        "agreement": True,
        "locale": "en",
        "reason": "I bake.",
    }
    answer = await app.post("/api/v1/accounts", json=form)
    assert answer.status_code == 200, answer.text
    await world.db.write(change_setting, name="registrations", value="open")
    return world.holder(name, answer.json()["access_token"])


async def test_somebody_is_shown_with_their_login(world, alice):
    adam = await admin_of(world)
    shown = (await adam.get(f"{PATH}/{alice.account_id}")).json()
    assert (shown["email"], shown["confirmed"], shown["approved"]) == (
        "alice@example.org", True, True,
    )  # fmt: skip
    assert shown["account"]["acct"] == "alice"
    assert (shown["role"]["id"], shown["role"]["permissions"]) == ("0", "65536")
    assert shown["domain"] is None
    assert not shown["suspended"]
    assert not shown["silenced"]
    assert shown["created_by_application_id"]
    assert (await adam.get(f"{PATH}/1")).status_code == 404


async def test_people_are_filtered_and_paged(world, alice, bob):
    adam = await admin_of(world)
    await act(adam, alice, "silence")
    await act(adam, bob, "disable")
    for query, expected in {
        "": ["adam", "bob", "alice"],
        "?local=true": ["adam", "bob", "alice"],
        "?remote=true": [],
        "?active=true": ["adam", "alice"],
        "?silenced=true": ["alice"],
        "?disabled=true": ["bob"],
        "?suspended=true": [],
        "?pending=true": [],
        "?sensitized=true": [],
        "?staff=true": ["adam"],
        "?username=AL": ["alice"],
        "?username=%25": [],
        "?display_name=x": [],
        "?email=bob@example.org": ["bob"],
        "?by_domain=elsewhere.test": [],
        "?ip=203.0.113.9": [],
        "?ip=nonsense": [],
        "?limit=1": ["adam"],
    }.items():
        assert await names(adam, query) == expected, query
    for query, expected in {
        "?origin=local&status=active": ["adam", "alice"],
        "?origin=remote": [],
        "?status=disabled": ["bob"],
        "?status=moon": [],
        "?permissions=staff": ["adam"],
        "?role_ids[]=-99": ["bob", "alice"],
        "?role_ids[]=0&role_ids[]=2": ["adam", "bob", "alice"],
        "?role_ids[]=2": ["adam"],
        "?role_ids[]=2&role_ids[]=moon": ["adam"],
        "?role_ids[]=moon": [],
        "?invited_by=1": [],
        "?invited_by=moon": [],
    }.items():
        assert await names(adam, query, version=2) == expected, query
    answer = await adam.get(f"{PATH}?limit=2")
    assert "max_id=" in answer.headers["link"]
    assert await names(adam, f"?max_id={bob.account_id}") == ["alice"]
    assert await names(adam, f"?min_id={alice.account_id}&limit=1") == ["bob"]


async def test_who_waits_is_let_in_or_turned_away(world, alice):
    adam = await admin_of(world)
    for name in ("wanda", "wilma"):
        await waiting(world, name)
    assert await names(adam, "?pending=true") == ["wilma", "wanda"]
    rows = {each["username"]: each for each in (await adam.get(PATH)).json()}
    assert rows["wanda"]["invite_request"] == "I bake."
    let_in = await adam.post(f"{PATH}/{rows['wanda']['id']}/approve")
    assert let_in.json()["approved"] is True
    assert (await adam.post(f"{PATH}/{rows['wanda']['id']}/approve")).status_code == 403
    assert (await adam.post(f"{PATH}/{rows['wanda']['id']}/reject")).status_code == 403
    turned = await adam.post(f"{PATH}/{rows['wilma']['id']}/reject")
    assert turned.json()["username"] == "wilma"
    assert (await adam.get(f"{PATH}/{rows['wilma']['id']}")).status_code == 404
    assert (await adam.post(f"{PATH}/{rows['wilma']['id']}/approve")).status_code == 404
    del alice


async def test_measures_take_effect_and_are_undone(world, alice, bob, anonymous):
    adam = await admin_of(world)
    assert (await act(adam, alice, "disable")).json() == {}
    assert (await alice.get("/api/v1/timelines/home")).status_code == 403
    shown = (await adam.post(f"{PATH}/{alice.account_id}/enable")).json()
    assert shown["disabled"] is False
    assert (await alice.get("/api/v1/timelines/home")).status_code == 200

    await act(adam, alice, "silence")
    assert (await bob.get(f"/api/v1/accounts/{alice.account_id}")).json()["limited"] is True
    shown = (await adam.post(f"{PATH}/{alice.account_id}/unsilence")).json()
    assert shown["silenced"] is False

    assert (await adam.delete(f"{PATH}/{alice.account_id}")).status_code == 403
    for _ in range(2):
        assert (await act(adam, alice, "suspend")).status_code == 200
    assert (await anonymous.get("/@alice")).status_code == 404
    assert await names(adam, "?suspended=true") == ["alice"]
    await adam.post(f"{PATH}/{alice.account_id}/unsuspend")
    assert (await anonymous.get("/@alice")).status_code == 200

    await act(adam, alice, "suspend")
    gone = await adam.delete(f"{PATH}/{alice.account_id}")
    assert (gone.status_code, gone.json()["username"]) == (200, "alice")
    await world.run_jobs()
    assert (await adam.delete(f"{PATH}/{alice.account_id}")).status_code == 404


async def test_what_is_no_measure_is_refused(world, alice):
    adam = await admin_of(world)
    for what in ("", "moon", "Silence"):
        answer = await act(adam, alice, what)
        assert answer.status_code == 422, what
    assert (await act(adam, alice, "none")).status_code == 200


async def test_nobody_acts_on_their_equals(world, alice):
    adam, eve = await admin_of(world), await admin_of(world, "eve")
    maud = await admin_of(world, "maud", RoleNumber.MODERATOR)
    for target in (eve, adam):
        assert (await act(adam, target, "disable")).status_code == 403
        assert (await act(maud, target, "suspend")).status_code == 403
        assert (await adam.post(f"{PATH}/{target.account_id}/enable")).status_code == 403
    assert (await act(adam, maud, "disable")).status_code == 200
    assert (await act(maud, alice, "silence")).status_code == 403  # her login was just shut


async def test_an_act_leaves_a_line_without_addresses(world, alice, caplog):
    adam = await admin_of(world)
    with caplog.at_level(logging.INFO, "arengo.moderation"):
        await act(adam, alice, "silence")
        await act(adam, adam, "silence")
    (line,) = [each for each in caplog.records if each.name == "arengo.moderation"]
    assert line.facts == {
        "by": str(adam.account_id),
        "act": "silence",
        "account": str(alice.account_id),
    }


async def test_a_role_that_was_taken_away_opens_nothing(world, alice):
    adam = await admin_of(world)
    await make_staff(world, adam, RoleNumber.MEMBER)
    assert (await act(adam, alice, "suspend")).status_code == 403
    assert (await adam.get(PATH)).status_code == 403
