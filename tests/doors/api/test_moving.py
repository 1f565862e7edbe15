"""Moving in and out: tables and archives are taken line by line, once, and what is not is told."""

import io
import tarfile
import zipfile

import pytest

from arengo.base.clock import DAY_MS
from arengo.jobs import actions as queue
from arengo.social.accounts.actions import delete_account
from arengo.social.moving import archives, files, jobs
from arengo.social.moving.model import LONGEST_ROW, MOST_AT_ONCE
from tests.doors.api.archives import (
    IMPORTS,
    PUBLIC,
    begin,
    bring,
    note,
    outbox,
    script,
    tarred,
    tweet,
    zipped,
)

pytestmark = pytest.mark.anyio


async def table(who, name):
    answer = await who.get(f"/api/arengo/v1/exports/{name}.csv")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return answer.text


# ── tables ───────────────────────────────────────────────────────────────────────────────────────


async def test_follows_come_with_their_wishes_and_leave_as_they_came(alice, bob, carol):
    rows = (
        "Account address,Show boosts,Notify on new posts,Languages\n"
        'bob@arengo.test,false,true,"en, fr"\n'
        "@Carol@arengo.test,true,false,\n"
        "nobody@elsewhere.example,true,false,\n"
        "alice,true,false,\n"
        "\n"
    )
    found, problems = await bring(alice, "following", rows)
    assert (found["state"], found["lines_count"], found["done_count"]) == ("done", 6, 6)
    assert (found["taken_count"], found["refused_count"]) == (2, 2), "neither head nor empty line"
    assert [each["line"] for each in problems] == [4, 5]
    assert problems[0]["text"] == "nobody@elsewhere.example,true,false,"
    states = await alice.get(
        "/api/v1/accounts/relationships", params={"id[]": [bob.account_id, carol.account_id]}
    )
    first, second = states.json()
    assert (first["following"], first["showing_reblogs"], first["notifying"]) == (True, False, True)
    assert first["languages"] == ["en", "fr"]
    assert second["requested"]
    out = await table(alice, "following")
    assert out.splitlines() == [
        "Account address,Show boosts,Notify on new posts,Languages",
        'bob@arengo.test,false,true,"en, fr"',
    ]
    again, _ = await bring(bob, "following", out)
    assert again["refused_count"] == 1  # himself


@pytest.mark.parametrize(
    ("kind", "path"), [("blocks", "/api/v1/blocks"), ("mutes", "/api/v1/mutes")]
)
@pytest.mark.usefixtures("bob")
async def test_blocks_and_mutes_are_merged_or_overwritten(alice, carol, kind, path):
    await alice.post(f"/api/v1/accounts/{carol.account_id}/{kind[:-1]}")
    await bring(alice, kind, "bob@arengo.test\n")
    assert {each["username"] for each in (await alice.get(path)).json()} == {"bob", "carol"}
    kept = await table(alice, kind)
    await bring(alice, kind, "bob@arengo.test\n", mode="overwrite")
    assert [each["username"] for each in (await alice.get(path)).json()] == ["bob"]
    await bring(alice, kind, kept)
    assert {each["username"] for each in (await alice.get(path)).json()} == {"bob", "carol"}


async def test_overwritten_follows_end_and_the_others_stay_the_same_rows(alice, bob, world):
    dave = await world.join("dave")
    await alice.follow(bob)
    await alice.follow(dave)
    await bring(alice, "following", "bob@arengo.test\n", mode="overwrite")
    followed = await alice.get(f"/api/v1/accounts/{alice.account_id}/following")
    assert [each["username"] for each in followed.json()] == ["bob"]
    assert len((await bob.get("/api/v1/notifications")).json()) == 1  # told once, long ago


async def test_servers_bookmarks_and_lists_come_and_go(alice, bob):
    await bring(alice, "domain_blocks", "#domain\nbad.example\nno domain!\n")
    assert (await alice.get("/api/v1/domain_blocks")).json() == ["bad.example"]
    assert await table(alice, "domain_blocks") == "bad.example\n"
    post = await bob.publish("worth keeping")
    secret = await bob.publish("not yours", visibility="private")
    uris = f"{post['url']}\n{post['uri']}\n{secret['url']}\nhttps://elsewhere.example/1\nnonsense\n"
    found, problems = await bring(alice, "bookmarks", uris)
    assert [each["line"] for each in problems] == [3, 4, 5]
    assert await table(alice, "bookmarks") == post["url"] + "\n"
    await alice.follow(bob)
    friends = "Friends,bob@arengo.test\nFriends,bob@arengo.test\nFrien\x07ds,bob@arengo.test\n"
    await bring(alice, "lists", friends + "Others,alice\n")
    rows = sorted((await table(alice, "lists")).splitlines())
    assert rows == ["Friends,bob@arengo.test", "Others,alice@arengo.test"]
    assert found["state"] == "done"
    assert (await begin(alice, "lists", "x", mode="overwrite")).status_code == 422


@pytest.mark.usefixtures("bob")
async def test_lines_that_are_none_are_reported_and_the_rest_is_taken(alice):
    data = b"\xef\xbb\xbfAccount address\n" + b"x" * (LONGEST_ROW + 5_000) + b"\n"
    data += b'\xff\xfe\n"open,\na\0b\n,,,\n=cmd()\nbob@arengo.test'
    found, problems = await bring(alice, "blocks", data)
    assert [each["line"] for each in problems] == [2, 3, 4, 5, 6, 7]
    assert (found["done_count"], found["taken_count"]) == (8, 1)
    assert [each["username"] for each in (await alice.get("/api/v1/blocks")).json()] == ["bob"]


# ── one's own, and nobody else's ─────────────────────────────────────────────────────────────────


async def test_what_is_wrong_with_a_form_is_said(alice, bob):
    for form in ({"type": "nonsense"}, {"type": "blocks", "mode": "x"}, {"type": "blocks"}):
        assert (await alice.post(IMPORTS, data=form)).status_code == 422, form
    assert (await begin(alice, "blocks", b"")).status_code == 422
    made = (await begin(alice, "blocks", "bob\n")).json()
    for path in ("", "/problems"):
        assert (await bob.get(f"{IMPORTS}/{made['id']}{path}")).status_code == 404
    assert (await bob.post(f"{IMPORTS}/{made['id']}/cancel")).status_code == 404
    assert (await bob.get(IMPORTS)).json() == []
    assert [each["id"] for each in (await alice.get(IMPORTS)).json()] == [made["id"]]
    for name in ("nonsense.csv", "mastodon_archive.csv", "blocks"):
        assert (await alice.get(f"/api/arengo/v1/exports/{name}")).status_code == 404


@pytest.mark.usefixtures("bob")
async def test_few_wait_at_once_and_a_cancelled_one_takes_nothing(alice, world):
    made = [(await begin(alice, "blocks", "bob\n")).json() for _ in range(MOST_AT_ONCE)]
    assert (await begin(alice, "blocks", "bob\n")).status_code == 422
    for each in made:
        for _ in range(2):
            stopped = await alice.post(f"{IMPORTS}/{each['id']}/cancel")
            assert stopped.json()["state"] == "cancelled"
    await world.run_jobs()
    assert (await alice.get("/api/v1/blocks")).json() == []
    assert not list((world.settings.data / "imports").iterdir())


# ── archives ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar"])
async def test_an_archive_brings_ones_posts_at_their_dates_once_and_quietly(
    alice, bob, world, pack
):
    await bob.post(f"/api/v1/accounts/{alice.account_id}/follow", json={"notify": True})
    await alice.get("/api/v1/notifications")
    followers = ["https://old.example/users/a/followers"]
    first = note(1, summary="careful", sensitive=True, contentMap={"it": "x"})
    reply = note(2, inReplyTo=first["object"]["id"], cc=followers)
    data = pack(
        outbox(
            reply,  # the order of the file is not that of the dates
            first,
            note(3, to=followers),
            note(4, to=followers, cc=[PUBLIC]),
            note(5, to=["https://old.example/users/b"]),
            note(6, inReplyTo="https://other.example/1"),
            {
                "type": "Announce",
                "published": "2020-01-07T12:00:00Z",
                "object": "https://o.example",
            },
            note(8, content="<p>@bob hello #quay</p>"),
            note(9, published="tomorrow"),
            note(10, published="2999-01-01T00:00:00Z"),
            {"type": "Create", "object": 5},
            5,
        )
    )
    found, problems = await bring(alice, "mastodon_archive", data)
    assert (found["state"], found["lines_count"], found["taken_count"]) == ("done", 12, 6)
    assert len(problems) == 6
    page = (await alice.get(f"/api/v1/accounts/{alice.account_id}/statuses")).json()
    by_day = {each["created_at"][8:10]: each for each in page}
    assert [each["created_at"][:10] for each in page] == [
        "2020-01-08",
        "2020-01-06",
        "2020-01-04",
        "2020-01-03",
        "2020-01-02",
        "2020-01-01",
    ]
    oldest = by_day["01"]
    assert (oldest["spoiler_text"], oldest["language"]) == ("careful", "it")
    assert "Old words 1<br" in oldest["content"]
    assert by_day["02"]["in_reply_to_id"] == oldest["id"]
    assert [by_day[day]["visibility"] for day in ("03", "04", "02")] == [
        "private",
        "unlisted",
        "public",
    ]
    assert by_day["08"]["mentions"] == []  # a name there may be somebody else's here
    me = (await alice.get("/api/v1/accounts/verify_credentials")).json()
    assert me["statuses_count"] == 6
    assert (await bob.get("/api/v1/notifications")).json() == []
    again, _ = await bring(alice, "mastodon_archive", data)
    assert again["taken_count"] == 6
    assert await world.count("posts") == 6
    gone = await alice.delete(f"/api/v1/statuses/{oldest['id']}")
    assert gone.status_code == 200
    assert await world.count("imported_posts") == 5


def bomb():
    return zipped(b'{"orderedItems":[' + b" " * (3 * 1024 * 1024) + b"]}")


HOSTILE = {
    "nothing": b"nonsense",
    "half": zipped(outbox(note(1)))[:-30],
    "empty": zipped(b""),
    "other": zipped(outbox(), name="inbox.json"),
    "deep": zipped(outbox(note(1)), name="a/b/c/d/outbox.json"),
    "no list": zipped(b'{"orderedItems":5}'),
    "nested": zipped(b'{"orderedItems":' + b"[" * 100_000),
    "half tar": tarred(outbox(note(1)))[:-30],
    "encrypted": b"PK\x03\x04" + b"\x00" * 200,
}


async def test_a_hostile_archive_fails_with_words_and_leaves_nothing(alice, world):
    for name, archive in HOSTILE.items():
        found, problems = await bring(alice, "mastodon_archive", archive)
        assert found["state"] == "failed", name
        assert found["error"], name
        assert problems == [], name
        assert not list((world.settings.data / "imports").iterdir()), name


async def test_a_bomb_is_counted_as_it_comes_out_not_as_it_says(alice, monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 2 * 1024 * 1024)
    found, _ = await bring(alice, "mastodon_archive", bomb())
    assert (found["state"], "larger" in found["error"]) == ("failed", True)


async def test_no_path_of_an_archive_leads_anywhere(alice, world):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("outbox.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        evil = tarfile.TarInfo("../../outbox.json")
        evil.size = 5
        archive.addfile(evil, io.BytesIO(b'{"a":'))
    found, _ = await bring(alice, "mastodon_archive", out.getvalue())
    assert found["state"] == "failed"
    assert not (world.settings.data.parent / "outbox.json").exists()


async def test_an_archive_of_x_brings_its_words_and_links(alice, world):
    link = {"url": "https://t.co/a", "expanded_url": "https://example.org/bread"}
    picture = {"url": "https://t.co/p"}
    first = tweet(9, "Tom &amp; Ann bake https://t.co/a @bob", entities={"urls": [link]})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("data/tweets-part1.js", script(tweet(11, "part two"), part=1))
        archive.writestr(
            "data/tweets.js",
            script(
                tweet(10, "and more", in_reply_to_status_id_str="9", in_reply_to_user_id_str="1"),
                first,
                tweet(12, "RT @bob: not mine"),
                tweet(13, "to a stranger", in_reply_to_status_id_str="5"),
                tweet(14, "https://t.co/p", entities={"media": [picture]}),
                tweet(15, "no date", created_at="now"),
                {"tweet": 5},
            ),
        )
    for _ in range(2):
        found, problems = await bring(alice, "x_archive", out.getvalue())
        assert (found["state"], found["taken_count"], len(problems)) == ("done", 4, 4)
    page = (await alice.get(f"/api/v1/accounts/{alice.account_id}/statuses")).json()
    assert len(page) == await world.count("posts") == 4
    mine = {each["created_at"][:10]: each for each in page}
    oldest = mine["2014-03-10"]
    assert "Tom &amp; Ann bake" in oldest["content"]
    assert "https://example.org/bread" in oldest["content"]
    assert oldest["mentions"] == []
    assert mine["2014-03-11"]["in_reply_to_id"] == oldest["id"]
    failed, _ = await bring(alice, "x_archive", zipped(outbox()))
    assert "tweets.js" in failed["error"]
    failed, _ = await bring(alice, "x_archive", zipped(b"alert(1)", name="data/tweets.js"))
    assert (failed["state"], failed["lines_count"]) == ("done", 0)


# ── a crash ──────────────────────────────────────────────────────────────────────────────────────


async def test_an_import_goes_on_where_it_was_cut_off(alice, world, monkeypatch):
    data = zipped(outbox(*(note(number) for number in range(1, 29))))
    made = (await begin(alice, "mastodon_archive", data)).json()
    real, steps = jobs.some_lines, []

    def few(*args, **named):
        steps.append(1)
        if len(steps) == 3:
            raise OSError("the power went")
        return real(*args, **{**named, "most": 5})

    monkeypatch.setattr(jobs, "some_lines", few)
    monkeypatch.setattr(queue, "wait_ms", lambda _attempts: DAY_MS)  # not while this goes on
    tally = await world.whole.worker.run_due()
    assert tally.failed
    seen = (await alice.get(f"{IMPORTS}/{made['id']}")).json()
    assert (seen["state"], seen["done_count"]) == ("working", 10)
    monkeypatch.setattr(jobs, "some_lines", real)
    take = next(kind for kind in world.whole.worker._registry if kind.name == "moving.take_import")
    await take.run(import_id=int(made["id"]))
    seen = (await alice.get(f"{IMPORTS}/{made['id']}")).json()
    assert (seen["state"], seen["done_count"], seen["taken_count"]) == ("done", 28, 28)
    assert await world.count("posts") == 28


def test_a_million_lines_are_counted_in_pieces(tmp_path):
    path = tmp_path / "lines"
    path.write_bytes(b"x@y\n" * 1_000_000 + b"last")
    assert files.count_lines(path) == 1_000_001
    found, place = files.some_lines(path, place=4 * 999_999, number=1_000_000, longest=10)
    assert [(line.number, line.text) for line in found] == [(1_000_000, "x@y"), (1_000_001, "last")]
    assert files.some_lines(path, place=place, number=9, longest=10) == ([], place)


def test_no_more_lines_are_taken_at_once_than_others_can_wait_for(tmp_path):
    path = tmp_path / "lines"
    path.write_bytes(b"x" * 100_000 + b"\n" + b"y" * 200_000 + b"\n" + b"z" * 10 + b"\n")
    found, place = files.some_lines(path, place=0, number=1, longest=250_000)
    assert [len(line.text) for line in found] == [100_000, 200_000]
    found, place = files.some_lines(path, place=place, number=3, longest=250_000)
    assert ([line.text for line in found], place) == (["z" * 10], 300_013)


async def test_who_leaves_takes_every_trace_of_it_along(alice, world):
    await bring(alice, "mastodon_archive", zipped(outbox(note(1), note(2), 5)))
    await bring(alice, "blocks", "nobody\n")
    assert await world.count("import_problems") == 2
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    for name in ("imports", "import_problems", "imported_posts", "posts"):
        assert await world.count(name) == 0, name
