"""Letters in a browser without scripts: conversations, answers, and what strangers wrote."""

import pytest

from arengo.social.accounts.actions import suspend
from tests.doors.api.paced import pace
from tests.doors.web.pressing import at_browser, press, said
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, SESSION

pytestmark = pytest.mark.anyio
PATH = "/messages"
REQUESTS = f"{PATH}/requests"
ALL = "/api/v1/conversations"


@pytest.fixture(autouse=True)
async def _friends(monkeypatch, alice, bob):
    """Alice and bob follow each other, so their letters arrive; ids are in the order of events."""
    pace(monkeypatch)
    await alice.follow(bob)
    await bob.follow(alice)


async def write(person, text, **form):
    return await person.publish(text, visibility="direct", **form)


async def open_first(page):
    return await page.open((await page.open(PATH)).page.select_one(".talk a")["href"])


def rows(visiting):
    return [" ".join(tag.get_text().split()) for tag in visiting.page.select(".talk p")]


def letters(visiting):
    return [tag.get_text() for tag in visiting.page.select("article.post .text")]


@ONE_ENGINE
async def test_a_conversation_is_listed_read_and_answered(world, alice, bob, anonymous):
    await write(alice, f"@bob hello {HOSTILE}")
    page = await (await at_browser(world, bob)).open(PATH)
    counts = page.page.select("a[href='/messages'] .count, .bar summary .count")
    assert [tag.get_text() for tag in counts] == ["11 new", "11 waiting", "11 new"]
    assert rows(page) == [" ".join(f"New hello {HOSTILE}".split())]
    path = page.page.select_one(".talk a")["href"]
    await page.person.get(path, headers={"sec-purpose": "prefetch;prerender"})
    assert (await bob.get(ALL)).json()[0]["unread"] is True
    await open_first(page)
    assert page.title == "alice"
    assert letters(page) == [f"@bob hello {HOSTILE}"]
    assert (await bob.get(ALL)).json()[0]["unread"] is False
    await press(page, "#answer button", text="hello yourself")
    assert letters(page) == [f"@bob hello {HOSTILE}", "@alice hello yourself"]
    theirs = await (await at_browser(world, alice)).open(PATH)
    assert rows(theirs) == ["New hello yourself"]
    assert (await anonymous.get(page.answer.url.path)).status_code == 303


@ONE_ENGINE
async def test_the_same_form_sends_once_and_what_is_wrong_keeps_the_text(world, alice, bob):
    await write(alice, "@bob hello")
    page = await open_first(await at_browser(world, bob))
    path, form = page.answer.url.path, page.page.select_one("#answer")
    fields = {tag["name"]: tag["value"] for tag in form.select("input[name]")}
    for _ in range(2):
        sent = await page.person.post(path, data={**fields, "text": "once"})
        assert sent.status_code == 303
    assert letters(await page.open(path)) == ["@bob hello", "@alice once"]
    for text, problem in (("  ", "Write something first."), ("x" * 1_001, "This is too long")):
        await press(page, "#answer button", text=text)
        assert page.status == 422
        assert page.problems[0].startswith(problem)
        assert page.page.select_one("textarea").get_text() == text
    await press(page, "#answer button", text="kept <text>", csrf_token="0" * 64)
    assert page.status == 403
    assert page.page.select_one("textarea").get_text() == "kept <text>"
    await press(page, "#answer button")
    assert letters(page)[-1] == "@alice kept <text>"
    session = page.person.http.cookies[SESSION]
    page.person.http.cookies.delete(SESSION)
    for token in (fields["csrf_token"], "0" * 64):
        data = {**fields, "csrf_token": token, "key": "2", "text": "not lost"}
        page.answer = await page.person.post(path, data=data)
        assert (page.status, letters(page)) == (403, [])
        assert "You are signed out." in page.problems[0]
    page.person.http.cookies.set(SESSION, session, domain="arengo.test", path="/")
    await press(page, "button.filled")
    assert letters(page)[-1] == "@alice not lost"


async def test_nobody_reads_or_changes_the_conversations_of_others(world, alice, bob, carol):
    await write(alice, "@bob hello")
    (mine,) = (await bob.get(ALL)).json()
    page = await (await at_browser(world, carol)).open(PATH)
    token = page.page.select_one("[name=csrf_token]")["value"]
    for number in (mine["id"], "1", "x", "9" * 30):
        assert (await page.open(f"{PATH}/{number}")).status == 404
        for verb in ("", "/remove", "/unread"):
            data = {"csrf_token": token, "text": "mine?"}
            answer = await page.person.post(f"{PATH}/{number}{verb}", data=data)
            assert answer.status_code == 404, verb
    assert len((await bob.get(ALL)).json()) == 1


@ONE_ENGINE
async def test_a_conversation_is_kept_for_later_or_put_away(world, alice, bob):
    letter = await write(alice, "@bob hello")
    page = await open_first(await at_browser(world, bob))
    unread = "form[action$='/unread'] button"
    await press(page, unread)
    assert rows(page) == ["New hello"]
    await press(await open_first(page), ".confirm button")
    assert said(page) == "The conversation is off your list."
    assert rows(page) == []
    await write(alice, "@bob again", in_reply_to_id=letter["id"])
    assert rows(await page.open(PATH)) == ["New again"]


@ONE_ENGINE
async def test_older_letters_follow_and_a_warning_covers_words(world, alice, bob):
    first = await write(alice, "@bob 0")
    for number in range(1, 22):
        last = await write(alice, f"@bob {number}", in_reply_to_id=first["id"])
    page = await open_first(await at_browser(world, bob))
    assert letters(page) == [f"@bob {number}" for number in range(2, 22)]
    await page.open(page.page.select_one("a[rel=next]")["href"])
    assert letters(page) == ["@bob 0", "@bob 1"]
    assert page.page.select("a[rel=next]") == []
    await write(bob, "the end", spoiler_text="a novel", in_reply_to_id=last["id"])
    note = await write(bob, "to myself")
    assert note["mentions"] == []
    await page.open(PATH)
    assert [tag.get_text() for tag in page.page.select(".talk b")][:1] == ["Notes to yourself"]


async def test_with_whoever_is_gone_nothing_is_left_to_answer(world, alice, bob):
    await write(alice, "@bob hello")
    page = await open_first(await at_browser(world, bob))
    path = page.answer.url.path
    fields = {tag["name"]: tag["value"] for tag in page.page.select("#answer input[name]")}
    await world.db.write(suspend, alice.account_id)
    await page.open(path)
    assert page.title == "Nobody is here any more"
    assert (letters(page), page.page.select("#answer")) == ([], [])
    answer = await page.person.post(path, data={**fields, "text": "there?"})
    assert answer.status_code == 404


async def test_strangers_are_accepted_refused_or_blocked(world, bob, carol):
    dora, ed = [await world.join(name) for name in ("dora", "ed")]
    for number in range(5):
        await write(carol, f"@bob {number}")
    await write(dora, "@bob buy this")
    await write(ed, f"@bob {HOSTILE}")
    page = await (await at_browser(world, bob)).open(PATH)
    assert rows(page) == []
    assert "3 people whom you do not know" in page.page.select_one(".waiting").get_text()
    await page.open(page.page.select_one(".waiting a")["href"])
    assert [tag["aria-label"] for tag in page.page.select("section.news")] == [
        "ed",
        "dora",
        "carol",
    ]
    assert letters(page)[2:] == ["@bob 2", "@bob 3", "@bob 4"]
    assert "and 2 earlier messages" in page.page.select("section.news")[2].get_text()
    await press(page, "[aria-label=ed] button[formaction$=block]")
    assert said(page) == "Refused, and blocked."
    (state,) = (await bob.get(f"/api/v1/accounts/relationships?id[]={ed.account_id}")).json()
    assert state["blocking"]
    await press(page, "[aria-label=dora] button[formaction$=refuse]")
    await press(page, "[aria-label=carol] button.accept")
    assert said(page).startswith("Accepted.")
    await world.run_jobs()
    assert len(rows(await page.open(PATH))) == 5
    assert page.page.select(".waiting") == []
    assert "Nobody waits" in (await page.open(REQUESTS)).page.select_one(".empty").get_text()


@ONE_ENGINE
async def test_nobody_answers_for_somebody_else(world, alice, bob, carol):
    await write(carol, "@bob hello")
    (waiting,) = (await bob.get("/api/v1/notifications/requests")).json()
    page = await (await at_browser(world, alice)).open(REQUESTS)
    token = page.page.select_one("[name=csrf_token]")["value"]
    for number in (waiting["id"], "1", "x"):
        for verb in ("accept", "refuse", "block"):
            data = {"csrf_token": token}
            answer = await page.person.post(f"{REQUESTS}/{number}/{verb}", data=data)
            assert answer.status_code == 404
