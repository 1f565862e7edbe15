"""Between people, in a browser without scripts: follow, ask, mute, block, note, lists."""

import pytest

from arengo.base.ids import AccountId
from arengo.social.accounts.actions import delete_account, suspend
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, read, sign_in
from tests.doors.web.visiting import Visitor

pytestmark = [pytest.mark.anyio, ONE_ENGINE]


async def visitor(world, person) -> Visitor:
    """Return somebody at a browser, signed in."""
    visiting = Visitor(world)
    visiting.person = await sign_in(world, person)
    return visiting


async def press(visiting: Visitor, do: str, **headers: str) -> Visitor:
    """Press a button of the open page and follow where it leads."""
    button = visiting.page.select_one(f'main button[name=do][value="{do}"]')
    assert button, f"nothing to press for {do}"
    form = button.within("form")
    data = {tag["name"]: tag.get("value", "") for tag in form.select("input[name]")}
    visiting.answer = await visiting.person.post(
        form["action"], data={**data, "do": do}, headers=headers
    )
    return visiting if headers else await visiting.follow()


async def relation(person, other) -> dict[str, object]:
    answer = await person.get(f"/api/v1/accounts/relationships?id[]={other.account_id}")
    return answer.json()[0]


def presses(visiting: Visitor) -> set[str]:
    return {tag["value"] for tag in visiting.page.select(".relation button[name=do]")}


async def test_one_follows_from_a_profile_and_back_again(world, alice, bob):
    visiting = await (await visitor(world, bob)).open("/@alice")
    await press(visiting, "follow")
    assert (await relation(bob, alice))["following"]
    assert "You follow this person." in visiting.page.select_one("[role=status]").get_text()
    assert presses(visiting) == {"unfollow", "bell", "no_boosts", "endorse"}
    await press(visiting, "unfollow")
    assert not (await relation(bob, alice))["following"]
    assert presses(visiting) == {"follow"}


async def test_who_is_locked_is_asked_and_says_yes_or_no(world, bob, carol, alice):
    asking = await (await visitor(world, bob)).open("/@carol")
    await press(asking, "follow")
    assert presses(asking) == {"unfollow"}
    await alice.follow(carol)
    deciding = await (await visitor(world, carol)).open("/follow_requests")
    names = [tag.get_text() for tag in deciding.page.select(".person .handle")]
    assert names == ["@alice", "@bob"]
    await press(deciding, "refuse")
    await press(deciding, "accept")
    assert "Nobody asks" in deciding.page.select_one(".empty").get_text()
    assert (await relation(bob, carol))["following"]
    assert not (await relation(alice, carol))["following"]
    assert (await press(await deciding.open("/@bob"), "remove")).status == 200
    assert not (await relation(bob, carol))["following"]


async def test_a_request_is_decided_on_the_profile_too(world, bob, carol):
    await bob.follow(carol)
    deciding = await (await visitor(world, carol)).open("/@bob")
    assert "bob asks to follow you" in deciding.page.select_one(".asks").get_text()
    await press(deciding, "accept")
    assert (await relation(bob, carol))["following"]
    assert not deciding.page.select(".asks")


async def test_a_follower_chooses_what_to_see_and_shows_whom_they_like(world, alice, bob):
    await bob.follow(alice)
    visiting = await (await visitor(world, bob)).open("/@alice")
    for do, key, now in (
        ("bell", "notifying", True),
        ("no_bell", "notifying", False),
        ("no_boosts", "showing_reblogs", False),
        ("boosts", "showing_reblogs", True),
        ("endorse", "endorsed", True),
        ("unendorse", "endorsed", False),
    ):
        await press(visiting, do)
        assert visiting.title == "alice"
        assert (await relation(bob, alice))[key] is now, do


async def test_the_piece_that_htmx_asks_for_is_all_that_comes(world, alice, bob):
    del alice
    visiting = await (await visitor(world, bob)).open("/@alice")
    asking = {"hx-request": "true", "hx-request-type": "partial"}
    piece = (await press(visiting, "follow", **asking)).answer.text
    assert piece.count('class="relation"') == 1
    assert 'value="unfollow"' in piece
    assert 'name="return_to" value="/@alice"' in piece
    assert "<html" not in piece


async def test_muting_asks_how_long_and_a_profile_undoes_it(world, alice, bob):
    visiting = await (await visitor(world, bob)).open("/@alice/mute")
    await visiting.submit(duration="1d", notifications="true")
    await visiting.follow()
    state = await relation(bob, alice)
    assert state["muting"]
    assert state["muting_notifications"]
    assert state["muting_expires_at"]
    assert "You have muted this person until" in visiting.page.get_text()
    await press(visiting, "unmute")
    assert not (await relation(bob, alice))["muting"]


async def test_a_block_is_asked_about_and_hides_the_posts(world, alice, bob):
    await alice.publish("Bread today.")
    await bob.follow(alice)
    visiting = await (await visitor(world, bob)).open("/@alice/block")
    await visiting.submit()
    await visiting.follow()
    assert (await relation(bob, alice))["blocking"]
    assert "Bread today." not in visiting.page.get_text()
    assert "You have blocked this person" in visiting.page.select_one(".empty").get_text()
    assert "Bread today." not in (await visiting.open("/@alice/about")).page.get_text()
    await press(await visiting.open("/@alice"), "unblock")
    assert "Bread today." in visiting.page.get_text()


async def test_who_is_blocked_sees_no_posts_and_has_nothing_to_press(world, alice, bob):
    await alice.publish("Bread today.")
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    visiting = await visitor(world, bob)
    for path in ("/@alice", "/@alice/replies", "/@alice/about", "/@alice/tagged/bread"):
        soup = (await visiting.open(path)).page
        assert "You cannot see the posts of this person." in soup.get_text()
        assert "Bread today." not in soup.get_text()
    assert (await visiting.open("/@alice")).page.select("button[value=follow]") == []
    token = visiting.page.select_one("[name=csrf_token]")["value"]
    data = {"csrf_token": token, "do": "follow"}
    assert (await visiting.person.post("/@alice/follow", data=data)).status_code == 403
    for path in ("/@alice/followers", "/@alice/following"):
        assert "does not show" in (await visiting.open(path)).page.get_text()


async def test_a_note_is_kept_shown_as_words_and_given_back_when_it_is_too_long(world, alice, bob):
    del alice
    visiting = await (await visitor(world, bob)).open("/@alice/note")
    await (await visiting.submit(comment=HOSTILE)).follow()
    assert visiting.page.select_one(".own-note").get_text().endswith(HOSTILE)
    await visiting.open("/@alice/note")
    assert visiting.page.select_one("#f-comment").get_text() == HOSTILE
    await visiting.submit(comment="x" * 2_001)
    assert visiting.status == 422
    assert visiting.problems == ["Please keep it within 2000 characters."]
    assert visiting.page.select_one("#f-comment").get_text() == "x" * 2_001
    await visiting.submit(comment="Bread.", csrf_token="forged")
    assert visiting.status == 403
    assert visiting.page.select_one("#f-comment").get_text() == "Bread."
    await visiting.submit(comment="")
    assert not (await visiting.follow()).page.select(".own-note")


async def test_lists_are_ticked_and_those_of_others_are_not_touched(world, alice, bob):
    await bob.follow(alice)
    names = ("Bread", "<b>Rolls</b>")
    lists = [(await bob.post("/api/v1/lists", json={"title": each})).json() for each in names]
    foreign = (await alice.post("/api/v1/lists", json={"title": "Mine"})).json()
    visiting = await (await visitor(world, bob)).open("/@alice/lists")
    labels = [tag.get_text() for tag in visiting.page.select("label.check")]
    assert labels == list(names)
    token = visiting.page.select_one("[name=csrf_token]")["value"]
    for chosen in ([lists[1]["id"], foreign["id"], "x"], [lists[1]["id"]], []):
        data = {"csrf_token": token, "chosen[]": chosen}
        visiting.answer = await visiting.person.post("/@alice/lists", data=data)
        await visiting.follow()
        inside = (await bob.get(f"/api/v1/accounts/{alice.account_id}/lists")).json()
        assert [each["id"] for each in inside] == chosen[:1]
    members = await alice.get(f"/api/v1/lists/{foreign['id']}/accounts")
    assert members.json() == []


@pytest.mark.parametrize("page", ["lists", "languages"])
async def test_only_of_whom_one_follows_one_can_choose_more(world, alice, bob, page):
    visiting = await visitor(world, bob)
    assert (await visiting.open(f"/@alice/{page}")).status == 403
    assert (await visiting.open(f"/@bob/{page}")).status == 404
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    assert (await visiting.open(f"/@alice/{page}")).status == 403


async def test_languages_are_chosen_of_whom_one_follows(world, alice, bob):
    await bob.follow(alice)
    await alice.publish("ciao", language="it")
    await alice.publish("hello", language="en")
    visiting = await (await visitor(world, bob)).open("/@alice/languages")
    ticks = visiting.page.select("input[type=checkbox]")
    assert [tag["value"] for tag in ticks][:3] == ["en", "fr", "it"]
    assert not [tag for tag in ticks if tag.has_attr("checked")]
    token = visiting.page.select_one("[name=csrf_token]")["value"]
    for chosen, words in ((["IT", "klingon", "<b>"], ["ciao"]), ([], ["hello", "ciao"])):
        data = {"csrf_token": token, "chosen[]": chosen}
        visiting.answer = await visiting.person.post("/@alice/languages", data=data)
        await visiting.follow()
        said = "You read only what they write in: Italian" in visiting.page.main.get_text()
        assert said == bool(chosen)
        home = (await bob.get("/api/v1/timelines/home")).json()
        assert [each["content"] for each in home] == [f"<p>{each}</p>" for each in words]
    data = {"chosen[]": ["it"]}
    assert (await visiting.person.post("/@alice/languages", data=data)).status_code == 403


async def test_followers_stand_in_pages_and_are_hidden_when_their_owner_says_so(
    world, anonymous, alice, bob, carol
):
    await bob.follow(alice)
    soup = await read(anonymous, "/@alice/followers")
    assert [tag.get_text() for tag in soup.select(".person .handle")] == ["@bob"]
    assert not soup.select("main form")
    assert [t.get_text() for t in (await read(anonymous, "/@bob/following")).select(".handle")] == [
        "@alice"
    ]
    await alice.patch("/api/v1/accounts/update_credentials", json={"hide_collections": True})
    for who in (anonymous, await sign_in(world, carol)):
        soup = await read(who, "/@alice/followers")
        assert not soup.select(".person")
        assert "does not show" in soup.get_text()
    own = await read(await sign_in(world, alice), "/@alice/followers")
    assert [tag.get_text() for tag in own.select(".person .handle")] == ["@bob"]


async def test_people_go_on_page_by_page(world, anonymous, alice):
    names = [f"neighbour_{number}" for number in range(21)]
    for name in names:
        await (await world.join(name)).follow(alice)
    found: list[str] = []
    path = "/@alice/followers"
    while path:
        soup = await read(anonymous, path)
        found += [tag.get_text().removeprefix("@") for tag in soup.select(".person .handle")]
        older = soup.select_one("a[rel=next]")
        path = older["href"] if older else ""
    assert found == names[::-1]


@pytest.mark.parametrize(
    ("path", "do", "status"),
    [
        ("/@alice/follow", "sudo", 422),
        ("/@alice/follow", "bell", 422),
        ("/@alice/relation", "", 422),
        ("/@alice/relation", "accept", 404),
        ("/@alice/relation", "endorse", 422),
        ("/@bob/follow", "follow", 404),
        ("/@bob/relation", "unblock", 404),
        ("/@nobody/follow", "follow", 404),
        ("/@%00/relation", "unmute", 404),
        ("/@nobody/block", "", 404),
        ("/@bob/mute", "", 404),
    ],
)
@pytest.mark.usefixtures("alice")
async def test_what_cannot_be_done_is_refused_with_a_page(world, bob, path, do, status):
    visiting = await (await visitor(world, bob)).open("/@alice")
    token = visiting.page.select_one("[name=csrf_token]")["value"]
    visiting.answer = await visiting.person.post(path, data={"csrf_token": token, "do": do})
    assert visiting.status == status
    assert visiting.page.h1


@pytest.mark.parametrize(
    "path", ["/@alice/follow", "/@alice/relation", "/@alice/block", "/@alice/mute", "/@alice/lists"]
)
async def test_nothing_is_done_without_the_token_or_without_being_signed_in(
    world, anonymous, alice, bob, path
):
    browser = await sign_in(world, bob)
    await browser.get("/@alice")
    assert (await browser.post(path, data={"do": "follow"})).status_code == 403
    assert not (await relation(bob, alice))["following"]
    asked = await anonymous.post(path, data={"do": "follow"})
    assert asked.headers["location"].startswith("/auth/sign_in?return_to=")


async def test_the_way_back_stays_on_this_site(world, alice, bob):
    del alice
    visiting = await (await visitor(world, bob)).open("/@alice")
    token = visiting.page.select_one("[name=csrf_token]")["value"]
    for target in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        data = {"csrf_token": token, "do": "follow", "return_to": target}
        answer = await visiting.person.post("/@alice/follow", data=data)
        assert answer.headers["location"] == "/?said=followed"


async def test_writing_to_somebody_begins_with_their_name_and_for_them_alone(world, alice, bob):
    del alice
    visiting = await (await visitor(world, bob)).open("/@alice")
    for link, visibility in zip(
        visiting.page.select('.relation a[href^="/compose"]'), ("public", "direct"), strict=True
    ):
        page = (await visiting.open(link["href"])).page
        assert page.select_one("main textarea").get_text().strip() == "@alice"
        chosen = page.select_one("[name=visibility] [selected], [name=visibility][checked]")
        assert chosen["value"] == visibility


@pytest.mark.parametrize("verb", [suspend, delete_account])
async def test_whoever_is_suspended_or_deleted_stands_in_no_list(world, alice, bob, carol, verb):
    anonymous = world.anonymous()
    post = await alice.publish("Bread.")
    await bob.follow(alice)
    await bob.follow(carol)
    await bob.post(f"/api/v1/statuses/{post['id']}/favourite")
    await world.db.write(verb, AccountId(bob.account_id))
    below = f"/@alice/{post['id']}"
    for path in ("/@alice/followers", f"{below}/favourites", f"{below}/boosts"):
        assert not (await read(anonymous, path)).select(".person")
    asked = await read(await sign_in(world, carol), "/follow_requests")
    assert not asked.select(".person")
    for path in ("/@bob", "/@bob/about", "/@bob/followers"):
        await read(anonymous, path, status=404)
