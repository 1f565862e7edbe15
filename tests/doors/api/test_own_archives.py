"""Archives of one's own: everything one wrote, in a file that this and other places can read."""

import io
import json
import zipfile

import pytest

from arengo.base.clock import DAY_MS, HOUR_MS
from arengo.social.accounts.actions import delete_account
from arengo.social.moving.packing import addresses, jobs, pages, queries
from tests.doors.api.archives import bring
from tests.doors.api.test_media import files_below, uploaded

pytestmark = pytest.mark.anyio
ARCHIVES = "/api/arengo/v1/archives"


async def made(who):
    """Ask for an archive and let the job make it."""
    answer = await who.post(ARCHIVES)
    assert answer.status_code == 200, answer.text
    await who.world.run_jobs()
    return (await who.get(f"{ARCHIVES}/{answer.json()['id']}")).json()


async def fetched(world, archive, **options):
    return await world.anonymous().get(archive["url"], **options)


async def unzipped(world, archive):
    answer = await fetched(world, archive)
    assert answer.status_code == 200
    assert len(answer.content) == archive["size_bytes"]
    opened = zipfile.ZipFile(io.BytesIO(answer.content))
    assert opened.testzip() is None
    return {name: opened.read(name) for name in opened.namelist()}


async def write_much(who, friend):
    """Write something of every kind."""
    first = await who.publish("The bridge & <b>\n\nhttps://example.org/a #quay", language="it")
    await who.publish("again", in_reply_to_id=first["id"], visibility="unlisted")
    await who.publish("few", visibility="private", spoiler_text="careful")
    theirs = await friend.publish("hello")
    await who.publish("@bob yes", in_reply_to_id=theirs["id"])
    media = [await uploaded(who, description="a boat", focus="0.5,-0.25"), await uploaded(who)]
    await who.publish("", media_ids=[each["id"] for each in media], sensitive=True)
    poll = {"options": ["tea", "coffee"], "expires_in": 600}
    await who.publish("which?", poll=poll)
    await who.publish("@bob a letter", visibility="direct")
    await who.post(f"/api/v1/statuses/{theirs['id']}/reblog")
    await who.post(f"/api/v1/statuses/{theirs['id']}/favourite")
    await who.post(f"/api/v1/statuses/{theirs['id']}/bookmark")
    return theirs


async def seen(who):
    """Return what somebody has on their profile, as far as it can come along."""
    page = await who.get(f"/api/v1/accounts/{who.account_id}/statuses", params={"limit": 40})
    texts = {each["id"]: each["content"] for each in page.json()}
    keys = ["created_at", "content", "visibility", "language", "sensitive", "spoiler_text", "tags"]
    return [
        {
            **{key: each[key] for key in keys},
            "media": [
                (media["type"], media["description"], media["meta"].get("focus"))
                for media in each["media_attachments"]
            ],
            "boosts": each["reblog"] and each["reblog"]["id"],
            "answers": texts.get(each["in_reply_to_id"], each["in_reply_to_id"]),
            "asks": each["poll"] and [option["title"] for option in each["poll"]["options"]],
        }
        for each in page.json()
        if each["visibility"] != "direct"
    ]


@pytest.mark.settings(archive_every_days=0)
async def test_what_goes_out_comes_in_again_as_it_was(alice, bob, world, monkeypatch):
    monkeypatch.setattr(pages, "AT_ONCE", 3)
    theirs = await write_much(alice, bob)
    archive = await made(alice)
    assert (archive["state"], archive["error"]) == ("done", None)
    assert archive["posts_count"] == 8
    inside = await unzipped(world, archive)
    outbox = json.loads(inside["outbox.json"])
    assert outbox["totalItems"] == len(outbox["orderedItems"]) == 8
    assert archive["packed_count"] == len(inside) == 6
    for name in ("likes.json", "bookmarks.json"):
        assert json.loads(inside[name])["orderedItems"] == [theirs["uri"]]
    actor = json.loads(inside["actor.json"])
    assert actor["id"] == f"{world.settings.origin}/users/alice"
    kinds = [each["object"]["type"] for each in outbox["orderedItems"] if each["type"] == "Create"]
    assert (kinds.count("Question"), len(kinds)) == (1, 7)
    dora = await world.join("dora")
    packed = (await fetched(world, archive)).content
    await made(alice)
    states = [each["state"] for each in (await alice.get(ARCHIVES)).json()]
    assert states == ["done", "cancelled"]
    assert len(files_below(world.settings.data / "archives")) == 1
    for _ in range(2):
        found, problems = await bring(dora, "mastodon_archive", packed)
        assert (found["taken_count"], found["refused_count"]) == (7, 3)
        assert [each["taken"] for each in problems] == [*([] if _ else [True]), *[False] * 3]
        assert [each["text"] for each in problems[-2:]] == ["bookmarks.json", "likes.json"]
    page = await seen(dora)
    assert ["tea", "coffee"] in [each["asks"] for each in page]
    without_mention = [{**each, "content": plain(each["content"])} for each in await seen(alice)]
    assert [{**each, "content": plain(each["content"])} for each in page] == without_mention
    assert not files_below(world.settings.data / "imports")


async def test_to_whose_own_place_it_comes_it_adds_only_what_was_deleted(alice, world):
    kept, gone = await alice.publish("stays"), await alice.publish("goes")
    archive = await made(alice)
    assert (await alice.delete(f"/api/v1/statuses/{gone['id']}")).status_code == 200
    packed = (await fetched(world, archive)).content
    for _ in range(2):
        found, problems = await bring(alice, "mastodon_archive", packed)
        assert (found["taken_count"], problems) == (2, [])
        assert [each["content"] for each in await seen(alice)] == ["<p>goes</p>", "<p>stays</p>"]
    assert (await alice.get(f"/api/v1/statuses/{kept['id']}")).json()["content"] == kept["content"]


def plain(html):
    """Return HTML without its links to people, who are not mentioned anew."""
    begin, mention, rest = html.partition('<span class="h-card"')
    return f"{begin}@bob{rest.partition('</span></a></span>')[2]}" if mention else html


async def test_only_its_owner_is_told_where_it_is_and_not_for_ever(alice, bob, world, monkeypatch):
    await alice.publish("hello")
    archive = await made(alice)
    for answer in (
        await bob.get(f"{ARCHIVES}/{archive['id']}"),
        await bob.delete(f"{ARCHIVES}/{archive['id']}"),
        await world.anonymous().get(f"/archives/{archive['id']}/1-{'a' * 22}"),
        await world.anonymous().get(archive["url"][:-1]),
        await world.anonymous().get(f"/archives/{archive['id']}/nonsense"),
        await world.anonymous().get(archive["url"].replace(archive["id"], "5")),
    ):
        assert answer.status_code == 404, answer.text
    assert (await bob.get(ARCHIVES)).json() == []
    assert (await world.anonymous().get(ARCHIVES)).status_code == 401
    piece = await fetched(world, archive, headers={"range": "bytes=0-3"})
    assert (piece.status_code, piece.content) == (206, b"PK\3\4")
    rest = await fetched(world, archive, headers={"range": "bytes=4-"})
    assert len(rest.content) == archive["size_bytes"] - 4
    assert (await fetched(world, archive, headers={"range": "bytes=9999999-"})).status_code == 416
    refused = await alice.post(ARCHIVES)
    assert (refused.status_code, "can be made after" in refused.text) == (422, True)
    now = addresses.now_ms()
    monkeypatch.setattr(addresses, "now_ms", lambda: now + 2 * HOUR_MS)
    assert (await fetched(world, archive)).status_code == 404
    monkeypatch.setattr(addresses, "now_ms", lambda: now)
    monkeypatch.setattr(queries, "now_ms", lambda: now + 7 * DAY_MS)
    assert (await fetched(world, archive)).status_code == 404
    monkeypatch.setattr(jobs, "now_ms", lambda: now + 7 * DAY_MS)
    site = world.whole.site
    await jobs.sweep(site, site.archives, site.imports)
    assert not files_below(world.settings.data / "archives")


async def test_an_archive_that_is_thrown_away_is_gone_and_so_is_that_of_who_leaves(
    alice, bob, world, monkeypatch
):
    archive = await made(alice)
    for _ in range(2):
        assert (await alice.delete(f"{ARCHIVES}/{archive['id']}")).status_code == 200
    assert (await fetched(world, archive)).status_code == 404
    (gone,) = (await alice.get(ARCHIVES)).json()
    assert (gone["state"], gone["url"]) == ("cancelled", None)
    await made(bob)
    await world.db.write(delete_account, bob.account_id)
    await world.run_jobs()
    assert not files_below(world.settings.data / "archives")
    assert await world.count("archives") == 1
    dora = await world.join("dora")
    waiting = (await dora.post(ARCHIVES)).json()
    site = world.whole.site
    site.archives.part(int(waiting["id"]), "outbox").touch()
    now = jobs.now_ms()
    monkeypatch.setattr(jobs, "now_ms", lambda: now + 8 * DAY_MS)
    await jobs.sweep(site, site.archives, site.imports)
    assert (await dora.get(ARCHIVES)).json()[0]["state"] == "failed"
    await jobs.sweep(site, site.archives, site.imports)
    assert not files_below(world.settings.data / "archives")


async def test_a_job_that_dies_anywhere_goes_on_and_doubles_nothing(alice, bob, world, monkeypatch):
    monkeypatch.setattr(pages, "AT_ONCE", 2)
    monkeypatch.setattr(jobs, "SAVED_EVERY", 1)
    await write_much(alice, bob)
    asked = (await alice.post(ARCHIVES)).json()
    refused = await alice.post(ARCHIVES)
    assert (refused.status_code, "already" in refused.text) == (422, True)
    real, steps = jobs.move_on, []

    def dies(tx, **named):
        steps.append(1)
        if len(steps) % 2 == 0:
            raise OSError("the power went")
        return real(tx, **named)

    monkeypatch.setattr(jobs, "move_on", dies)
    site = world.whole.site
    for _ in range(40):
        try:
            await jobs.write_archive(site, site.archives, archive_id=int(asked["id"]))
        except OSError:
            continue
        break
    archive = (await alice.get(f"{ARCHIVES}/{asked['id']}")).json()
    assert (archive["state"], archive["posts_count"]) == ("done", 8)
    assert len(steps) > 12
    inside = await unzipped(world, archive)
    ids = [each["id"] for each in json.loads(inside["outbox.json"])["orderedItems"]]
    assert len(ids) == len(set(ids)) == 8
    assert len(inside) == 6
    left = files_below(world.settings.data / "archives")
    assert [path.name for path in left] == [f"{asked['id']}.zip"]


async def test_an_archive_whose_parts_are_lost_says_so(alice, world):
    await alice.publish("hello")
    asked = (await alice.post(ARCHIVES)).json()
    await world.db.write(
        lambda tx: tx.execute("UPDATE archives SET step = 3, written = 99, listed = 5")
    )
    await world.run_jobs()
    archive = (await alice.get(f"{ARCHIVES}/{asked['id']}")).json()
    assert (archive["state"], archive["url"]) == ("failed", None)
    assert "ask again" in archive["error"]
    assert not files_below(world.settings.data / "archives")
    assert (await made(alice))["state"] == "done"
