"""The desk for replies: what waits is read with reasons, and let in, kept out or blocked."""

import pytest

from tests.doors.web.reading import ONE_ENGINE, address, sign_in, texts
from tests.doors.web.visiting import Visitor

pytestmark = pytest.mark.anyio
HOSTILE = '<img src=x onerror=alert(1)> "quoted"'


async def member(world, person) -> Visitor:
    visitor = Visitor(world)
    visitor.person = await sign_in(world, person)
    return visitor


async def offer(alice, bob, text="May I?"):
    post = await alice.publish("Ask me first.", reply_policy="ask")
    return post, await bob.publish(text, in_reply_to_id=post["id"])


async def press(visitor, button: str, *, within="article") -> Visitor:
    return await visitor.submit(within=within, button=("do", button))


async def test_what_waits_is_read_with_plain_reasons_and_approved(world, alice, bob, anonymous):
    _, reply = await offer(alice, bob, HOSTILE)
    visitor = await (await member(world, alice)).open("/replies")
    assert texts(visitor.page) == [HOSTILE]
    assert visitor.page.select_one("a[href='/replies'] .count").get_text() == "11 waiting"
    assert "you never approved a reply of theirs" in visitor.page.article.get_text()
    assert "1 waits" in visitor.page.get_text()
    assert "account from this week" in visitor.page.article.get_text()
    await press(visitor, "approve")
    assert visitor.location == "/replies?said=reply_approved"
    await visitor.follow()
    assert "Everybody sees it." in visitor.page.select_one("[role=status]").get_text()
    assert texts(visitor.page) == []
    assert visitor.page.select("a[href='/replies'] .count") == []
    await visitor.open("/replies?state=approved")
    assert texts(visitor.page) == [HOSTILE]
    assert visitor.page.select("article form.decide") == []
    assert (await anonymous.get(address("bob", reply))).status_code == 200
    await offer(alice, bob, "Again?")
    await visitor.open("/replies")
    assert "you approved 1 reply of theirs before" in visitor.page.article.get_text()


async def test_a_refusal_is_quiet_and_can_be_taken_back(world, alice, bob):
    _, reply = await offer(alice, bob)
    visitor = await (await member(world, alice)).open("/replies")
    await press(visitor, "refuse")
    assert visitor.location == "/replies?said=reply_kept_out"
    await visitor.open("/replies?state=refused")
    assert texts(visitor.page) == ["May I?"]
    assert [b["value"] for b in visitor.page.select("form.decide button")] == ["approve", "block"]
    theirs = await (await member(world, bob)).open(address("bob", reply))
    assert "Waiting to be approved" in theirs.page.get_text()
    told = await (await member(world, alice)).open("/notifications")
    assert told.page.select_one(".waits a[href='/replies']").get_text() == "Decide"
    await press(visitor, "approve")
    assert visitor.location == "/replies?state=refused&said=reply_approved"


async def test_what_was_approved_and_changed_is_read_beside_what_it_said(world, alice, bob):
    _, reply = await offer(alice, bob)
    theirs = await (await member(world, bob)).open(f"/compose?edit={reply['id']}")
    assert "waits to be approved again" not in theirs.page.get_text()
    await alice.post(f"/api/arengo/v1/replies/{reply['id']}/approve")
    await theirs.open(f"/compose?edit={reply['id']}")
    assert "waits to be approved again" in theirs.page.select_one("main .note").get_text()
    await bob.put(f"/api/v1/statuses/{reply['id']}", json={"status": "Buy my bread."})
    visitor = await (await member(world, alice)).open("/replies")
    assert texts(visitor.page) == ["Buy my bread."]
    note = visitor.page.select_one("article p.note > a")
    assert "You approved this reply before" in note.parent.get_text()
    assert "May I?" in (await visitor.open(note["href"])).page.get_text()
    await press(await visitor.open("/replies"), "approve")
    assert texts((await visitor.open("/replies?state=approved")).page) == ["Buy my bread."]


async def test_whoever_is_blocked_from_the_desk_is_gone_from_it(world, alice, bob):
    await offer(alice, bob)
    visitor = await (await member(world, alice)).open("/replies")
    await press(visitor, "block")
    assert visitor.location == "/replies?said=reply_blocked"
    for state in ("waiting", "refused"):
        await visitor.open(f"/replies?state={state}")
        assert texts(visitor.page) == []


async def test_whoevers_thread_it_is_finds_the_desk_in_it(world, alice, bob, carol, anonymous):
    post, reply = await offer(alice, bob)
    refused = await bob.publish("Second try.", in_reply_to_id=post["id"])
    await alice.post(f"/api/arengo/v1/replies/{refused['id']}/refuse")
    path = address("alice", post)
    owner = await (await member(world, alice)).open(path)
    assert texts(owner.page, ".offers") == ["May I?"]
    assert "Second try." not in owner.page.get_text()
    assert "approves replies of people" in owner.page.get_text()
    author = await (await member(world, bob)).open(path)
    assert author.page.select(".offers") == []
    assert "May I?" in author.page.get_text()
    assert author.page.get_text().count("Waiting to be approved") == 2
    for who in (await member(world, carol), Visitor(world)):
        assert "May I?" not in (await who.open(path)).page.get_text()
        assert (await who.open(address("bob", reply))).status == 404
    await press(owner, "approve", within=".offers")
    assert owner.location == f"{path}?said=reply_approved"
    await owner.follow()
    assert owner.page.select(".offers") == []
    assert "May I?" in owner.page.get_text()
    assert "May I?" in (await anonymous.get(path)).text


async def test_what_was_changed_since_it_was_read_is_not_approved(world, alice, bob, anonymous):
    _, reply = await offer(alice, bob)
    visitor = await (await member(world, alice)).open("/replies")
    await bob.put(f"/api/v1/statuses/{reply['id']}", json={"status": "Buy this!"})
    await press(visitor, "approve")
    assert visitor.status == 422
    assert visitor.problems == ["The reply was changed since you read it. Please read it again."]
    assert texts(visitor.page) == ["Buy this!"]
    assert (await anonymous.get(address("bob", reply))).status_code == 404


@ONE_ENGINE
async def test_others_decide_nothing_and_bad_forms_are_readable(world, alice, bob, carol):
    post, reply = await offer(alice, bob)
    path = f"/replies/{reply['id']}"
    for person in (bob, carol):
        visitor = await (await member(world, person)).open("/replies")
        token = visitor.page.select_one("[name=csrf_token]")["value"]
        data = {"csrf_token": token, "do": "approve"}
        assert (await visitor.person.post(path, data=data)).status_code == 404
    owner = await (await member(world, alice)).open("/replies")
    data["csrf_token"] = owner.page.select_one("[name=csrf_token]")["value"]
    assert (await owner.person.post(path, data={"do": "approve"})).status_code == 403
    for wrong in ({**data, "do": "burn"}, {**data, "version": "new"}):
        assert (await owner.person.post(path, data=wrong)).status_code == 422
    for other in (post["id"], "1", "nothing"):
        assert (await owner.person.post(f"/replies/{other}", data=data)).status_code == 404
    owner.answer = await owner.person.post(path, data={**data, "back": "https://elsewhere.example"})
    assert owner.location.startswith("/?said=")
    await owner.open("/replies?state=sometimes")
    assert owner.status == 422
    nobody = await Visitor(world).open("/replies")
    assert nobody.location.startswith("/auth/sign_in")


@ONE_ENGINE
async def test_htmx_gets_what_was_decided_in_place_of_the_reply(world, alice, bob):
    _, reply = await offer(alice, bob)
    owner = await (await member(world, alice)).open("/replies")
    token = owner.page.select_one("[name=csrf_token]")["value"]
    answer = await owner.person.post(
        f"/replies/{reply['id']}",
        data={"csrf_token": token, "do": "refuse"},
        headers={"hx-request": "true", "hx-request-type": "partial"},
    )
    assert answer.status_code == 200
    assert answer.text.startswith('<p class="decided" role="status"')
    assert "<html" not in answer.text


@ONE_ENGINE
async def test_the_desk_has_pages(world, alice, bob):
    post = await alice.publish("Ask me first.", reply_policy="ask")
    for number in range(21):
        await bob.publish(f"Number {number}", in_reply_to_id=post["id"])
    visitor = await (await member(world, alice)).open("/replies")
    assert len(texts(visitor.page)) == 20
    await visitor.open(visitor.page.select_one("a[rel=next]")["href"])
    assert texts(visitor.page) == ["Number 0"]


@ONE_ENGINE
async def test_whoever_wants_to_be_asked_says_so_once_for_all_their_apps(world, alice, bob):
    visitor = await (await member(world, alice)).open("/settings/writing")
    await visitor.submit(reply_policy="ask", visibility="public", quote_policy="public")
    assert visitor.location == "/settings/writing?said=saved"
    post = await alice.publish("From an app that knows nothing of it.")
    assert post["reply_policy"] == "ask"
    assert (await alice.publish("Said.", reply_policy="everyone"))["reply_policy"] == "everyone"
    reply = await bob.publish("May I?", in_reply_to_id=post["id"])
    assert reply["awaits_approval"] is True
    await visitor.open("/compose")
    chosen = visitor.page.select_one("[name=reply_policy] option[selected]")
    assert chosen["value"] == "ask"
    draft = (await alice.post("/api/arengo/v1/drafts", json={"status": "Later"})).json()
    assert draft["params"]["reply_policy"] is None


async def test_a_reply_in_ones_thread_is_hidden_from_its_menu_and_shown_from_the_desk(
    world, alice, bob, carol
):
    post = await alice.publish("Who has a ladder?")
    reply = await bob.publish("Buy ladders", in_reply_to_id=post["id"])
    path, menu = address("alice", post), f"/posts/{reply['id']}/menu"
    browser = Visitor(world)
    assert texts((await browser.open(path)).page) == ["Who has a ladder?", "Buy ladders"]
    for other in (bob, carol):
        theirs = await (await member(world, other)).open(menu)
        assert theirs.page.select("[value=hide_reply]") == []
    visitor = await (await member(world, alice)).open(menu)
    await press(visitor, "hide_reply", within=".menu-page")
    assert "said=reply_hidden" in visitor.location
    assert texts((await browser.open(path)).page) == ["Who has a ladder?"]
    await visitor.open(path)
    assert texts(visitor.page) == ["Who has a ladder?", "Buy ladders"]
    assert [mark.get_text() for mark in visitor.page.select(".branch .mark")] == ["Hidden"]
    await visitor.open("/replies?state=hidden")
    assert texts(visitor.page) == ["Buy ladders"]
    await press(visitor, "show_reply")
    assert visitor.location.startswith("/replies?state=hidden&said=reply_shown#")
    assert texts((await visitor.follow()).page) == []
    assert texts((await browser.open(path)).page) == ["Who has a ladder?", "Buy ladders"]
    assert (await visitor.open(menu)).page.select("[value=hide_reply]")
