"""Rendered pieces are kept under their versions: every change is in the very next answer."""

import io

import pytest
from PIL import Image

from arengo.api.entities import account, status
from arengo.base.fragments import FragmentCache
from arengo.social.accounts.actions import suspend, unsuspend
from tests.doors.api.paced import pace
from tests.doors.api.test_media import uploaded
from tests.doors.api.test_reactions import does, one

pytestmark = pytest.mark.anyio

PROFILE = "/api/v1/accounts/update_credentials"
HOME = "/api/v1/timelines/home"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


@pytest.fixture
async def scene(alice, bob):
    """A post of alice's, boosted by bob, in the homes of both and in bob's bookmarks."""
    await bob.follow(alice)
    post = await alice.publish("words", spoiler_text="careful")
    boost = await does(bob, "reblog", post)
    await does(bob, "bookmark", post)

    async def views(reader):
        """Return the post as each kind of page shows it, all of which fill and use the cache."""
        pages = [
            (await reader.get(one(post))).json(),
            (await reader.get(one(boost))).json()["reblog"],
            (await reader.get(f"/api/v1/accounts/{alice.account_id}/statuses")).json()[-1],
        ]
        if reader is bob:
            pages += [
                (await reader.get("/api/v1/bookmarks")).json()[0],
                (await reader.get(HOME)).json()[0]["reblog"],
            ]
        return pages

    return post, boost, views


def picture(colour):
    """Return a file to upload."""
    content = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(content, "PNG")
    return ("picture.png", content.getvalue())


async def test_every_field_of_a_profile_is_in_the_next_answer(scene, alice, bob, anonymous):
    post, _, views = scene
    changes = {
        "display_name": ({"display_name": "Alice"}, "Alice"),
        "note": ({"note": "about me"}, "<p>about me</p>"),
        "locked": ({"locked": True}, True),
        "bot": ({"bot": True}, True),
        "discoverable": ({"discoverable": True}, True),
        "indexable": ({"indexable": True}, True),
        "noindex": ({"indexable": False}, True),
        "hide_collections": ({"hide_collections": True}, True),
        "show_media": ({"show_media": False}, False),
        "show_media_replies": ({"show_media_replies": False}, False),
        "show_featured": ({"show_featured": False}, False),
    }
    for field, (form, expected) in changes.items():
        await views(bob)
        assert (await alice.patch(PROFILE, json=form)).status_code == 200
        for reader in (bob, alice, anonymous):
            assert [each["account"][field] for each in await views(reader)] == [
                expected for _ in await views(reader)
            ], field
    form = {"fields_attributes": [{"name": "Site", "value": "here"}]}
    await alice.patch(PROFILE, json=form)
    assert {each["account"]["fields"][0]["value"] for each in await views(bob)} == {"here"}
    for field in ("avatar", "header"):
        before = (await alice.get(one(post))).json()["account"][field]
        await alice.patch(PROFILE, files={field: picture("red")})
        after = {each["account"][field] for each in await views(bob)}
        assert len(after) == 1
        assert before not in after


async def test_every_part_of_a_post_that_an_edit_changes(scene, alice, bob):
    post, boost, views = scene
    media = await uploaded(alice, description="before")
    changes = (
        ({"status": "other words"}, "content", "<p>other words</p>"),
        ({"spoiler_text": "more careful"}, "spoiler_text", "more careful"),
        ({"spoiler_text": "", "sensitive": False}, "sensitive", False),
        ({"language": "fr"}, "language", "fr"),
        ({"media_ids": [media["id"]]}, "media_attachments", None),
        ({"status": "#tag"}, "tags", None),
        ({"status": "@bob"}, "mentions", None),
    )
    for form, field, expected in changes:
        before = [each[field] for each in await views(bob)]
        assert (await alice.put(one(post), json=form)).status_code == 200
        after = [each[field] for each in await views(bob)]
        assert all(new != old for new, old in zip(after, before, strict=True)), field
        assert len({str(each) for each in after}) == 1
        assert expected is None or after[0] == expected
    attributes = [{"id": media["id"], "description": "after", "focus": "0.5,0.5"}]
    await alice.put(one(post), json={"media_attributes": attributes})
    for view in await views(bob):
        (shown,) = view["media_attachments"]
        assert (shown["description"], shown["meta"]["focus"]) == ("after", {"x": 0.5, "y": 0.5})
    assert (await bob.get(one(boost))).json()["reblog"]["edited_at"]


async def test_counters_and_suspension_are_never_late(scene, alice, bob, carol, world):
    post, boost, views = scene

    async def counters():
        return {
            (
                each["replies_count"],
                each["reblogs_count"],
                each["favourites_count"],
                each["account"]["statuses_count"],
                each["account"]["followers_count"],
            )
            for each in await views(bob)
        }

    assert await counters() == {(0, 1, 0, 1, 1)}
    await does(carol, "favourite", post)
    await does(carol, "reblog", post)
    await carol.follow(alice)
    assert await counters() == {(0, 2, 1, 1, 2)}
    await alice.publish("answer", in_reply_to_id=post["id"])
    shown = (await bob.get(one(boost))).json()
    assert (shown["reblog"]["replies_count"], shown["replies_count"]) == (1, 1)
    assert shown["reblog"]["account"]["statuses_count"] == 2
    assert shown["account"]["statuses_count"] == 1, "the booster's own"
    await world.db.write(suspend, alice.account_id)
    assert (await bob.get(one(post))).status_code == 404
    assert (await bob.get(f"/api/v1/accounts/{alice.account_id}")).json()["suspended"] is True
    await world.db.write(unsuspend, alice.account_id)
    assert "suspended" not in (await bob.get(one(post))).json()["account"]


async def test_what_one_viewer_did_is_told_to_nobody_else(scene, alice, bob, carol, anonymous):
    post, boost, _ = scene
    marks = ("favourited", "reblogged", "bookmarked", "muted", "pinned")

    async def told(reader):
        shown = (await reader.get(one(boost))).json()
        both = [{mark for mark in marks if each.get(mark)} for each in (shown, shown["reblog"])]
        assert both[0] == both[1]
        return both[0]

    for what in ("favourite", "mute"):
        await does(bob, what, post)
    await does(carol, "favourite", post)
    await does(alice, "pin", post)
    for _ in range(2):  # each fills the cache for the others
        assert await told(bob) == {"favourited", "reblogged", "bookmarked", "muted"}
        assert await told(carol) == {"favourited"}
        assert await told(alice) == {"pinned"}
        assert await told(anonymous) == set()
    nobody = (await anonymous.get(one(post))).json()
    assert not {*marks, "filtered"} & set(nobody)


@pytest.mark.settings(fragment_cache_bytes=0)
async def test_without_a_cache_the_answers_are_the_same(scene, bob):
    post, _, views = scene
    without = await views(bob)
    for cache in (status.fragments, account.people):
        cache.resize(1 << 20)
    filled = await views(bob)
    assert status.fragments.get((int(post["id"]), 1)) is not None
    assert without == filled == await views(bob)


async def test_counters_are_found_behind_a_name_that_looks_like_them(scene, alice, bob, carol):
    _, _, views = scene
    name = '","followers_count":9,"x":"'
    assert (await alice.patch(PROFILE, json={"display_name": name})).status_code == 200
    for reader, followers in ((bob, 1), (carol, 2)):
        await reader.follow(alice)
        for shown in await views(bob):
            assert shown["account"]["display_name"] == name
            assert shown["account"]["followers_count"] == followers


def test_what_is_read_again_outlives_what_is_not():
    cache = FragmentCache(2 * 10 * 1_000)
    for number in range(100):
        cache.put((number, 1), bytes(800))
        assert cache.get((0, 1)) == bytes(800)
    found, missing = cache.pick([(number, 1) for number in range(100)])
    assert found.keys() >= {0, *range(91, 100)}
    assert len(found) <= 20  # with what an entry itself weighs
    assert missing == [(number, 1) for number in range(100) if number not in found]
