"""People whom the staff has limited: where they still stand, and for whom."""

import re
from typing import Any

import pytest

from arengo.base.ids import AccountId
from arengo.social.accounts.actions import silence, unsilence
from arengo.social.timelines.model import Author
from arengo.social.timelines.silenced import kept_from
from tests.doors.api.paced import pace
from tests.doors.api.stable import texts

pytestmark = pytest.mark.anyio
PUBLIC = "/api/v1/timelines/public"
TAG = "/api/v1/timelines/tag/quay"
HOME = "/api/v1/timelines/home"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


async def around(person, post):
    context = (await person.get(f"/api/v1/statuses/{post['id']}/context")).json()
    return [re.sub("<[^>]+>", "", each["content"]) for each in context["descendants"]]


async def test_only_followers_meet_them_in_the_open(world, alice, bob, carol, anonymous):
    await bob.follow(alice)
    question = await carol.publish("who #quay")
    await alice.publish("loud #quay")
    await alice.publish("me", in_reply_to_id=question["id"])
    before = {path: texts(await carol.get(path)) for path in (PUBLIC, TAG)}
    await world.db.write(silence, alice.account_id)
    for path in (PUBLIC, TAG):
        assert len(before[path]) == 2
        assert texts(await bob.get(path)) == texts(await alice.get(path)) == before[path]
        for stranger in (carol, anonymous):
            assert texts(await stranger.get(path)) == ["who #quay"], path
    assert await around(bob, question) == await around(alice, question) == ["me"]
    assert await around(carol, question) == await around(anonymous, question) == []
    profile = f"/api/v1/accounts/{alice.account_id}/statuses"
    assert texts(await carol.get(profile)) == ["me", "loud #quay"]  # who looks for them finds them
    await world.db.write(unsilence, alice.account_id)
    for path in (PUBLIC, TAG):
        assert texts(await carol.get(path)) == before[path]
    assert await around(carol, question) == ["me"]


async def test_a_followed_tag_brings_them_home_to_followers_only(world, alice, bob, carol):
    for person in (bob, carol):
        await person.post("/api/v1/tags/quay/follow")
    await bob.follow(alice)
    await alice.publish("loud #quay")
    await world.db.write(silence, alice.account_id)
    assert texts(await bob.get(HOME)) == ["loud #quay"]
    assert texts(await carol.get(HOME)) == []
    await carol.follow(bob)
    post = (await alice.get(PUBLIC)).json()[0]
    await bob.post(f"/api/v1/statuses/{post['id']}/reblog")
    assert texts(await carol.get(HOME)) == ["loud #quay"]  # bob shows it, whom carol chose


async def test_pages_stay_full_and_in_order(world, alice, bob, carol):
    await world.db.write(silence, alice.account_id)
    for number in range(3):
        await bob.publish(f"calm {number}")
        for shout in range(9):
            await alice.publish(f"loud {number} {shout}")
    first = await carol.get(PUBLIC, params={"limit": 2})
    assert texts(first) == ["calm 2", "calm 1"]
    older = {"limit": 2, "max_id": first.json()[-1]["id"]}
    assert texts(await carol.get(PUBLIC, params=older)) == ["calm 0"]
    newer = {"limit": 2, "min_id": "0"}
    assert texts(await carol.get(PUBLIC, params=newer)) == ["calm 1", "calm 0"]


def test_nothing_is_asked_for_a_page_without_them():
    calm = Author(
        id=1 << 40,
        ver=1,
        flags=0,
        followers=0,
        following=0,
        posts=1,
        last_post_id=0,
        username="calm",
    )
    no_transaction: Any = None
    assert kept_from(no_transaction, [calm], AccountId(7)) == set()
    assert kept_from(no_transaction, [], None) == set()


async def test_their_news_are_held_as_the_policy_says(world, alice, bob):
    await world.db.write(silence, alice.account_id)
    await alice.publish("@bob hello")
    await world.run_jobs()
    assert (await bob.get("/api/v1/notifications")).json() == []
    held = (await bob.get("/api/v1/notifications/requests")).json()
    assert [each["account"]["acct"] for each in held] == ["alice"]
    await bob.patch("/api/v2/notifications/policy", json={"for_limited_accounts": "accept"})
    await alice.publish("@bob again")
    assert await news(bob) == ["mention"]
    await bob.patch("/api/v2/notifications/policy", json={"for_limited_accounts": "filter"})
    await bob.follow(alice)
    await alice.publish("@bob third")
    assert await news(bob) == ["mention", "mention"]


async def news(person):
    return [each["type"] for each in (await person.get("/api/v1/notifications")).json()]
