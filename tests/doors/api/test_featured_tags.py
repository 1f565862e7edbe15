"""Hashtags on a profile: featuring, counting along, suggestions, and the page they lead to."""

import pytest

from arengo.social.accounts.actions import delete_account, suspend
from tests.doors.api.paced import pace

pytestmark = pytest.mark.anyio

OWN = "/api/v1/featured_tags"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


async def counts(person, path=OWN):
    answer = await person.get(path)
    assert answer.status_code == 200, answer.text
    return {each["name"]: each["statuses_count"] for each in answer.json()}


async def feature(person, name):
    answer = await person.post(OWN, json={"name": name})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_featured_tag_counts_what_its_owner_wrote_before_and_after(alice, bob, anonymous):
    first = await alice.publish("#Tea and @tea")
    await alice.publish("quiet #tea", visibility="unlisted")
    await alice.publish("secret #tea", visibility="private")
    await bob.publish("#tea")
    made = await feature(alice, "#TEA")
    day = first["created_at"][:10]
    assert made == {
        "id": made["id"],
        "name": "tea",
        "url": "https://arengo.test/@alice/tagged/tea",
        "statuses_count": "2",
        "last_status_at": made["last_status_at"],
    }
    assert made["last_status_at"] >= day
    assert await feature(alice, "tea") == made, "twice is once"
    unused = await feature(alice, "unused")
    assert (unused["statuses_count"], unused["last_status_at"]) == ("0", None)
    third = await alice.publish("#tea #unused")
    await alice.publish("#tea", visibility="direct")
    path = f"/api/v1/accounts/{alice.account_id}/featured_tags"
    for reader in (anonymous, bob):
        assert await counts(reader, path) == {"tea": "3", "unused": "1"}
    await alice.put(f"/api/v1/statuses/{third['id']}", json={"status": "#coffee #tea"})
    assert await counts(alice) == {"tea": "3", "unused": "0"}
    await alice.put(f"/api/v1/statuses/{first['id']}", json={"status": "#unused"})
    assert await counts(alice) == {"tea": "2", "unused": "1"}
    for post in (third, first):
        await alice.delete(f"/api/v1/statuses/{post['id']}")
    left = {each["name"]: each for each in (await alice.get(OWN)).json()}
    assert left["tea"]["statuses_count"] == "1"
    assert left["tea"]["last_status_at"] is not None
    assert left["unused"]["last_status_at"] is None
    assert (await alice.get("/api/v1/instance")).json()["configuration"]["accounts"][
        "max_featured_tags"
    ] == 10


async def test_tags_are_featured_by_name_and_unfeatured_by_name_or_id(alice, bob):
    for _ in range(2):
        assert (await alice.post("/api/v1/tags/Tea/feature")).json()["featuring"] is True
    assert (await alice.get("/api/v1/tags/tea")).json()["featuring"] is True
    assert (await bob.get("/api/v1/tags/tea")).json()["featuring"] is False
    for _ in range(2):
        assert (await alice.post("/api/v1/tags/tea/unfeature")).json()["featuring"] is False
    made = await feature(alice, "tea")
    assert (await bob.delete(f"{OWN}/{made['id']}")).status_code == 404
    assert (await alice.delete(f"{OWN}/{made['id']}")).json() == {}
    assert (await alice.delete(f"{OWN}/{made['id']}")).status_code == 404
    assert await counts(alice) == {}


async def test_what_is_no_tag_and_one_too_many_are_refused(alice, world):
    for wrong in ("", "1", "-"):
        answer = await alice.post(OWN, json={"name": wrong})
        assert (answer.status_code, answer.json()["error"]) == (
            422,
            "Validation failed: Tag is invalid",
        )
    for number in range(10):
        await feature(alice, f"tag{number}")
    answer = await alice.post("/api/v1/tags/more/feature")
    assert answer.status_code == 422
    assert "maximum number of hashtags" in answer.json()["error"]
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert await world.count("featured_tags") == 0


@pytest.mark.usefixtures("early_today")
async def test_tags_that_one_used_lately_are_suggested(alice, bob):
    await bob.publish("#bobs")
    for text in ("#one #two #shown", "#two", "#secret"):
        visibility = "private" if "secret" in text else "public"
        await alice.publish(text, visibility=visibility)
    await feature(alice, "shown")
    found = (await alice.get(f"{OWN}/suggestions")).json()
    assert [(each["name"], each["history"][0]["uses"]) for each in found] == [
        ("two", "2"),
        ("one", "1"),
    ]


async def test_a_profile_that_is_hidden_hides_its_tags(alice, bob, anonymous, world):
    await alice.publish("#tea for everybody")
    await feature(alice, "tea")
    path = f"/api/v1/accounts/{alice.account_id}/featured_tags"
    page = await anonymous.get("/@alice/tagged/TEA")
    assert page.status_code == 200
    assert "for everybody" in page.text
    assert (await anonymous.get("/@alice/tagged/1")).status_code == 404
    assert (await anonymous.get("/@nobody/tagged/tea")).status_code == 404
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    assert await counts(bob, path) == {}
    await world.db.write(suspend, alice.account_id)
    assert (await anonymous.get(path)).status_code == 404
    assert (await anonymous.get("/@alice/tagged/tea")).status_code == 404
    assert (await anonymous.get("/api/v1/accounts/5/featured_tags")).status_code == 404
