"""Writing in a browser without scripts: posts, answers, threads, polls, pictures, edits."""

from datetime import UTC, datetime

import pytest

from arengo.base.clock import HOUR_MS, now_ms
from arengo.gate.limits import BUCKETS
from arengo.social.accounts.actions import suspend
from arengo.social.accounts.habits import change_habits
from arengo.social.posts.actions import publish
from arengo.social.posts.drafting import make_draft
from tests.clients.pictures import a_picture
from tests.doors.api.test_media import uploaded
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, texts
from tests.doors.web.visiting import Visitor
from tests.doors.web.writing import Writer

pytestmark = [pytest.mark.anyio, ONE_ENGINE]


@pytest.fixture
async def writer(world, alice) -> Writer:
    return await Writer.signed_in(world, alice)


async def statuses(person):
    answer = await person.get(f"/api/v1/accounts/{person.account_id}/statuses")
    return answer.json()


async def source(person, post):
    return (await person.get(f"/api/v1/statuses/{post['id']}/source")).json()["text"]


def soon(hours=1):
    return f"{datetime.fromtimestamp((now_ms() + hours * HOUR_MS) / 1000, UTC):%Y-%m-%dT%H:%M}"


# ── a post ───────────────────────────────────────────────────────────────────────────────────────


async def test_a_post_is_written_and_seen(writer, alice):
    await writer.open("/compose")
    await writer.publish(text="Good morning,\r\nsquare")
    (post,) = await statuses(alice)
    assert writer.location == f"/@alice/{post['id']}?said=published"
    assert await source(alice, post) == "Good morning,\nsquare"
    assert (post["visibility"], post["language"]) == ("public", "en")
    await writer.follow()
    assert "Published." in writer.page.select_one("[role=status]").get_text()


async def test_what_is_chosen_counts(writer, alice):
    await writer.open("/compose")
    await writer.publish(
        text="x",
        warns="true",
        spoiler="careful",
        sensitive="true",
        visibility="unlisted",
        reply_policy="followers",
        quote_policy="nobody",
        language="fr",
    )
    (post,) = await statuses(alice)
    assert (post["spoiler_text"], post["sensitive"]) == ("careful", True)
    assert (post["visibility"], post["language"]) == ("unlisted", "fr")
    await writer.open(f"/compose?edit={post['id']}")
    fields = writer.fields
    assert (fields["reply_policy"], fields["quote_policy"]) == ("followers", "nobody")
    assert "visibility" not in fields


async def test_a_warning_that_is_unticked_is_none(writer, alice):
    await writer.open("/compose")
    await writer.publish(text="x", spoiler="forgotten")
    assert [post["spoiler_text"] for post in await statuses(alice)] == [""]


async def test_pressed_twice_is_published_once_and_other_words_are_another_post(writer, alice):
    await writer.open("/compose")
    form = writer.answer
    for text in ("same", "same", "other"):
        writer.answer = form
        await writer.publish(text=text)
        assert writer.status == 303
    assert [await source(alice, post) for post in await statuses(alice)] == ["other", "same"]


async def test_what_is_too_long_or_empty_stays_in_its_field(writer, alice):
    await writer.open("/compose")
    for text, words in (("x" * 1001, "at most 1000"), (" ", "Write something")):
        await writer.publish(text=text)
        assert writer.status == 422
        assert words in writer.problems[0]
        assert writer.text == text
        field = writer.page.select_one("#c-text-0")
        assert field["aria-invalid"] == "true"
        assert words in writer.page.select_one(f"#{field['aria-describedby']}").get_text()
    assert await statuses(alice) == []


async def test_hostile_words_come_back_as_words(writer):
    await writer.open("/compose")
    await writer.press("do", "preview", text=HOSTILE)
    assert writer.text == HOSTILE
    assert HOSTILE in writer.page.select_one(".preview-of .text").get_text()


async def test_looking_first_shows_names_as_links_and_publishes_nothing(writer, alice, bob):
    await writer.open("/compose")
    await writer.press("do", "preview", text="Hello @bob and @nobody")
    (link,) = writer.page.select(".preview-of a")
    assert link["href"].endswith("/@bob")
    assert await statuses(alice) == []
    assert bob.token


# ── who writes ───────────────────────────────────────────────────────────────────────────────────


async def test_whoever_was_signed_out_meanwhile_keeps_the_words(writer, alice):
    await writer.open("/compose")
    writer.signed_out()
    await writer.publish(text="a long thought")
    assert writer.status == 403
    assert "signed out" in writer.problems[0]
    await writer.publish(csrf_token="of a cookie that is gone")
    assert "signed out" in writer.problems[0]
    assert writer.text == "a long thought"
    assert writer.page.select_one("#composer a[target=_blank]")["href"] == "/auth/sign_in"
    writer.signed_in_with(writer.session)
    await writer.publish()
    assert writer.status == 303
    assert [await source(alice, post) for post in await statuses(alice)] == ["a long thought"]


async def test_a_form_without_our_token_publishes_nothing_and_keeps_the_words(writer, alice):
    await writer.open("/compose")
    await writer.publish(text="mine", csrf_token="0" * 64)
    assert writer.status == 403
    assert writer.text == "mine"
    assert await statuses(alice) == []
    await writer.publish()
    assert writer.status == 303


async def test_words_of_one_do_not_go_out_under_the_name_of_another(world, writer, bob):
    await writer.open("/compose")
    writer.signed_in_with((await Writer.signed_in(world, bob)).session)
    await writer.publish(text="as alice")
    assert "Somebody else" in writer.problems[0]
    assert await statuses(bob) == []
    await writer.publish()
    assert len(await statuses(bob)) == 1


async def test_who_sends_very_much_waits_and_keeps_the_words(world, writer, alice, monkeypatch):
    limiter = world.whole.site.limiter
    monkeypatch.setattr(limiter, "enabled", True)
    for _ in range(BUCKETS["post"].limit):
        limiter.take("post", alice.account_id, anonymous=False)
    await writer.open("/compose")
    await writer.publish(text="once more")
    assert "very much" in writer.problems[0]
    assert writer.text == "once more"
    assert await statuses(alice) == []


async def test_whoever_is_suspended_or_a_stranger_writes_nothing(world, writer, alice):
    await writer.open("/compose")
    await world.db.write(suspend, alice.account_id)
    await writer.publish(text="x")
    assert writer.status == 403
    visitor = Visitor(world)
    for path in ("/compose", "/drafts", "/scheduled", "/compose/suggestions?q=@a"):
        await visitor.open(path)
        assert visitor.location.startswith("/auth/sign_in?return_to=")


# ── answers and quotes ───────────────────────────────────────────────────────────────────────────


async def test_an_answer_names_its_people_and_is_no_wider_than_the_post(writer, alice, bob, carol):
    root = await bob.publish("Who? @carol @alice", visibility="unlisted", spoiler_text="hm")
    await writer.open(f"/compose?reply={root['id']}")
    assert writer.text == "@bob @carol "
    assert writer.fields["visibility"] == "unlisted"
    assert writer.fields["spoiler"] == "hm"
    assert "Who?" in texts(writer.page)[0]
    await writer.publish(text="@bob me")
    (post,) = await statuses(alice)
    assert post["in_reply_to_id"] == root["id"]
    assert carol.token


async def test_what_is_not_there_for_the_writer_cannot_be_answered_or_edited(writer, bob):
    private = await bob.publish("x", visibility="private")
    public = await bob.publish("y", reply_policy="mentioned")
    for path in (f"reply={private['id']}", "reply=1", "reply=x", f"edit={public['id']}", "draft=1"):
        await writer.open(f"/compose?{path}")
        assert writer.status == 404, path
    await writer.open(f"/compose?reply={public['id']}")
    await writer.publish(text="let me in")
    assert "only some people" in writer.problems[0]
    assert writer.text == "let me in"
    await writer.open("/compose")
    await writer.publish(text="z", reply_to=private["id"])
    assert "not there any more" in writer.problems[0]


async def test_an_old_post_says_so(world, writer, bob):
    draft = make_draft(text="old", most_characters=99, at_ms=now_ms() - 9_000 * HOUR_MS)
    old = await world.db.write(publish, by=bob.account_id, draft=draft, host_name="x")
    await writer.open(f"/compose?reply={old.id}")
    assert any("replying to a post of" in note.get_text() for note in writer.page.select(".note"))


async def test_a_quote_shows_what_it_quotes(writer, alice, bob):
    quoted = await bob.publish("worth repeating")
    await writer.open(f"/compose?quote={quoted['id']}")
    assert texts(writer.page) == ["worth repeating"]
    await writer.publish(text="indeed")
    (post,) = await statuses(alice)
    assert post["quote"]["quoted_status"]["id"] == quoted["id"]
    await writer.open(f"/compose?quote={quoted['id']}")
    await writer.publish(text="x", asks="true", options=["a", "b"])
    assert "no pictures and no poll" in writer.problems[0]


# ── polls and threads ────────────────────────────────────────────────────────────────────────────


async def test_a_poll_is_asked_when_its_box_is_ticked(writer, alice):
    await writer.open("/compose")
    await writer.publish(text="?", options=["a", "b", "", ""])
    await writer.open("/compose")
    await writer.publish(text="!", asks="true", options=["a", "b", "", ""], multiple="true")
    asked, plain = await statuses(alice)
    assert plain["poll"] is None
    assert [option["title"] for option in asked["poll"]["options"]] == ["a", "b"]
    assert asked["poll"]["multiple"]


async def test_a_poll_that_cannot_be_asked_stays(writer, alice):
    await writer.open("/compose")
    await writer.publish(text="?", asks="true", options=["a", "a"], lasts_s="300")
    assert writer.problems == ["Two options are the same."]
    assert writer.fields["options[]"] == ["a", "a", "", ""]
    assert writer.fields["asks"] == "true"
    assert await statuses(alice) == []


async def test_a_thread_grows_and_shrinks_and_is_published_at_once(writer, alice):
    await writer.open("/compose")
    await writer.press("do", "more", text="one")
    await writer.press("do", "more", **{"pieces[1][text]": "two"})
    await writer.press("drop", "1", **{"pieces[2][text]": "three"})
    assert writer.fields["pieces[1][text]"] == "three"
    await writer.press("do", "more")
    assert writer.status == 200
    await writer.publish()
    assert writer.status == 303
    last, first = await statuses(alice)
    assert (await source(alice, first), await source(alice, last)) == ("one", "three")
    assert last["in_reply_to_id"] == first["id"]


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────


async def test_pictures_come_first_and_their_descriptions_second(writer, alice):
    await writer.open("/compose")
    await writer.publish(text="look", files=[a_picture().getvalue()])
    assert "no description" in writer.problems[0]
    assert await statuses(alice) == []
    (alt,) = [name for name in writer.fields if name.endswith("[alt]")]
    await writer.publish(**{alt: "A teal field."})
    (post,) = await statuses(alice)
    assert [each["description"] for each in post["media_attachments"]] == ["A teal field."]


async def test_without_a_description_is_a_choice_and_a_habit(world, writer, alice):
    await writer.open("/compose")
    await writer.publish(text="look", files=[a_picture().getvalue()])
    await writer.publish(bare="true")
    assert writer.status == 303
    await world.db.write(change_habits, by=alice.account_id, changes={"alt_reminder": False})
    await writer.open("/compose")
    await writer.publish(text="again", files=[a_picture().getvalue()])
    assert writer.status == 303


async def test_a_picture_is_taken_away_and_a_broken_one_is_none(writer, alice):
    await writer.open("/compose")
    await writer.press("do", "look", text="x", files=[a_picture().getvalue(), b"no picture"])
    assert "could not be taken" in writer.problems[0]
    (button,) = writer.page.select("button[name=remove]")
    await writer.press("remove", button["value"])
    assert writer.page.select(".upload") == []
    assert writer.text == "x"
    await writer.press("do", "look", files=[a_picture().getvalue() for _ in range(5)])
    assert "at most 4" in writer.problems[0]
    assert len(writer.page.select(".upload")) == 4
    assert await statuses(alice) == []


async def test_the_picture_of_another_is_not_there(writer, alice, bob):
    media = await uploaded(bob)
    await writer.open("/compose")
    await writer.publish(text="x", **{f"pieces[0][uploads][{media['id']}][id]": media["id"]})
    assert "not there any more" in writer.problems[0]
    assert await statuses(alice) == []


# ── edits ────────────────────────────────────────────────────────────────────────────────────────


async def test_an_edit_changes_words_pictures_and_keeps_votes(writer, alice, bob):
    poll = {"options": ["a", "b"], "expires_in": 3600}
    post = await alice.publish("?", poll=poll)
    await bob.post(f"/api/v1/polls/{post['poll']['id']}/votes", json={"choices": [0]})
    await writer.open(f"/compose?edit={post['id']}")
    assert writer.fields["asks"] == "true"
    await writer.publish(text="??")
    assert writer.location == f"/@alice/{post['id']}?said=post_changed"
    (after,) = await statuses(alice)
    assert (await source(alice, after), after["poll"]["votes_count"]) == ("??", 1)
    await writer.open(f"/compose?edit={post['id']}")
    await writer.publish(options=["a", "c", "", ""])
    (after,) = await statuses(alice)
    assert [each["title"] for each in after["poll"]["options"]] == ["a", "c"]
    assert after["poll"]["votes_count"] == 0
    await writer.open(f"/compose?edit={post['id']}")
    await writer.publish(asks=None)
    assert [each["poll"] for each in await statuses(alice)] == [None]


async def test_an_edit_may_describe_a_picture_anew(writer, alice):
    media = await uploaded(alice, description="A field")
    post = await alice.publish("x", media_ids=[media["id"]])
    await writer.open(f"/compose?edit={post['id']}")
    name = f"pieces[0][uploads][{media['id']}][alt]"
    assert writer.fields[name] == "A field"
    await writer.publish(**{name: "A green field"})
    (after,) = await statuses(alice)
    assert after["media_attachments"][0]["description"] == "A green field"


async def test_what_stays_in_sight_of_a_picture_is_chosen_and_changed(writer, alice):
    await writer.open("/compose")
    await writer.press("do", "look", text="look", files=[a_picture().getvalue()])
    (focus,) = [name for name in writer.fields if name.endswith("[focus]")]
    assert writer.fields[focus] == ""
    await writer.publish(**{focus: "-1,1", focus.replace("focus", "alt"): "A teal field."})
    (post,) = await statuses(alice)
    assert post["media_attachments"][0]["meta"]["focus"] == {"x": -1, "y": 1}
    await writer.open(f"/@alice/{post['id']}")
    assert "across-0 down-0" in str(writer.page.select_one(".pictures img"))

    await writer.open(f"/compose?edit={post['id']}")
    assert writer.fields[focus] == "-1,1"
    await writer.publish(**{focus: "somewhere"})
    assert writer.status == 422
    assert writer.problems
    await writer.publish(**{focus: ""})
    (post,) = await statuses(alice)
    assert "focus" not in post["media_attachments"][0]["meta"]


async def test_the_point_that_an_app_chose_stays_until_another_is_chosen(writer, alice):
    media = await uploaded(alice, description="A field", focus="0.3,-0.2")
    post = await alice.publish("x", media_ids=[media["id"]])
    await writer.open(f"/compose?edit={post['id']}")
    await writer.publish(text="y")
    (post,) = await statuses(alice)
    assert post["media_attachments"][0]["meta"]["focus"] == {"x": 0.3, "y": -0.2}


async def test_a_post_is_deleted_to_be_written_again(writer, alice, bob):
    post = await alice.publish("orange square")
    other = await bob.publish("not mine")
    await writer.open(f"/compose/again/{other['id']}")
    assert writer.status == 404
    await writer.open(f"/compose?redraft={post['id']}")
    assert writer.location == f"/compose/again/{post['id']}"
    await writer.follow()
    assert texts(writer.page) == ["orange square"]
    await writer.submit(within=".narrow > section")
    assert writer.location.startswith("/compose?draft=")
    await writer.follow()
    assert writer.text == "orange square"
    assert await statuses(alice) == []
    await writer.publish(text="the square")
    assert [await source(alice, each) for each in await statuses(alice)] == ["the square"]
    assert (await alice.get("/api/arengo/v1/drafts")).json() == []
