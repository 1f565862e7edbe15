"""Archives with all that belongs to posts: pictures, boosts, what they answer."""

import io
import zipfile

import pytest

from arengo.providers.images.model import LYING, UNSUPPORTED
from arengo.social.moving import archives, developing, jobs
from tests.doors.api.archives import (
    IMPORTS,
    PUBLIC,
    begin,
    bring,
    note,
    outbox,
    picture,
    script,
    tarred,
    tweet,
    zipped,
)
from tests.doors.api.test_media import SMALL_PNG, files_below
from tests.providers.recordings import corpus as recordings

pytestmark = pytest.mark.anyio


@pytest.fixture
def pack(engine):
    """Give a zip to one engine and a tar to the other."""
    return {"sqlite": zipped, "postgresql": tarred}[engine]


async def posts_of(who):
    page = await who.get(f"/api/v1/accounts/{who.account_id}/statuses", params={"limit": 40})
    return {each["created_at"][8:10]: each for each in page.json()}


async def test_pictures_come_with_words_about_them_and_what_is_none_is_told(alice, world, pack):
    shown = [picture("a/1.png", name="a bridge", focalPoint=[0.5, -2]), picture("a/2.png")]
    spoilt = [picture("no.png"), picture("gone.png", name=5), picture("../../etc/x.png"), 7]
    items = [
        note(1, attachment=shown, content=""),
        note(2, attachment=spoilt),
        note(3, attachment=[picture("no.png")], content=""),
        note(4, attachment=[picture(f"{number}.png") for number in range(6)]),
        note(5, attachment={"a": 1}),
    ]
    files = {"a/1.png": SMALL_PNG, "a/2.png": SMALL_PNG, "no.png": b"no image"}
    files |= {f"{number}.png": SMALL_PNG for number in range(6)}
    data = pack(outbox(*items), **files)
    found, problems = await bring(alice, "mastodon_archive", data)
    assert (found["state"], found["taken_count"], found["refused_count"]) == ("done", 4, 1)
    assert [(each["line"], each["taken"]) for each in problems] == [
        (2, True),
        (3, False),
        (4, True),
    ]
    assert UNSUPPORTED.partition(": ")[2] in problems[0]["reason"]
    assert problems[0]["reason"].count(developing.ABSENT) == 3
    assert problems[2]["reason"] == developing.ONLY_SO_MANY
    mine = await posts_of(alice)
    first, second = mine["01"]["media_attachments"]
    assert (first["description"], first["meta"]["focus"]) == ("a bridge", {"x": 0.5, "y": -1.0})
    assert (first["type"], first["meta"]["original"]["size"]) == ("image", "40x30")
    assert second["description"] is None
    assert [len(mine[day]["media_attachments"]) for day in ("02", "04", "05")] == [0, 4, 0]
    assert LYING not in str(problems)
    kept = len(files_below(world.settings.data / "media"))
    again, _ = await bring(alice, "mastodon_archive", data)
    assert again["taken_count"] == 4
    assert len(files_below(world.settings.data / "media")) == kept
    for folder in ("imports", "spool"):
        assert not list((world.settings.data / folder).iterdir())


async def test_boosts_and_answers_find_what_is_here(alice, bob, carol, pack):
    seen = await bob.publish("worth a boost")
    letter = await bob.publish("not yours", visibility="private")
    few = await bob.publish("no answers", reply_policy="followers")
    await bob.post(f"/api/v1/accounts/{carol.account_id}/block")
    told = await bob.get("/api/v1/notifications")
    now = "2999-01-01T00:00:00Z"
    later = seen["created_at"]

    def announce(uri, at=later):
        return {"type": "Announce", "published": at, "to": [PUBLIC], "object": uri}

    items = [
        note(1),
        announce(note(1)["object"]["id"], "2020-01-02T00:00:00Z"),
        note(3, inReplyTo=seen["uri"]),
        note(4, inReplyTo={"id": letter["uri"]}),
        note(5, inReplyTo=few["uri"]),
        announce(seen["uri"], "2020-01-06T00:00:00Z"),
        announce(letter["uri"]),
        announce({"id": seen["url"]}),
        announce("https://o.example/1"),
        announce(["nonsense", 5]),
        announce(None),
        announce(seen["uri"], now),
    ]
    data = pack(outbox(*items))
    for _ in range(2):
        found, problems = await bring(alice, "mastodon_archive", data)
        assert (found["state"], found["done_count"]) == ("done", 12)
        assert found["refused_count"] == 6
        assert sum(each["taken"] for each in problems) == (0 if _ else 1)
    mine = await posts_of(alice)
    by_text = {each["reblog"]["id"]: each for each in mine.values() if each["reblog"]}
    assert len(by_text) == 2
    assert by_text[seen["id"]]["created_at"] == later
    assert mine["03"]["in_reply_to_id"] == seen["id"]
    assert (mine["04"]["in_reply_to_id"], mine["05"]["in_reply_to_id"]) == (None, None)
    assert (await bob.get("/api/v1/notifications")).json() == told.json()
    params = {"exclude_replies": True, "exclude_reblogs": True}
    own = await alice.get(f"/api/v1/accounts/{alice.account_id}/statuses", params=params)
    (first,) = own.json()
    assert by_text[first["id"]]["created_at"] == "2020-01-02T00:00:00.000Z"
    refused, problems = await bring(carol, "mastodon_archive", pack(outbox(announce(seen["uri"]))))
    assert (refused["refused_count"], "not here" in problems[0]["reason"]) == (1, True)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_films_and_pictures_of_x_come_along(alice):
    film = {"variants": [{"url": "https://v.example/low.mp4", "bitrate": 1}]}
    film["variants"].append({"url": "https://v.example/x/best.mp4?tag=1", "bitrate": "900"})
    shown = {"url": "https://t.co/p", "media_url_https": "https://p.example/pic.png"}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        media = {"extended_entities": {"media": [{**shown, "video_info": film}]}}
        alone = {"extended_entities": {"media": [shown, {**shown, "video_info": film}]}}
        archive.writestr(
            "data/tweets.js",
            script(
                tweet(9, "a film", **media),
                tweet(10, "https://t.co/p", **alone, entities={"media": [shown]}),
                tweet(11, "no", extended_entities={"media": [{"video_info": {"variants": 5}}]}),
            ),
        )
        archive.writestr("data/tweets_media/9-best.mp4", recordings.telling_film("mp4"))
        archive.writestr("data/tweets_media/10-pic.png", SMALL_PNG)
        archive.writestr("data/tweets_media/10-low.mp4", b"\0" * 5_000)
    found, problems = await bring(alice, "x_archive", data.getvalue())
    assert (found["taken_count"], found["refused_count"]) == (2, 1)
    assert [(each["line"], each["taken"]) for each in problems] == [(2, True), (3, False)]
    mine = await posts_of(alice)
    assert [mine[day]["media_attachments"][0]["type"] for day in ("10", "11")] == ["video", "image"]


async def test_a_job_that_dies_between_a_picture_and_its_post_makes_neither_twice(
    alice, world, monkeypatch
):
    items = [note(day, attachment=[picture(f"{day}.png", name=f"{day}")]) for day in (1, 2, 3)]
    data = zipped(outbox(*items), **{f"{day}.png": SMALL_PNG for day in (1, 2, 3)})
    made = (await begin(alice, "mastodon_archive", data)).json()
    real = developing.develop

    async def dies(room, files, found, entry):
        kept = await real(room, files, found, entry)
        if entry.source.endswith("/2"):
            raise OSError("the power went")
        return kept

    monkeypatch.setattr(jobs, "develop", dies)
    assert (await world.whole.worker.run_due()).failed
    seen = (await alice.get(f"{IMPORTS}/{made['id']}")).json()
    assert (seen["state"], seen["done_count"], seen["lines_count"]) == ("working", 1, 3)
    monkeypatch.setattr(jobs, "develop", real)
    take = next(kind for kind in world.whole.worker._registry if kind.name == "moving.take_import")
    for _ in range(2):
        await take.run(import_id=int(made["id"]))
    mine = await posts_of(alice)
    said = [mine[day]["media_attachments"][0]["description"] for day in ("01", "02", "03")]
    assert (said, len(mine)) == (["1", "2", "3"], 3)


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.settings(media_quota_bytes=2_000)
async def test_no_archive_brings_more_than_one_may_keep(alice, world, monkeypatch):
    items = [note(day, attachment=[picture(f"{day}.png")]) for day in range(1, 9)]
    data = zipped(outbox(*items), **{f"{day}.png": SMALL_PNG for day in range(1, 9)})
    found, problems = await bring(alice, "mastodon_archive", data)
    assert (found["taken_count"], found["state"]) == (8, "done")
    assert 0 < len(problems) < 8
    assert all("MB that you may keep" in each["reason"] for each in problems)
    monkeypatch.setattr(archives, "MOST_MEDIA_BYTES", 10)
    bob = await world.join("bob")
    found, problems = await bring(bob, "mastodon_archive", data)
    assert (found["taken_count"], len(problems)) == (8, 8)


async def test_what_was_written_within_one_second_keeps_its_order(alice):
    at = "2020-01-01T12:00:00Z"
    items = [note(1) for _ in range(40)]
    for number, item in enumerate(items):
        item["object"] |= {"id": f"https://o.example/{number}", "content": f"<p>{number}</p>"}
    again = {"type": "Announce", "published": at, "to": [PUBLIC], "object": "https://o.example/39"}
    found, problems = await bring(alice, "mastodon_archive", zipped(outbox(*items, again)))
    assert (found["state"], found["taken_count"], problems) == ("done", 41, [])
    path = f"/api/v1/accounts/{alice.account_id}/statuses"
    mine = (await alice.get(path, params={"limit": 40})).json()
    assert mine[0]["reblog"]["content"] == "<p>39</p>"
    assert [each["content"] for each in mine[1:]] == [f"<p>{n}</p>" for n in range(38, -1, -1)]
    assert {each["created_at"][:19] for each in mine} == {at[:19]}
