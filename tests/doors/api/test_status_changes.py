"""What becomes of a status: edits, deletion, the conversation around it."""

import pytest
from inline_snapshot import snapshot

from arengo.base.clock import DAY_MS, HOUR_MS
from arengo.social.media.jobs import sweep
from tests.doors.api.paced import pace
from tests.doors.api.stable import stable, texts
from tests.doors.api.test_media import uploaded
from tests.doors.api.test_statuses import NOT_THERE, STATUSES, one, seen_by
from tests.travelling import travelling

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


# ── edits ────────────────────────────────────────────────────────────────────────────────────────


async def test_an_edit_changes_what_is_said_and_keeps_what_was(alice, bob, anonymous):
    await bob.publish("hello")
    post = await alice.publish("first #one", spoiler_text="careful", language="en")
    same = await alice.put(one(post), json={"status": "first #one"})
    assert same.json()["edited_at"] is None
    edited = await alice.put(
        one(post), json={"status": "second @bob #two", "spoiler_text": "", "sensitive": False}
    )
    shown = edited.json()
    assert shown["content"] != post["content"]
    assert shown["edited_at"] > shown["created_at"]
    assert (shown["spoiler_text"], shown["sensitive"], shown["language"]) == ("", False, "en")
    assert [each["username"] for each in shown["mentions"]] == ["bob"]
    assert [each["name"] for each in shown["tags"]] == ["two"]
    assert (await anonymous.get(one(post))).json()["content"] == shown["content"]
    await alice.put(one(post), json={"status": "third", "language": "fr"})
    history = stable(await anonymous.get(f"{one(post)}/history"), alice)
    for state in history:
        assert state.pop("account")["username"] == "alice"
    assert history == snapshot(
        [
            {
                "content": '<p>first <a href="https://arengo.test/tags/one" class="mention hashtag" rel="tag">#<span>one</span></a></p>',  # noqa: E501  as it is sent
                "spoiler_text": "careful",
                "sensitive": True,
                "created_at": "some time",
                "media_attachments": [],
                "emojis": [],
            },
            {
                "content": '<p>second <span class="h-card" translate="no"><a href="https://arengo.test/@bob" class="u-url mention">@<span>bob</span></a></span> <a href="https://arengo.test/tags/two" class="mention hashtag" rel="tag">#<span>two</span></a></p>',  # noqa: E501  as it is sent
                "spoiler_text": "",
                "sensitive": False,
                "created_at": "some time",
                "media_attachments": [],
                "emojis": [],
            },
            {
                "content": "<p>third</p>",
                "spoiler_text": "",
                "sensitive": False,
                "created_at": "some time",
                "media_attachments": [],
                "emojis": [],
            },
        ]
    )
    source = (await alice.get(f"{one(post)}/source")).json()
    assert source == {"id": post["id"], "text": "third", "spoiler_text": ""}


async def test_an_edit_refuses_what_publishing_refuses(alice):
    post = await alice.publish("short")
    for form in ({"status": ""}, {"status": "x" * 1_001}, {"media_ids": ["1"]}):
        assert (await alice.put(one(post), json=form)).status_code == 422
    boost = (await alice.post(f"{one(post)}/reblog")).json()
    assert (await alice.put(one(boost), json={"status": "x"})).status_code == 404
    assert texts(await alice.get(STATUSES, params={"id[]": [post["id"]]})) == ["short"]


async def test_who_could_read_a_letter_keeps_it_whatever_an_edit_says(alice, bob, carol, world):
    letter = await alice.publish("@bob a secret", visibility="direct")
    await alice.put(one(letter), json={"status": "@carol a secret"})
    assert await seen_by(bob, letter)
    assert await seen_by(carol, letter)
    await alice.delete(one(letter))
    assert await world.count("mentions") == 0
    note = await alice.publish("@bob a note", visibility="private")
    await alice.put(one(note), json={"status": "@carol a note"})
    assert not await seen_by(bob, note)


# ── deletion ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_deleted_status_is_told_once_more_and_leaves_nothing(alice, bob, world):
    root = await bob.publish("root")
    post = await alice.publish(
        "*raw* <text> @bob #tag", in_reply_to_id=root["id"], spoiler_text="cw"
    )
    await alice.put(one(post), json={"status": "*raw* <text>! @bob #tag"})
    await bob.post(f"{one(post)}/favourite")
    boost = (await bob.post(f"{one(post)}/reblog")).json()
    for what in ("bookmark", "pin"):
        await alice.post(f"{one(post)}/{what}")
    told = (await alice.delete(one(post))).json()
    assert (told["text"], told["spoiler_text"]) == ("*raw* <text>! @bob #tag", "cw")
    assert (told["id"], told["favourites_count"]) == (post["id"], 1)
    assert not await seen_by(alice, post)
    assert not await seen_by(bob, boost), "before the job as well"
    assert (await alice.delete(one(post))).status_code == 404
    await world.run_jobs()
    assert (await alice.get("/api/v1/bookmarks")).json() == []
    assert (await bob.get(one(root))).json()["replies_count"] == 0
    assert (await bob.get(f"/api/v1/accounts/{bob.account_id}")).json()["statuses_count"] == 1
    counts = {
        table: await world.count(table)
        for table in (
            "posts",
            "post_edits",
            "thread_entries",
            "mentions",
            "tag_entries",
            "tags",
            "favourites",
            "public_entries",
        )
    }
    assert counts == {**dict.fromkeys(counts, 0), "posts": 1, "public_entries": 1}


async def test_what_is_told_of_a_deleted_status_is_all_it_had(alice, bob):
    quoted = await bob.publish("quoted", quote_approval_policy="public")
    image = await uploaded(alice)
    poll = {"options": ["yes", "no"], "expires_in": 600, "multiple": True}
    for form in (
        {"quoted_status_id": quoted["id"]},
        {"media_ids": [image["id"]], "sensitive": True, "language": "de"},
        {"poll": poll, "visibility": "private", "spoiler_text": "cw"},
    ):
        post = await alice.publish("*see* <this>", **form)
        shown = (await alice.get(one(post))).json()
        told = (await alice.delete(one(post))).json()
        assert told == {**shown, "text": "*see* <this>"}
        assert told["quote"] or told["media_attachments"] or told["poll"]
        if told["quote"]:
            assert told["quote"]["state"] == "accepted"
            assert told["quote"]["quoted_status"]["id"] == quoted["id"]


@pytest.mark.parametrize("chosen", ["false", "true", None])
async def test_what_is_deleted_to_be_written_anew_may_keep_its_media(alice, bob, world, chosen):
    image = await uploaded(alice)
    post = await alice.publish("oops", media_ids=[image["id"]])
    params = {} if chosen is None else {"delete_media": chosen}
    assert (await bob.delete(one(post), params=params)).status_code == 404
    (told,) = (await alice.delete(one(post), params=params)).json()["media_attachments"]
    await world.run_jobs()
    form = {"status": "again", "media_ids": [told["id"]]}
    assert (await bob.post(STATUSES, json=form)).status_code == 422
    answer = await alice.post(STATUSES, json=form)
    assert answer.status_code == (422 if chosen == "true" else 200)
    if chosen != "true":
        assert [each["id"] for each in answer.json()["media_attachments"]] == [image["id"]]
        assert (await alice.delete(one(answer.json()), params=params)).status_code == 200
        with travelling((HOUR_MS if chosen is None else DAY_MS) // 1_000 - 60):
            await sweep(world.db, world.whole.site.spool)
            assert await world.count("media") == 1
        with travelling((HOUR_MS if chosen is None else DAY_MS) // 1_000 + 60):
            await sweep(world.db, world.whole.site.spool)
    await world.run_jobs()
    assert await world.count("media") == 0


# ── conversations ────────────────────────────────────────────────────────────────────────────────


async def test_a_conversation_is_told_in_order(alice, bob, carol, anonymous):
    async def reply(person, text, to, **options):
        return await person.publish(text, in_reply_to_id=to["id"], **options)

    root = await alice.publish("root")
    first = await reply(bob, "first", root)
    second = await reply(carol, "second", root)
    below = await reply(alice, "below first", first)
    await reply(carol, "secret", below, visibility="direct")
    deep = await reply(bob, "deep", below)

    async def context(person, status):
        answer = (await person.get(f"{one(status)}/context")).json()
        return [
            [each["content"][3:-4] for each in answer[side]]
            for side in ("ancestors", "descendants")
        ]

    assert await context(anonymous, root) == [[], ["first", "below first", "deep", "second"]]
    assert await context(anonymous, below) == [["root", "first"], ["deep"]]
    assert await context(carol, below) == [["root", "first"], ["secret", "deep"]]
    assert await context(anonymous, second) == [["root"], []]
    await bob.delete(one(first))
    assert await context(anonymous, root) == [[], ["second"]]
    assert await context(anonymous, deep) == [["below first"], []]
    await alice.delete(one(root))
    assert await context(anonymous, second) == [[], []]
    orphan = (await anonymous.get(one(second))).json()
    assert orphan["in_reply_to_id"] == root["id"]


async def test_others_neither_edit_nor_delete_nor_see_the_source(alice, bob, anonymous):
    post = await alice.publish("mine")
    for path, ask in (("", bob.delete), ("/source", bob.get)):
        answer = await ask(one(post) + path)
        assert (answer.status_code, answer.json()) == NOT_THERE
    assert (await bob.put(one(post), json={"status": "yours"})).status_code == 404
    for ask in (anonymous.put, anonymous.delete):
        assert (await ask(one(post))).status_code == 401
    assert (await anonymous.post(STATUSES, json={"status": "x"})).status_code == 401
    assert texts(await alice.get(STATUSES, params={"id[]": [post["id"]]})) == ["mine"]
