"""The staff reviews trends and tags; a search may leave out what nobody has looked at."""

import pytest

from arengo.base.text import tag_id
from arengo.social.discover.trends import tags
from arengo.social.discover.trends.jobs import count_trends
from arengo.social.instance.actions import change_setting
from tests.doors.api.staff import admin_of, with_token
from tests.recording import recording

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("early_today")]
PATH = "/api/v1/admin/trends"


@pytest.fixture
async def adam(world):
    return await admin_of(world)


async def everybody_says(world, text, *people):
    """Let people who want to be found write the same, and count."""
    posts = []
    for person in people:
        form = {"discoverable": True}
        await person.patch("/api/v1/accounts/update_credentials", json=form)
        posts.append(await person.publish(text))
    await count_trends(world.db)
    return posts


async def names(who, path=f"{PATH}/tags"):
    answer = await who.get(path)
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.json()]


async def test_tags_are_shown_approved_and_rejected(world, adam, alice, bob, carol):
    anonymous = world.anonymous()
    await everybody_says(world, "good #tea", alice, bob, carol)
    (shown,) = (await adam.get(f"{PATH}/tags")).json()
    assert (shown["name"], shown["trendable"], shown["requires_review"]) == ("tea", True, True)
    path = f"{PATH}/tags/{shown['id']}"
    rejected = (await adam.post(f"{path}/reject")).json()
    assert (rejected["trendable"], rejected["requires_review"]) == (False, False)
    assert await names(anonymous, "/api/v1/trends/tags") == []
    assert await names(adam) == ["tea"]
    for _ in range(2):
        approved = (await adam.post(f"{path}/approve")).json()
    assert (approved["trendable"], approved["requires_review"]) == (True, False)
    assert await names(anonymous, "/api/v1/trends/tags") == ["tea"]
    for kind in ("tags", "statuses", "links"):
        for verb in ("approve", "reject"):
            assert (await adam.post(f"{PATH}/{kind}/1/{verb}")).status_code == 404


async def test_statuses_are_reviewed(world, adam, alice, bob, carol):
    anonymous = world.anonymous()
    (post,) = await everybody_says(world, "liked by many", alice)
    for person in (bob, carol, await world.join("dora")):
        await person.post(f"/api/v1/statuses/{post['id']}/favourite")
        await person.post(f"/api/v1/statuses/{post['id']}/reblog")
    await count_trends(world.db)
    assert [each["id"] for each in (await adam.get(f"{PATH}/statuses")).json()] == [post["id"]]
    answer = await adam.post(f"{PATH}/statuses/{post['id']}/reject")
    assert (answer.status_code, answer.json()["id"]) == (200, post["id"])
    assert (await anonymous.get("/api/v1/trends/statuses")).json() == []
    await adam.post(f"{PATH}/statuses/{post['id']}/approve")
    assert len((await anonymous.get("/api/v1/trends/statuses")).json()) == 1
    assert (await adam.get(f"{PATH}/links")).json() == []


async def test_tags_in_use_are_listed_and_kept_from_trends(world, adam, alice, bob):
    await alice.publish("#tea and #rain")
    known = {tag_id(name): name for name in ("tea", "rain")}
    listed = (await adam.get("/api/v1/admin/tags")).json()
    assert [each["name"] for each in listed] == [known[each] for each in sorted(known)[::-1]]
    page = await adam.get("/api/v1/admin/tags?limit=1")
    second = await adam.get(page.links["next"]["url"])
    assert page.json() + second.json() == listed
    path = f"/api/v1/admin/tags/{tag_id('tea')}"
    assert (await adam.get(path)).json()["requires_review"] is True
    changed = (await adam.put(path, json={"trendable": False})).json()
    assert (changed["trendable"], changed["requires_review"]) == (False, False)
    assert (await adam.put(path, json={"usable": False})).status_code == 422
    assert (await adam.put(path, json={})).json() == changed
    assert (await adam.get("/api/v1/admin/tags/1")).status_code == 404
    assert (await adam.put("/api/v1/admin/tags/1", json={"trendable": True})).status_code == 404
    del world, bob


async def test_a_longer_page_of_tags_takes_no_more_statements(world, adam, alice):
    await alice.publish("#tea #rain #soup #bread")
    await adam.get("/api/v1/admin/tags")
    await world.whole.gate.attendance.write_down()  # else that is done in the midst of it
    costs = []
    for limit in (1, 4):
        with recording(world.db) as log:
            answer = await adam.get(f"/api/v1/admin/tags?limit={limit}")
        assert [each["history"][0]["uses"] for each in answer.json()] == ["1"] * limit
        costs.append(len(log.said))
    assert costs[0] == costs[1]


async def test_a_search_may_leave_out_what_nobody_looked_at(world, adam, alice):
    await alice.publish("#teapot #teatime #teabag")
    await adam.put(f"/api/v1/admin/tags/{tag_id('teatime')}", json={"trendable": True})
    await adam.put(f"/api/v1/admin/tags/{tag_id('teabag')}", json={"trendable": False})
    reader = await with_token(world, alice, "read")
    found = {}
    await world.db.write(change_setting, "trends_need_approval", value=True)
    for chosen in ("true", "false"):
        answer = await reader.get(f"/api/v2/search?q=tea&type=hashtags&exclude_unreviewed={chosen}")
        found[chosen] = [each["name"] for each in answer.json()["hashtags"]]
    assert found == {"true": ["teatime"], "false": ["teabag", "teapot", "teatime"]}


@pytest.mark.parametrize("step", [2, 200])
async def test_such_a_search_gives_whole_pages(world, adam, alice, monkeypatch, step):
    monkeypatch.setattr(tags, "_STEP", step)
    names = [f"tea{letter}" for letter in "abcdefg"]
    await alice.publish(" ".join(f"#{name}" for name in names))
    approved = [names[2], names[4], names[5]]
    for name in approved:
        await adam.put(f"/api/v1/admin/tags/{tag_id(name)}", json={"trendable": True})
    await world.db.write(change_setting, "trends_need_approval", value=True)
    reader = await with_token(world, alice, "read write")
    await reader.post("/api/v1/tags/tea/follow")  # nobody has used it

    async def page(offset, chosen):
        query = f"q=tea&type=hashtags&limit=2&offset={offset}&exclude_unreviewed={chosen}"
        answer = (await reader.get(f"/api/v2/search?{query}")).json()
        return [each["name"] for each in answer["hashtags"]]

    assert [await page(start, "true") for start in (0, 2, 4)] == [approved[:2], approved[2:], []]
    everything = [each for start in range(0, 10, 2) for each in await page(start, "false")]
    assert everything == ["tea", *names]
