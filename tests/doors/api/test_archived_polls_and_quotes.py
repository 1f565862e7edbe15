"""Polls of an archive come as they went, quotes as quotes when what they quote is here."""

import pytest

from arengo.social.moving import ballots
from arengo.storage.checking import check_polls
from tests.doors.api.archives import bring, note, outbox, zipped
from tests.doors.api.test_archives import posts_of
from tests.doors.api.test_own_archives import made, unzipped

pytestmark = pytest.mark.anyio


def options(*named):
    return [
        {"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": votes}}
        for name, votes in named
    ]


def question(day, kind, *named, **more):
    end = {"endTime": f"2020-01-{day:02d}T18:00:00Z", **more}
    return note(day, type="Question", content="<p>Which?</p>", **{kind: options(*named)}, **end)


async def test_polls_come_as_they_went_and_nobody_votes_on(alice, bob, world):
    many = [(f"choice {number}", number) for number in range(12)]
    shown = {"type": "Document", "url": "/media_attachments/files/x.png"}
    items = [
        question(1, "oneOf", ("tea", 3), ("coffee", 4)),
        question(2, "anyOf", ("bread", 3), ("cake", 2), votersCount=4),
        question(3, "oneOf", *many),
        question(4, "oneOf", ("yes", 1), ("no", 2), endTime="2999-01-01T00:00:00Z"),
        question(5, "oneOf", ("same", 1), ("same", 2)),
        question(6, "oneOf", ("a", 1), ("b", 2), attachment=[shown]),
        question(7, "anyOf", ("a", -5), ("b", 10**30), endTime=[], votersCount="many"),
    ]
    items[6]["object"]["anyOf"] += [5, {"name": 5}, {"name": "c", "replies": 7}]
    found, problems = await bring(alice, "mastodon_archive", zipped(outbox(*items)))
    assert (found["state"], found["taken_count"], found["refused_count"]) == ("done", 7, 0)
    assert [(each["line"], each["taken"]) for each in problems] == [(n, True) for n in (4, 5, 6)]
    words = ballots.POLL_AS_WORDS
    assert [each["reason"] for each in problems[:2]] == [ballots.POLL_CUT_SHORT, words]
    assert problems[2]["reason"].startswith(words)
    mine = await posts_of(alice)
    polls = {day: post["poll"] for day, post in mine.items() if post["poll"]}
    assert set(polls) == {"01", "02", "03", "04", "07"}
    assert all(poll["expired"] for poll in polls.values())
    first, second = polls["01"], polls["02"]
    assert [each["votes_count"] for each in first["options"]] == [3, 4]
    assert (first["votes_count"], first["multiple"]) == (7, False)
    assert first["expires_at"] == "2020-01-01T18:00:00.000Z"
    assert (second["voters_count"], second["votes_count"], second["multiple"]) == (4, 5, True)
    assert [each["title"] for each in polls["03"]["options"]] == [name for name, _ in many]
    assert [each["votes_count"] for each in polls["07"]["options"]] == [0, 100_000_000, 0]
    assert "- same (2)" in mine["05"]["content"]
    vote = await bob.post(f"/api/v1/polls/{first['id']}/votes", json={"choices": ["0"]})
    assert vote.status_code == 422
    await world.run_jobs()
    assert (await alice.get("/api/v1/notifications")).json() == []
    assert await world.db.read(check_polls) == []


async def test_an_edit_leaves_a_poll_of_elsewhere_as_it_went(alice):
    await bring(alice, "mastodon_archive", zipped(outbox(question(1, "oneOf", ("a", 3), ("b", 4)))))
    (post,) = (await posts_of(alice)).values()
    path = f"/api/v1/statuses/{post['id']}"
    same = {"options": ["a", "b"], "expires_in": 600}
    edited = (await alice.put(path, json={"status": "What?", "poll": same})).json()
    assert edited["content"] == "<p>What?</p>"
    assert (edited["poll"]["expired"], edited["poll"]["votes_count"]) == (True, 7)
    other = {"options": ["a", "c"], "expires_in": 600}
    edited = (await alice.put(path, json={"status": "What?", "poll": other})).json()
    assert (edited["poll"]["expired"], edited["poll"]["votes_count"]) == (False, 0)


async def test_quotes_come_as_quotes_when_what_they_quote_is_here(alice, bob):
    theirs = await bob.publish("quote me")
    closed = await bob.publish("do not", quote_approval_policy="nobody")
    first = note(1)["object"]["id"]
    inline = f'<p class="quote-inline">RE: <a href="{first}">old<br>words</a></p><p>As I said</p>'
    shown = {"type": "Document", "url": "/media_attachments/files/x.png"}
    items = [
        note(1),
        note(2, quote=first, content=inline),
        note(3, quoteUri="https://o.example/1", content="<p>They say</p>"),
        note(4, quote={"id": theirs["uri"]}, content="<p>Bob says</p>"),
        note(5, quote=closed["uri"], content="<p>Bob says</p>"),
        note(6, quote=first, content="<p>a picture</p>", attachment=[shown]),
        note(7, quote=first, content=""),
        note(8, quote="x" * 5_000, content="<p>long</p>"),
    ]
    found, problems = await bring(alice, "mastodon_archive", zipped(outbox(*items)))
    assert (found["taken_count"], [each["line"] for each in problems]) == (8, [6])
    mine = await posts_of(alice)
    quoted = {
        day: post["quote"]["quoted_status"]["id"] for day, post in mine.items() if post["quote"]
    }
    assert quoted == {"02": mine["01"]["id"], "04": theirs["id"]}
    shown = {
        day: post["content"].partition("</p>")[2] if post["quote"] else post["content"]
        for day, post in mine.items()
    }
    assert shown["02"] == "<p>As I said</p>"
    assert "RE: <a" in shown["03"]
    assert [day for day in sorted(shown) if "RE: " in shown[day]] == ["03", "05", "06", "07"]
    assert (await bob.get("/api/v1/notifications")).json() == []
    assert mine["01"]["quotes_count"] == 1


@pytest.mark.settings(archive_every_days=0)
@pytest.mark.parametrize("engine", ["sqlite"])
async def test_an_archive_tells_its_owner_no_more_of_a_poll_than_the_poll_does(alice, bob, world):
    poll = {"options": ["a", "b"], "expires_in": 600, "hide_totals": True}
    post = await alice.publish("which?", poll=poll)
    await bob.post(f"/api/v1/polls/{post['id']}/votes", json={"choices": ["1"]})
    inside = await unzipped(world, await made(alice))
    assert b'"totalItems":1' not in inside["outbox.json"].partition(b'"votersCount"')[0]
