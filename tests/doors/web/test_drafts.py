"""Drafts and what is scheduled, in a browser without scripts; and what scripts ask for."""

from datetime import UTC, datetime

import pytest

from arengo.base.clock import HOUR_MS, now_ms
from tests.clients.pictures import a_picture
from tests.doors.api.test_media import uploaded
from tests.doors.web.reading import HOSTILE
from tests.doors.web.writing import Writer
from tests.travelling import travelling

pytestmark = pytest.mark.anyio
PART = {"hx-request": "true", "hx-request-type": "partial"}


@pytest.fixture
async def writer(world, alice) -> Writer:
    return await Writer.signed_in(world, alice)


async def drafts(person):
    return (await person.get("/api/arengo/v1/drafts")).json()


async def scheduled(person):
    return (await person.get("/api/v1/scheduled_statuses")).json()


def at(ahead_ms, since_ms=None):
    at_ms = (now_ms() if since_ms is None else since_ms) + ahead_ms
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%dT%H:%M}"


async def keeps(writer, **typed):
    """Ask for what the page asks for while somebody writes."""
    data = {**writer.fields, **typed}
    answer = await writer.person.post("/compose/keep", data=data, headers=PART)
    assert answer.status_code == 200, answer.text
    return answer.text


def numbers(text):
    """Return the id and the version of the draft that a part of the page names."""
    found = [
        line.split('value="')[1].split('"')[0] for line in text.splitlines() if "name=" in line
    ]
    return found[0], found[1]


# ── drafts ───────────────────────────────────────────────────────────────────────────────────────


async def test_what_is_begun_is_kept_and_gone_on_with(writer, alice):
    media = await uploaded(alice)
    await writer.open("/compose")
    picture = {f"pieces[0][uploads][{media['id']}][id]": media["id"]}
    await writer.press("do", "more", text="half a", warns="true", spoiler="hm", **picture)
    await writer.press("do", "keep", **{"pieces[1][text]": "second"}, visibility="private")
    assert writer.location == "/drafts?said=draft_kept"
    await writer.follow()
    (row,) = writer.page.select(".plan")
    assert "half a" in row.get_text()
    assert "a thread of 2 posts" in row.get_text()
    assert len(row.select("img")) == 1
    await writer.open(row.select_one("a.button")["href"])
    fields = writer.fields
    assert (writer.text, fields["spoiler"], fields["visibility"]) == ("half a", "hm", "private")
    assert fields["pieces[1][text]"] == "second"
    await writer.publish(text="whole", bare="true")
    assert writer.status == 303
    assert await drafts(alice) == []


async def test_a_draft_is_deleted_when_it_is_meant(writer, alice, bob):
    answer = await alice.post("/api/arengo/v1/drafts", json={"status": HOSTILE})
    other = await bob.post("/api/arengo/v1/drafts", json={"status": "mine"})
    await writer.open("/drafts")
    assert HOSTILE in writer.page.select_one(".plan .words").get_text()
    for draft in (other.json()["id"], "1"):
        token = writer.page.select_one("[name=csrf_token]")["value"]
        gone = await writer.person.post(f"/drafts/{draft}/delete", data={"csrf_token": token})
        assert gone.status_code == 404
    await writer.submit(within=".plan details")
    assert writer.location == "/drafts?said=draft_deleted"
    await writer.follow()
    assert writer.page.select(".plan") == []
    assert (await alice.get(f"/api/arengo/v1/drafts/{answer.json()['id']}")).status_code == 404
    await writer.submit(within="header")


async def test_there_are_older_drafts(writer, alice):
    for number in range(21):
        await alice.post("/api/arengo/v1/drafts", json={"status": str(number)})
    await writer.open("/drafts")
    assert len(writer.page.select(".plan")) == 20
    await writer.open(writer.page.select_one("a[rel=next]")["href"])
    assert [row.get_text() for row in writer.page.select(".plan .words")] == ["0"]
    assert writer.page.select("a[rel=next]") == []


async def test_what_is_written_is_kept_every_few_seconds(writer, alice):
    await writer.open("/compose")
    assert numbers(await keeps(writer)) == ("", "0")
    assert await drafts(alice) == []
    draft, version = numbers(await keeps(writer, **{"pieces[0][text]": "one"}))
    again = await keeps(
        writer, **{"pieces[0][text]": "one, two", "draft": draft, "version": version}
    )
    assert numbers(again) == (draft, "2")
    assert [each["params"]["status"] for each in await drafts(alice)] == ["one, two"]
    await writer.publish(text="one, two", draft=draft, version="2")
    assert writer.status == 303
    assert await drafts(alice) == []


async def test_what_cannot_be_kept_yet_stays_in_the_page(writer, alice):
    await writer.open("/compose")
    text = await keeps(writer, **{"pieces[0][text]": "x" * 70_000})
    assert numbers(text) == ("", "0")
    text = await keeps(writer, **{"pieces[0][text]": "x", "due": "yesterday"})
    assert numbers(text) == ("", "0")
    assert await drafts(alice) == []


async def test_whoever_is_signed_out_is_told_where_they_write(writer, alice):
    await writer.open("/compose")
    writer.signed_out()
    text = await keeps(writer, **{"pieces[0][text]": "still here"})
    assert "You are signed out." in text
    assert "hx-post" in text
    writer.signed_in_with(writer.session)
    await keeps(writer, **{"pieces[0][text]": "still here"})
    assert [each["params"]["status"] for each in await drafts(alice)] == ["still here"]


async def test_a_draft_that_went_elsewhere_is_said_once(writer, alice):
    answer = await alice.post("/api/arengo/v1/drafts", json={"status": "one"})
    await writer.open(f"/compose?draft={answer.json()['id']}")
    await alice.post(f"/api/arengo/v1/drafts/{answer.json()['id']}/publish")
    await writer.publish(text="one")
    assert "published, changed or deleted elsewhere" in writer.problems[0]
    assert writer.text == "one"
    await writer.publish()
    assert writer.status == 303


# ── scheduled ────────────────────────────────────────────────────────────────────────────────────


async def test_a_post_waits_for_its_time_and_can_be_put_off(world, writer, alice):
    now = now_ms()
    due, an_hour_east, put_off = (at(hours * HOUR_MS, now) for hours in (1, 2, 3))
    await writer.open("/compose")
    await writer.publish(text="later", due=an_hour_east, zone="60")
    assert writer.location == "/scheduled?said=scheduled"
    await writer.follow()
    assert writer.page.select_one(".plan [name=due]")["value"] == due
    shown = writer.page.select_one(".plan time[data-clock]")
    assert shown["datetime"].startswith(due)
    assert shown.get_text().endswith(f"{due.partition('T')[2]} UTC"), "without scripts"
    assert (await scheduled(alice))[0]["scheduled_at"].startswith(due)
    await writer.submit(within=".plan details", due=put_off)
    assert writer.status == 303
    await writer.follow()
    assert (await scheduled(alice))[0]["scheduled_at"].startswith(put_off)
    with travelling(4 * 3600):
        await world.run_jobs()
    answer = await alice.get(f"/api/v1/accounts/{alice.account_id}/statuses")
    assert [post["content"] for post in answer.json()] == ["<p>later</p>"]


async def test_a_time_that_cannot_be_is_said_where_it_was_typed(writer, alice, bob):
    await writer.open("/compose")
    for due, words in (
        (at(60_000), "five minutes"),
        ("tomorrow", "be read"),
        ("9999-12-31T23:59", "be read"),
    ):
        await writer.publish(text="x", due=due)
        assert words in writer.problems[0]
        assert writer.text == "x"
    await writer.publish(due=at(HOUR_MS), zone="99999999999")
    assert writer.status == 422
    await writer.open("/compose")
    await writer.publish(text="x", due=at(HOUR_MS))
    await writer.follow()
    await writer.submit(within=".plan details", due=at(0))
    assert writer.status == 422
    assert "five minutes" in writer.page.select_one(".plan [role=alert]").get_text()
    plan = (await scheduled(alice))[0]["id"]
    stranger = await Writer.signed_in(writer.person.world, bob)
    await stranger.open("/compose")
    token = stranger.fields["csrf_token"]
    for act in ("time", "draft"):
        data = {"csrf_token": token, "due": at(2 * HOUR_MS)}
        answer = await stranger.person.post(f"/scheduled/{plan}/{act}", data=data)
        assert answer.status_code == 404
    assert len(await scheduled(alice)) == 1


async def test_what_is_scheduled_is_edited_whole_or_becomes_a_draft(writer, alice):
    due = at(HOUR_MS)
    await writer.open("/compose")
    await writer.publish(text="later", due=due)
    await writer.follow()
    await writer.open(writer.page.select_one(".plan a.button")["href"])
    assert writer.fields["due"] == due
    await writer.publish(text="much later")
    (plan,) = await scheduled(alice)
    assert plan["params"]["text"] == "much later"
    await writer.follow()
    await writer.submit(within=".plan .buttons >")
    assert writer.location == "/drafts?said=taken_back"
    assert await scheduled(alice) == []
    assert [each["params"]["status"] for each in await drafts(alice)] == ["much later"]


# ── what scripts ask for ─────────────────────────────────────────────────────────────────────────


async def test_chosen_files_are_kept_at_once(writer, alice):
    await writer.open("/compose")
    files = [
        ("pieces[0][files][]", ("a.png", a_picture().getvalue(), "image/png")),
        ("pieces[0][files][]", ("b.png", b"broken", "image/png")),
    ]
    data = {**writer.fields, "piece": "0"}
    answer = await writer.person.post("/compose/media", data=data, files=files, headers=PART)
    assert answer.status_code == 200
    assert answer.text.count('class="upload"') == 1
    assert 'role="alert"' in answer.text
    assert "<html" not in answer.text
    assert alice.token


async def test_a_recording_is_looked_after_by_its_owner_only(writer, bob, alice):
    media = await uploaded(bob)
    own = await uploaded(alice)
    assert (await writer.person.get(f"/compose/media/{media['id']}")).status_code == 404
    assert (await writer.person.get("/compose/media/7")).status_code == 404
    answer = await writer.person.get(f"/compose/media/{own['id']}?piece=2")
    assert f'name="pieces[2][uploads][{own["id"]}][alt]"' in answer.text


async def test_what_was_begun_is_completed(writer, bob, world):
    await bob.publish("#foghorn #fog")
    await world.run_jobs()
    for begun, inserts in (
        ("@bo", ["@bob"]),
        ("#fog", ["#fog", "#foghorn"]),
        (":no", []),
        ("bo", []),
        ("@", []),
        ("@<b>", []),
    ):
        answer = await writer.person.get("/compose/suggestions", params={"q": begun})
        found = [part.split('"')[0] for part in answer.text.split('data-insert="')[1:]]
        assert found == inserts, begun


async def test_a_button_that_scripts_press_answers_with_the_composer_alone(writer):
    await writer.open("/compose")
    data = {**writer.fields, "do": "more"}
    answer = await writer.person.post("/compose", data=data, headers=PART)
    assert answer.text.count("<textarea") == 2
    assert "<html" not in answer.text
    assert 'id="composer"' in answer.text
