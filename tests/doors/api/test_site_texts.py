"""What the operator wrote for everybody to read, and how much goes on."""

from itertools import pairwise

import pytest

from arengo.base.clock import DAY_MS, iso_day, now_ms
from arengo.base.text import LANGUAGES
from arengo.social.instance.actions import change_setting
from tests.travelling import early_in

pytestmark = pytest.mark.anyio

TERMS = "/api/v1/instance/terms_of_service"
WEEK_S = 7 * 86_400


async def test_a_privacy_policy_is_there_once_it_was_written(anonymous, world):
    path = "/api/v1/instance/privacy_policy"
    assert (await anonymous.get(path)).status_code == 404
    await world.db.write(change_setting, "privacy_policy", "We keep <little>.\n\nReally.")
    found = (await anonymous.get(path)).json()
    assert found["content"] == "<p>We keep &lt;little&gt;.</p><p>Really.</p>"
    assert found["updated_at"].endswith("Z")
    urls = (await anonymous.get("/api/v2/instance")).json()["configuration"]["urls"]
    assert urls["privacy_policy"] == "https://arengo.test/about#privacy"
    assert urls["terms_of_service"] is None
    page = (await anonymous.get("/about")).text
    assert ('id="privacy"' in page, 'id="terms"' in page) == (True, False)
    assert "We keep &lt;little&gt;." in page


async def test_terms_have_versions_that_follow_each_other(anonymous, world):
    assert (await anonymous.get(TERMS)).status_code == 404
    soon = iso_day(now_ms() + 5 * DAY_MS)
    await world.db.write(change_setting, "terms_of_service", f"{soon}\nNext.")
    upcoming = (await anonymous.get(TERMS)).json()
    assert (upcoming["effective_date"], upcoming["effective"]) == (soon, False)
    await world.db.write(change_setting, "terms_of_service", "2020-02-02\nFirst.")
    now = {
        "effective_date": "2020-02-02",
        "effective": True,
        "content": "<p>First.</p>",
        "succeeded_by": soon,
    }
    assert (await anonymous.get(TERMS)).json() == now
    assert "<p>First.</p>" in (await anonymous.get("/about")).text
    assert (await anonymous.get(f"{TERMS}/2020-02-02")).json() == now
    assert (await anonymous.get(f"{TERMS}/{soon}")).json()["succeeded_by"] is None
    await world.db.write(change_setting, "terms_of_service", "2020-02-02\nMended.")
    assert (await anonymous.get(TERMS)).json()["content"] == "<p>Mended.</p>"
    for day in ("2020-02-03", "today", "x" * 50):
        assert (await anonymous.get(f"{TERMS}/{day}")).status_code == 404


async def test_peers_are_told(anonymous, world):
    assert (await anonymous.get("/api/v1/instance/peers")).json() == []

    def hear_of_another(tx):
        tx.execute("INSERT INTO hosts (id, domain) VALUES (7, 'far.example')")

    await world.db.write(hear_of_another)
    assert (await anonymous.get("/api/v1/instance/peers")).json() == ["far.example"]
    for asked, found in (("FAR", ["far.example"]), ("ar.", []), ("", [])):
        answer = await anonymous.get("/api/v1/peers/search", params={"q": asked})
        assert answer.json() == found, asked


async def test_weeks_are_told(anonymous, world):
    with early_in(WEEK_S):  # a Thursday: no week ends meanwhile
        dora = await world.join("dora")
        for text in "ab":
            await dora.publish(text)
        await world.whole.gate.attendance.write_down()
        weeks = (await anonymous.get("/api/v1/instance/activity")).json()
    assert len(weeks) == 12
    assert weeks[0].keys() == {"week", "statuses", "logins", "registrations"}
    told = [weeks[0][name] for name in ("statuses", "logins", "registrations")]
    assert told == ["2", "1", "1"]
    assert {each["statuses"] for each in weeks[1:]} == {"0"}
    starts = [int(each["week"]) for each in weeks]
    assert {a - b for a, b in pairwise(starts)} == {WEEK_S}
    assert (starts[0] // 86_400 + 3) % 7 == 0, "a Monday"


async def test_every_language_of_posts_has_a_name(anonymous):
    found = (await anonymous.get("/api/v1/instance/languages")).json()
    assert {each["code"] for each in found} == LANGUAGES
    names = {each["code"]: each["name"] for each in found}
    assert (names["rm"], names["zh-TW"], len(names)) == (
        "Romansh",
        "Chinese (Taiwan)",
        len(found),
    )
