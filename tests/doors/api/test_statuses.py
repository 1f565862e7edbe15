"""Writing, reading, editing and deleting statuses."""

import asyncio

import pytest
from inline_snapshot import snapshot

from arengo.social.posts.model import Visibility
from tests.doors.api.paced import pace
from tests.doors.api.stable import stable, texts

pytestmark = pytest.mark.anyio

STATUSES = "/api/v1/statuses"
NOT_THERE = (404, {"error": "Record not found"})


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


def one(status):
    return f"{STATUSES}/{status['id']}"


async def seen_by(person, status):
    answer = await person.get(one(status))
    assert answer.status_code == 200 or (answer.status_code, answer.json()) == NOT_THERE
    return answer.status_code == 200


# ── entities ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_status_as_its_author_and_as_nobody_sees_it(alice, anonymous):
    answer = await alice.post(STATUSES, json={"status": "Good morning", "language": "en"})
    post = answer.json()
    shown = stable(answer, alice, post=post["id"])
    assert shown["account"] == stable(
        await anonymous.get(f"/api/v1/accounts/{alice.account_id}"), alice
    )
    del shown["account"]
    assert shown == snapshot(
        {
            "id": "id of post",
            "created_at": "some time",
            "in_reply_to_id": None,
            "in_reply_to_account_id": None,
            "sensitive": False,
            "spoiler_text": "",
            "visibility": "public",
            "language": "en",
            "uri": "https://arengo.test/users/alice/statuses/id of post",
            "url": "https://arengo.test/@alice/id of post",
            "edited_at": None,
            "content": "<p>Good morning</p>",
            "reply_policy": "everyone",
            "local_only": False,
            "awaits_approval": False,
            "application": {"name": "Tests", "website": None},
            "media_attachments": [],
            "mentions": [],
            "tags": [],
            "emojis": [],
            "card": None,
            "poll": None,
            "replies_count": 0,
            "reblogs_count": 0,
            "favourites_count": 0,
            "quotes_count": 0,
            "quote": None,
            "tagged_collections": [],
            "quote_approval": {
                "automatic": ["public"],
                "manual": [],
                "current_user": "automatic",
            },
            "favourited": False,
            "reblogged": False,
            "muted": False,
            "bookmarked": False,
            "pinned": False,
            "filtered": [],
            "reblog": None,
        }
    )
    public = (await anonymous.get(one(post))).json()
    marks = {"favourited", "reblogged", "muted", "bookmarked", "pinned", "filtered"}
    post["quote_approval"]["current_user"] = "denied"
    assert public == {name: value for name, value in post.items() if name not in marks}


async def test_a_reply_with_everything_in_it(alice, bob, anonymous):
    question = await bob.publish("Where?")
    answer = await alice.post(
        STATUSES,
        json={
            "status": "@bob in #Basel\n\n<b>really</b> https://example.org/a?b=1&c=2 #ZÜRICH",
            "in_reply_to_id": question["id"],
            "spoiler_text": "places & <names>",
            "language": "de",
            "visibility": "unlisted",
        },
    )
    shown = stable(answer, alice, bob, question=question["id"], post=answer.json()["id"])
    del shown["account"]
    assert shown == snapshot(
        {
            "id": "id of post",
            "created_at": "some time",
            "in_reply_to_id": "id of question",
            "in_reply_to_account_id": "id of bob",
            "sensitive": True,
            "spoiler_text": "places & <names>",
            "visibility": "unlisted",
            "language": "de",
            "uri": "https://arengo.test/users/alice/statuses/id of post",
            "url": "https://arengo.test/@alice/id of post",
            "edited_at": None,
            "content": '<p><span class="h-card" translate="no"><a href="https://arengo.test/@bob" class="u-url mention">@<span>bob</span></a></span> in <a href="https://arengo.test/tags/basel" class="mention hashtag" rel="tag">#<span>Basel</span></a></p><p>&lt;b&gt;really&lt;/b&gt; <a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener" translate="no" target="_blank"><span class="invisible">https://</span><span class="">example.org/a?b=1&amp;c=2</span><span class="invisible"></span></a> <a href="https://arengo.test/tags/z%C3%BCrich" class="mention hashtag" rel="tag">#<span>ZÜRICH</span></a></p>',  # noqa: E501  as it is sent
            "reply_policy": "everyone",
            "local_only": False,
            "awaits_approval": False,
            "application": {"name": "Tests", "website": None},
            "media_attachments": [],
            "mentions": [
                {
                    "id": "id of bob",
                    "username": "bob",
                    "url": "https://arengo.test/@bob",
                    "acct": "bob",
                }
            ],
            "tags": [
                {"name": "basel", "url": "https://arengo.test/tags/basel"},
                {"name": "zürich", "url": "https://arengo.test/tags/z%C3%BCrich"},
            ],
            "emojis": [],
            "card": None,
            "poll": None,
            "replies_count": 0,
            "reblogs_count": 0,
            "favourites_count": 0,
            "quotes_count": 0,
            "quote": None,
            "tagged_collections": [],
            "quote_approval": {
                "automatic": ["public"],
                "manual": [],
                "current_user": "automatic",
            },
            "favourited": False,
            "reblogged": False,
            "muted": False,
            "bookmarked": False,
            "pinned": False,
            "filtered": [],
            "reblog": None,
        }
    )
    assert (await anonymous.get(one(question))).json()["replies_count"] == 1


async def test_who_counts_learns_nothing_of_what_they_may_not_see(alice, bob, anonymous):
    question = await alice.publish("What do you think?")
    for visibility, count in (("direct", 0), ("private", 0), ("unlisted", 1), ("public", 2)):
        answer = {"in_reply_to_id": question["id"], "visibility": visibility}
        made = await bob.publish("@alice this", **answer)
        shown = (await anonymous.get(one(question))).json()
        assert shown["replies_count"] == count, visibility
        writer = (await anonymous.get(f"/api/v1/accounts/{bob.account_id}")).json()
        assert (writer["last_status_at"] is None) is (visibility == "direct")
    assert writer["statuses_count"] == 3
    await bob.delete(one(made))
    assert (await anonymous.get(one(question))).json()["replies_count"] == 1


async def test_a_boost_carries_what_was_boosted(alice, bob, anonymous):
    post = await bob.publish("Look")
    answer = await alice.post(f"{one(post)}/reblog")
    shown = stable(answer, alice, bob, post=post["id"], boost=answer.json()["id"])
    inner = shown["reblog"]
    assert (shown["account"]["username"], inner["account"]["username"]) == ("alice", "bob")
    del shown["account"], shown["reblog"], inner["account"]
    assert shown == snapshot(
        {
            "id": "id of boost",
            "created_at": "some time",
            "in_reply_to_id": None,
            "in_reply_to_account_id": None,
            "sensitive": False,
            "spoiler_text": "",
            "visibility": "public",
            "language": None,
            "uri": "https://arengo.test/users/alice/statuses/id of boost",
            "url": "https://arengo.test/@alice/id of boost",
            "edited_at": None,
            "content": "",
            "reply_policy": "everyone",
            "local_only": False,
            "awaits_approval": False,
            "application": None,
            "media_attachments": [],
            "mentions": [],
            "tags": [],
            "emojis": [],
            "card": None,
            "poll": None,
            "replies_count": 0,
            "reblogs_count": 1,
            "favourites_count": 0,
            "quotes_count": 0,
            "quote": None,
            "tagged_collections": [],
            "quote_approval": {
                "automatic": ["public"],
                "manual": [],
                "current_user": "automatic",
            },
            "favourited": False,
            "reblogged": True,
            "muted": False,
            "bookmarked": False,
            "pinned": False,
            "filtered": [],
        }
    )
    assert inner == snapshot(
        {
            "id": "id of post",
            "created_at": "some time",
            "in_reply_to_id": None,
            "in_reply_to_account_id": None,
            "sensitive": False,
            "spoiler_text": "",
            "visibility": "public",
            "language": None,
            "uri": "https://arengo.test/users/bob/statuses/id of post",
            "url": "https://arengo.test/@bob/id of post",
            "edited_at": None,
            "content": "<p>Look</p>",
            "reply_policy": "everyone",
            "local_only": False,
            "awaits_approval": False,
            "application": {"name": "Tests", "website": None},
            "media_attachments": [],
            "mentions": [],
            "tags": [],
            "emojis": [],
            "card": None,
            "poll": None,
            "replies_count": 0,
            "reblogs_count": 1,
            "favourites_count": 0,
            "quotes_count": 0,
            "quote": None,
            "tagged_collections": [],
            "quote_approval": {
                "automatic": ["public"],
                "manual": [],
                "current_user": "automatic",
            },
            "favourited": False,
            "reblogged": True,
            "muted": False,
            "bookmarked": False,
            "pinned": False,
            "filtered": [],
            "reblog": None,
        }
    )
    assert (await anonymous.get(one(answer.json()))).json()["reblog"]["content"] == "<p>Look</p>"


# ── who sees what ────────────────────────────────────────────────────────────────────────────────


async def test_every_visibility_is_for_those_it_is_for(world, alice, bob, carol, anonymous):
    await bob.follow(alice)
    dora = await world.join("dora")
    people = {"alice": alice, "bob": bob, "carol": carol, "dora": dora, "anonymous": anonymous}
    expected = {
        "public": {"alice", "bob", "carol", "dora", "anonymous"},
        "unlisted": {"alice", "bob", "carol", "dora", "anonymous"},
        "private": {"alice", "bob", "carol"},
        "direct": {"alice", "carol"},
    }
    for visibility, readers in expected.items():
        post = await alice.publish("for @carol", visibility=visibility)
        assert post["visibility"] == visibility
        for path in ("", "/context", "/history"):
            answers = {n: await p.get(one(post) + path) for n, p in people.items()}
            found = {name for name, answer in answers.items() if answer.status_code == 200}
            assert found == readers, (visibility, path)
        listed = {
            name
            for name, person in people.items()
            if (await person.get(STATUSES, params={"id[]": [post["id"]]})).json()
        }
        assert listed == readers, visibility


async def test_who_is_blocked_either_way_sees_nothing_not_even_through_others(alice, bob, carol):
    post = await bob.publish("mine")
    boost = (await carol.post(f"{one(post)}/reblog")).json()
    assert await seen_by(alice, boost)
    for blocker, other in ((alice, bob), (bob, alice)):
        await blocker.post(f"/api/v1/accounts/{other.account_id}/block")
        assert not await seen_by(alice, post)
        assert not await seen_by(alice, boost)
        batch = await alice.get(STATUSES, params={"id[]": [post["id"], boost["id"]]})
        assert batch.json() == []
        assert (await alice.post(f"{one(boost)}/favourite")).status_code == 404
        assert (
            await alice.post(STATUSES, json={"status": "x", "in_reply_to_id": boost["id"]})
        ).status_code == 404
        await blocker.post(f"/api/v1/accounts/{other.account_id}/unblock")


async def test_who_is_muted_is_left_out_of_conversations_unless_asked_for(alice, bob, carol):
    first = await alice.publish("Well?")
    theirs = await bob.publish("no", in_reply_to_id=first["id"])
    last = await carol.publish("why not?", in_reply_to_id=theirs["id"])
    await alice.post(f"/api/v1/accounts/{bob.account_id}/mute")
    below = (await alice.get(f"{one(first)}/context")).json()["descendants"]
    above = (await alice.get(f"{one(last)}/context")).json()["ancestors"]
    assert [each["id"] for each in [*below, *above]] == [last["id"], first["id"]]
    assert (await alice.get(one(theirs))).status_code == 200
    own = (await bob.get(f"{one(first)}/context")).json()["descendants"]
    assert [each["id"] for each in own] == [theirs["id"], last["id"]]


async def test_several_statuses_come_in_the_order_asked_for(alice, anonymous):
    first, second, third = [await alice.publish(text) for text in ("one", "two", "three")]
    ids = [second["id"], "x", "5", third["id"], first["id"], second["id"]]
    assert texts(await anonymous.get(STATUSES, params={"id[]": ids})) == ["two", "three", "one"]
    assert (await anonymous.get(STATUSES)).json() == []


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────


REFUSED = [
    ({"status": ""}, 422, "Validation failed: Text can't be blank"),
    ({"status": " \n\t"}, 422, "Validation failed: Text can't be blank"),
    ({"status": "x" * 1_001}, 422, "Validation failed: Text character limit of 1000 exceeded"),
    ({"status": "x", "visibility": "secret"}, 422, "'secret' is not a valid visibility"),
    ({"status": "x", "in_reply_to_id": "5"}, 404, "Record not found"),
    ({"status": "x", "in_reply_to_id": "x"}, 404, "Record not found"),
    ({"status": "x", "scheduled_at": "2020-01-01T00:00:00Z"}, 422, "Validation failed: "),
    ({"status": "x", "poll": {"options": ["a", "b"]}}, 422, "Validation failed: "),
    ({"status": "x", "media_ids": ["1"]}, 422, "Media 1 not found"),
]


async def test_what_cannot_be_published_is_refused_in_words(alice, world):
    for form, code, error in REFUSED:
        answer = await alice.post(STATUSES, json=form)
        assert answer.status_code == code, form
        assert answer.json()["error"].startswith(error), form
        assert await world.count("posts") == 0, form


# ── once ─────────────────────────────────────────────────────────────────────────────────────────


async def test_one_idempotency_key_publishes_once(alice, bob, world):
    headers = {"Idempotency-Key": "the same"}

    async def publish(person, text):
        return (await person.post(STATUSES, json={"status": text}, headers=headers)).json()

    answers = await asyncio.gather(*(publish(alice, "once") for _ in range(8)))
    assert len({answer["id"] for answer in answers}) == 1
    assert (await publish(alice, "other words"))["id"] == answers[0]["id"]
    assert (await publish(bob, "once"))["id"] != answers[0]["id"]
    assert await world.count("posts") == 2
    assert answers[0]["account"]["statuses_count"] == 1
    await alice.delete(one(answers[0]))
    assert (await publish(alice, "again"))["content"] == "<p>again</p>"


async def test_defaults_come_from_the_preferences(alice):
    source = {"privacy": Visibility.PRIVATE.name.lower(), "sensitive": True, "language": "fr"}
    await alice.patch("/api/v1/accounts/update_credentials", json={"source": source})
    post = await alice.publish("bonjour")
    assert (post["visibility"], post["sensitive"], post["language"]) == ("private", True, "fr")
    other = await alice.publish("hi", visibility="public", sensitive=False, language="en")
    assert (other["visibility"], other["sensitive"], other["language"]) == ("public", False, "en")
