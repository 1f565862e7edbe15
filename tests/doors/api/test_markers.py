"""Markers: how far somebody has read, kept for all their devices."""

import pytest

from arengo.social.accounts.actions import delete_account
from arengo.social.accounts.markers.model import Timeline
from arengo.social.accounts.markers.queries import last_read

pytestmark = pytest.mark.anyio

MARKERS = "/api/v1/markers"


async def marks(person, *timelines):
    answer = await person.get(MARKERS, params={"timeline[]": timelines})
    assert answer.status_code == 200, answer.text
    return {name: (each["last_read_id"], each["version"]) for name, each in answer.json().items()}


async def test_each_timeline_has_a_place_whose_version_rises(alice, bob, world):
    assert await marks(alice, "home", "notifications") == {}
    form = {"home[last_read_id]": "12", "notifications[last_read_id]": "7"}
    made = (await alice.post(MARKERS, data=form)).json()
    assert made["home"]["updated_at"].endswith("Z")
    assert await marks(alice, "home", "notifications", "elsewhere") == {
        "home": ("12", 1),
        "notifications": ("7", 1),
    }
    answer = await alice.post(MARKERS, json={"home": {"last_read_id": "11"}})
    assert list(answer.json()) == ["home"]
    assert await marks(alice, "home") == {"home": ("11", 2)}
    assert await marks(alice) == {}
    assert await marks(bob, "home", "notifications") == {}
    assert (await alice.post(MARKERS)).json() == {}
    assert await world.db.read(last_read, alice.account_id, Timeline.NOTIFICATIONS) == 7
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert await world.count("markers") == 0


async def test_who_was_slower_is_told_so_and_nothing_of_it_is_kept(alice):
    place = {"last_read_id": "5"}
    for version in (0, 1):
        answer = await alice.post(MARKERS, json={"home": {**place, "version": version}})
        assert answer.json()["home"]["version"] == version + 1
    late = {"notifications": place, "home": {"last_read_id": "9", "version": 1}}
    refused = await alice.post(MARKERS, json=late)
    assert (refused.status_code, refused.json()["error"]) == (
        409,
        "Conflict during update, please try again",
    )
    assert await marks(alice, "home", "notifications") == {"home": ("5", 2)}


async def test_what_is_no_id_is_no_place(alice, world):
    for wrong in ("x", "-1", "9" * 30, ""):
        answer = await alice.post(MARKERS, json={"home": {"last_read_id": wrong}})
        assert answer.status_code == 422
    assert (await alice.post(MARKERS, json={"home": "5"})).status_code == 422
    assert await world.count("markers") == 0
