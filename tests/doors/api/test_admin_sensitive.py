"""The staff covers everything that somebody shows in images, and takes it back."""

import pytest

from arengo.auth.roles.model import RoleNumber
from tests.doors.api.staff import admin_of
from tests.doors.api.test_media import uploaded
from tests.doors.api.test_search_posts import found

pytestmark = pytest.mark.anyio
PATH = "/api/v1/admin/accounts"


async def mark(who, target):
    return await who.post(f"{PATH}/{target.account_id}/action", json={"type": "sensitive"})


async def unmark(who, target):
    return await who.post(f"{PATH}/{target.account_id}/unsensitive")


async def sensitive(who, *posts):
    answers = [await who.get(f"/api/v1/statuses/{post['id']}") for post in posts]
    return [answer.json()["sensitive"] for answer in answers]


async def test_media_of_somebody_are_covered_everywhere_until_it_is_taken_back(
    world, alice, bob, anonymous
):
    adam = await admin_of(world)
    await bob.follow(alice)
    picture = await uploaded(alice)
    shown = await alice.publish("look", media_ids=[picture["id"]])
    words = await alice.publish("read")
    own = await alice.publish("my own doubt", sensitive=True)
    foreign = await bob.publish("mine", media_ids=[(await uploaded(bob))["id"]])
    await bob.post(f"/api/v1/statuses/{shown['id']}/reblog")
    posts = (shown, words, own, foreign)
    assert await sensitive(anonymous, *posts) == [False, False, True, False]

    for _ in range(2):
        assert (await mark(adam, alice)).json() == {}
    await world.run_jobs()
    assert await sensitive(anonymous, *posts) == [True, False, True, False]
    later = await alice.publish("look", media_ids=[(await uploaded(alice))["id"]])
    assert await sensitive(bob, later) == [True]
    home = (await bob.get("/api/v1/timelines/home")).json()
    by_id = {(each["reblog"] or each)["id"]: each["reblog"] or each for each in home}
    assert [by_id[post["id"]]["sensitive"] for post in (*posts, later)] == [
        True, False, True, False, True,
    ]  # fmt: skip
    boosts = (await anonymous.get(f"/api/v1/accounts/{bob.account_id}/statuses")).json()
    assert [each["reblog"]["sensitive"] for each in boosts if each["reblog"]] == [True]
    page = (await anonymous.get(f"/@alice/{shown['id']}")).text
    assert '<details class="warning">' in page
    for _ in range(2):
        account = (await unmark(adam, alice)).json()
        assert account["sensitized"] is False
    await world.run_jobs()
    assert await sensitive(anonymous, *posts, later) == [False, False, True, False, False]


async def test_a_search_and_the_history_of_edits_know_what_is_covered(world, alice):
    adam = await admin_of(world)
    post = await alice.publish("look", media_ids=[(await uploaded(alice))["id"]])
    await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": "look again"})
    for say, expected in ((mark, True), (unmark, False)):
        await say(adam, alice)
        await world.run_jobs()
        history = (await alice.get(f"/api/v1/statuses/{post['id']}/history")).json()
        assert [each["sensitive"] for each in history] == [expected, expected]
        assert await found(alice, "look is:sensitive") == ([post["id"]] if expected else [])


async def test_who_is_marked_is_shown_to_the_staff(world, alice, bob):
    adam = await admin_of(world)
    await mark(adam, bob)
    for query in ("v1/admin/accounts?sensitized=true", "v2/admin/accounts?status=sensitized"):
        answer = await adam.get(f"/api/{query}")
        assert [each["username"] for each in answer.json()] == ["bob"], query
    shown = [(await adam.get(f"{PATH}/{each.account_id}")).json() for each in (alice, bob)]
    assert [each["sensitized"] for each in shown] == [False, True]


async def test_only_the_staff_marks_and_only_those_below_them(world, alice, bob):
    maud = await admin_of(world, "maud", RoleNumber.MODERATOR)
    adam = await admin_of(world)
    for who, target in ((alice, bob), (maud, adam), (maud, maud)):
        assert (await mark(who, target)).status_code == 403
        assert (await unmark(who, target)).status_code == 403
    assert (await adam.post(f"{PATH}/1/unsensitive")).status_code == 404
    assert (await mark(maud, alice)).status_code == 200
