"""Measures, dimensions and retention: counted out of what really stands in the tables."""

import pytest

from arengo.base.clock import DAY_MS, iso_day, now_ms
from arengo.base.text import tag_id
from tests.doors.api.staff import admin_of

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("early_today")]


def span():
    """Return four days, the last of which is tomorrow."""
    now = now_ms()
    return {"start_at": iso_day(now - 2 * DAY_MS), "end_at": iso_day(now + DAY_MS)}


async def figures(who, kind, **form):
    answer = await who.post(f"/api/v1/admin/{kind}", json={**span(), **form})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_measures_count_what_happened(world, alice, bob):
    adam = await admin_of(world)
    first = await alice.publish("Tea #tea")
    await bob.publish("More #tea", in_reply_to_id=first["id"])
    await bob.post(f"/api/v1/statuses/{first['id']}/favourite")
    await bob.post(f"/api/v1/statuses/{first['id']}/reblog")
    await bob.post("/api/v1/reports", json={"account_id": str(alice.account_id)})
    about = {"id": str(tag_id("tea"))}
    assert (await adam.get("/api/v1/instance")).status_code == 200
    await world.whole.gate.attendance.write_down()
    found = await figures(
        adam,
        "measures",
        keys=["active_users", "new_users", "interactions", "opened_reports", "resolved_reports",
              "tag_accounts", "tag_uses", "tag_servers", "moon"],
        tag_accounts=about,
        tag_uses=about,
        tag_servers=about,
    )  # fmt: skip
    totals = {each["key"]: each["total"] for each in found}
    assert totals == {
        "active_users": "3",
        "new_users": "3",
        "interactions": "3",
        "opened_reports": "1",
        "resolved_reports": "0",
        "tag_accounts": "2",
        "tag_uses": "2",
        "tag_servers": "0",
    }
    for each in found:
        assert each["previous_total"] == "0"
        assert [len(each["data"]), each["unit"]] == [4, None]
        assert sum(int(day["value"]) for day in each["data"]) >= int(each["total"])
    before = {"start_at": "2020-01-01", "end_at": "2020-01-02T10:00:00Z"}
    (past,) = await figures(adam, "measures", keys=["new_users"], **before)
    assert (past["total"], past["data"][0]["date"]) == ("0", "2020-01-01T00:00:00.000Z")


async def test_measures_of_another_server(world, alice):
    adam = await admin_of(world)
    keys = [
        f"instance_{name}"
        for name in ("accounts", "media_attachments", "reports", "statuses", "follows", "followers")
    ]
    found = await figures(
        adam, "measures", keys=keys, **{key: {"domain": "elsewhere.test"} for key in keys}
    )
    assert [(each["key"], each["total"]) for each in found] == [(key, "0") for key in keys]
    assert "previous_total" not in found[0]
    assert found[1]["human_value"] == "0 Bytes"
    del alice


async def test_dimensions_share_out(world, alice, bob):
    adam = await admin_of(world)
    for number in range(2):
        await alice.publish(f"{number} #tea", language="en")
    await bob.publish("Tè #tea", language="it")
    about = {"id": str(tag_id("tea"))}
    server = {"domain": "elsewhere.test"}
    found = await figures(
        adam,
        "dimensions",
        keys=["languages", "sources", "servers", "tag_languages", "tag_servers",
              "instance_accounts", "instance_languages", "space_usage", "software_versions"],
        tag_languages=about,
        tag_servers=about,
        instance_accounts=server,
        instance_languages=server,
    )  # fmt: skip
    shares = {
        each["key"]: [(share["key"], share["value"]) for share in each["data"]] for each in found
    }
    assert shares["languages"] == [("en", "2"), ("it", "1")]
    assert shares["tag_languages"] == [("en", "2"), ("it", "1")]
    assert shares["sources"] == [("Tests", "3")]
    for key in ("servers", "tag_servers", "instance_accounts", "instance_languages"):
        assert shares[key] == []
    assert [key for key, _ in shares["software_versions"]][:2] == ["arengo", "python"]
    space = {each["key"]: each for each in found}["space_usage"]["data"]
    assert int(space[0]["value"]) > 10_000
    assert {share["unit"] for share in space} == {"bytes"}
    answer = await adam.post("/api/v1/admin/dimensions", json={"keys": ["languages"], "limit": 1})
    assert [share["key"] for share in answer.json()[0]["data"]] == ["en"]


async def test_retention_follows_who_joined(world, alice):
    adam = await admin_of(world)
    await alice.publish("Here")
    days = await figures(adam, "retention", frequency="day")
    assert len(days) == 4
    assert sum(int(each["data"][0]["value"]) for each in days) == 2
    assert {each["data"][0]["rate"] for each in days} == {0.0, 1.0}
    assert [each["value"] for each in days[0]["data"]] == ["0"] * 4
    months = await figures(adam, "retention", frequency="month")
    assert {each["frequency"] for each in months} == {"month"}
    assert sum(int(each["data"][0]["value"]) for each in months) == 2


async def test_what_cannot_be_counted_is_refused(world):
    adam = await admin_of(world)
    for form in (
        {"keys": ["new_users"], "start_at": "", "end_at": "2026-01-01"},
        {"keys": ["new_users"], "start_at": "soon", "end_at": "later"},
        {"keys": ["new_users"], "start_at": "2026-02-01", "end_at": "2026-01-01"},
        {"keys": ["new_users"], "start_at": "2020-01-01", "end_at": "2026-01-01"},
        {"keys": ["new_users"], "start_at": "9999-01-01", "end_at": "9999-01-02"},
        {**span(), "keys": ["tag_uses"]},
        {**span(), "keys": ["instance_accounts"]},
        {**span(), "keys": ["new_users"] * 51},
    ):
        assert (await adam.post("/api/v1/admin/measures", json=form)).status_code == 422, form
    assert (await adam.post("/api/v1/admin/measures", json=span())).json() == []
    repeated = await figures(adam, "measures", keys=["new_users", "moon", "new_users"])
    assert [each["key"] for each in repeated] == ["new_users"]
