"""What one keeps, in a browser without scripts: bookmarks, favourites, lists and who is in them."""

import pytest

from arengo.social.accounts.actions import suspend
from tests.doors.api.paced import pace
from tests.doors.web.pressing import at_browser, press, said
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, addresses, newest_first

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


def titles(visiting):
    return [tag.get_text() for tag in visiting.page.select(".rows .go")]


def members(visiting, section="section[aria-labelledby=members]"):
    return [tag.get_text() for tag in visiting.page.select(f"{section} .person .handle")]


@pytest.mark.parametrize(
    ("path", "verb"), [("/bookmarks", "bookmark"), ("/favourites", "favourite")]
)
@ONE_ENGINE
async def test_what_one_marked_is_kept_in_that_order(world, alice, bob, path, verb):
    posts = [await alice.publish(f"Loaf {number}") for number in range(21)]
    for post in reversed(posts):
        await bob.post(f"/api/v1/statuses/{post['id']}/{verb}")
    page = await (await at_browser(world, bob)).open(path)
    first = addresses(page.page)
    await page.open(page.page.select_one("a[rel=next]")["href"])
    assert [*first, *addresses(page.page)] == newest_first(*posts)[::-1]
    assert len(first) == 20
    assert addresses((await (await at_browser(world, alice)).open(path)).page) == []


async def test_what_is_out_of_sight_is_kept_no_longer(world, alice, bob):
    kept, gone = [await alice.publish(text) for text in ("stays", "goes")]
    for post in (kept, gone):
        await bob.post(f"/api/v1/statuses/{post['id']}/bookmark")
    await alice.delete(f"/api/v1/statuses/{gone['id']}")
    page = await (await at_browser(world, bob)).open("/bookmarks")
    assert addresses(page.page) == [kept["url"]]
    await world.db.write(suspend, alice.account_id)
    assert addresses((await page.open("/bookmarks")).page) == []
    assert page.page.select_one(".empty")


@ONE_ENGINE
async def test_a_list_is_made_filled_changed_and_removed(world, alice, bob, carol):
    await alice.follow(bob)
    page = await (await at_browser(world, alice)).open("/lists")
    await press(page, "button.filled", title=f" {HOSTILE} ")
    assert page.title == f"Members of {HOSTILE}"
    path = page.answer.url.path
    await page.open(f"{path}?q=bo")
    assert page.page.select_one("#q")["value"] == "bo"
    await press(page, "[aria-labelledby=add] .person button")
    assert said(page) == "Put into the list."
    assert members(page) == ["@bob"]
    await page.open(f"{path}?q=bob")
    assert "in the list already" in page.page.select_one(".empty").get_text()
    await page.open(f"{path}?q=carol")
    assert members(page, "[aria-labelledby=add]") == [], "nobody is in a list who is not followed"
    await press(
        page,
        "[aria-labelledby=settings] button",
        title="Neighbours",
        replies="none",
        exclusive="true",
    )
    assert said(page) == "Saved."
    (made,) = (await alice.get("/api/v1/lists")).json()
    assert (made["title"], made["replies_policy"], made["exclusive"]) == (
        "Neighbours",
        "none",
        True,
    )
    await press(page, "[aria-labelledby=settings] button", exclusive=None)
    assert (await alice.get("/api/v1/lists")).json()[0]["exclusive"] is False
    post = await bob.publish("over the fence")
    await page.open(f"/lists/{made['id']}")
    assert (page.title, addresses(page.page)) == ("Neighbours", [post["url"]])
    await page.open(path)
    await press(page, "[aria-labelledby=members] button")
    assert members(page) == []
    await press(page, ".confirm button.danger")
    assert (said(page), titles(page)) == ("The list is removed.", [])
    assert carol.token


@ONE_ENGINE
async def test_a_wrong_name_is_refused_and_kept(world, alice):
    page = await (await at_browser(world, alice)).open("/lists")
    for title, problem in (("  ", "Give it a name."), ("x" * 257, "A name has at most 256")):
        await press(page, "button.filled", title=title)
        assert page.status == 422
        assert page.problems[0].startswith(problem)
        assert page.page.select_one("#f-title")["value"] == title
    await press(page, "button.filled", title="Good")
    await press(page, "[aria-labelledby=settings] button", title="")
    assert (page.status, page.problems) == (422, ["Give it a name."])
    for number in range(49):
        await alice.post("/api/v1/lists", json={"title": str(number)})
    await page.open("/lists")
    assert page.page.select("main form") == []
    token = page.page.select_one("[name=csrf_token]")["value"]
    page.answer = await page.person.post("/lists", data={"title": "51", "csrf_token": token})
    assert page.problems == ["You have as many lists as there can be. Remove one first."]


async def test_nobody_reads_or_changes_the_lists_of_others(world, alice, bob, carol):
    await alice.follow(bob)
    made = (await alice.post("/api/v1/lists", json={"title": "mine"})).json()
    await alice.post(f"/api/v1/lists/{made['id']}/accounts", json={"account_ids": [bob.account_id]})
    page = await (await at_browser(world, carol)).open("/lists")
    token = page.page.select_one("[name=csrf_token]")["value"]
    for number in (made["id"], "1", "x"):
        one = f"/lists/{number}"
        for path in (one, f"{one}/members"):
            assert (await page.open(path)).status == 404
        for verb in ("", "/remove", "/members", f"/members/{bob.account_id}/remove"):
            data = {"csrf_token": token, "title": "hers", "account_id": str(bob.account_id)}
            answer = await page.person.post(f"{one}{verb}", data=data)
            assert answer.status_code == 404, verb
    assert (await alice.get(f"/api/v1/lists/{made['id']}")).json()["title"] == "mine"
    assert len((await alice.get(f"/api/v1/lists/{made['id']}/accounts")).json()) == 1


@ONE_ENGINE
async def test_only_people_whom_one_follows_are_put_in_and_twice_is_once(world, alice, bob, carol):
    await alice.follow(bob)
    made = (await alice.post("/api/v1/lists", json={"title": "mine"})).json()
    page = await (await at_browser(world, alice)).open(f"/lists/{made['id']}/members")
    token = page.page.select_one("[name=csrf_token]")["value"]
    path = f"/lists/{made['id']}/members"
    for account_id, status in (
        (bob.account_id, 303),
        (bob.account_id, 303),
        (carol.account_id, 404),
        (1, 404),
        ("x", 422),
        ("", 422),
    ):
        data = {"csrf_token": token, "account_id": str(account_id)}
        assert (await page.person.post(path, data=data)).status_code == status, account_id
    assert members(await page.open(path)) == ["@bob"]
    await world.db.write(suspend, bob.account_id)
    assert members(await page.open(path)) == []
