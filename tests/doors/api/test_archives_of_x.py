"""Archives of X to their depth: long posts, own quotes, and what is not taken of them."""

import io
import json
import zipfile

import pytest

from arengo.social.moving import leftovers, tweets
from arengo.social.moving.model import Kind
from tests.doors.api.archives import bring, script, tweet, zipped
from tests.doors.api.test_archives import posts_of

pytestmark = pytest.mark.anyio
LONG = " ".join(f"word{number}" for number in range(80))


def x_archive(*items, **files):
    """Return an archive; files by their names without an end."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/tweets.js", script(*items))
        for name, listed in files.items():
            said = f"window.YTD.{name}.part0 = " + json.dumps(listed)
            archive.writestr(f"data/{name.replace('_', '-')}.js", said)
    return out.getvalue()


def words(day, text, *, second=0, **core):
    at = f"2014-03-{day:02d}T12:00:{second:02d}.000Z"
    return {"noteTweet": {"noteTweetId": "7", "createdAt": at, "core": {"text": text, **core}}}


def link(short, long):
    return {"url": short, "expanded_url": long}


async def test_long_posts_come_with_all_their_words(alice):
    notes = [
        words(11, f"{LONG} &amp; https://t.co/z", urls=[{"shortUrl": "https://t.co/z"}]),
        words(12, f"Bread {LONG}", second=1, urls=[{"shortUrl": "t", "expandedUrl": "u" * 99}]),
        words(12, "something else of that second"),
        words(20, "long words without a post"),
        {"noteTweet": 5},
        {"other": 1},
        5,
    ]
    notes[0]["noteTweet"]["core"]["urls"][0]["expandedUrl"] = "https://example.org/?a=1&copy=2"
    items = [
        tweet(10, f"@bob @ann {LONG[:250]}… https://t.co/self"),
        tweet(11, f"Bread {LONG[:200]}…"),
        tweet(12, "short"),
    ]
    data = x_archive(*items, note_tweet=notes)
    for _ in range(2):
        found, problems = await bring(alice, "x_archive", data)
        assert (found["state"], found["taken_count"], found["refused_count"]) == ("done", 3, 5)
        assert [each["reason"] == tweets.NO_POST for each in problems].count(True) == 2
    mine = await posts_of(alice)
    assert mine["11"]["content"].startswith("<p>@bob @ann word0")
    assert 'word79 &amp; <a href="https://example.org/?a=1&amp;copy=2"' in mine["11"]["content"]
    assert mine["12"]["content"] == f"<p>Bread {LONG}</p>"
    assert mine["13"]["content"] == "<p>short</p>"


async def test_short_posts_of_a_thread_take_no_words_of_a_long_one(alice):
    short = ("https://t.co/picture", "@bob", "word0", LONG[:53])
    at = {"created_at": "Tue Mar 11 12:00:00 +0000 2014"}
    items = [tweet(20 + place, text, **at) for place, text in enumerate(short)]
    data = x_archive(*items, tweet(30, f"{LONG[:250]}…", **at), note_tweet=[words(11, LONG)])
    found, problems = await bring(alice, "x_archive", data)
    assert (found["taken_count"], problems) == (5, [])
    page = await alice.get(f"/api/v1/accounts/{alice.account_id}/statuses")
    said = [each["content"] for each in page.json()]
    assert [f"<p>{LONG}</p>" in each for each in said].count(True) == 1
    assert {f"<p>{each}</p>" for each in short[2:]} <= set(said)


async def test_an_own_post_that_is_quoted_at_the_end_is_a_quote(alice):
    own, other = "https://twitter.com/a/status/10", "https://x.com/b/status/5?s=20"
    items = [
        tweet(10, "the first"),
        tweet(11, "as I said https://t.co/q", entities={"urls": [link("https://t.co/q", own)]}),
        tweet(12, "they say https://t.co/q", entities={"urls": [link("https://t.co/q", other)]}),
        tweet(13, "https://t.co/q", entities={"urls": [link("https://t.co/q", own)]}),
    ]
    found, problems = await bring(alice, "x_archive", x_archive(*items))
    assert (found["taken_count"], problems) == (4, [])
    mine = await posts_of(alice)
    assert mine["12"]["quote"]["quoted_status"]["id"] == mine["11"]["id"]
    assert mine["12"]["content"].endswith("<p>as I said</p>")
    assert (mine["13"]["quote"], mine["14"]["quote"]) == (None, None)
    assert "x.com/b/status/5?s=20" in mine["13"]["content"]
    assert "twitter.com/a/status/10" in mine["14"]["content"]


async def test_what_is_not_taken_is_said_with_its_reason(alice):
    full = [{"like": {"tweetId": "5"}}]
    data = x_archive(tweet(10, "hi"), like=full, follower=full, following=[], direct_messages=full)
    found, problems = await bring(alice, "x_archive", data)
    assert (found["taken_count"], found["refused_count"], found["state"]) == (1, 3, "done")
    reasons = leftovers.REASONS[Kind.X_ARCHIVE]
    names = ["direct-messages.js", "follower.js", "like.js"]
    assert [(each["text"], each["reason"]) for each in problems] == [
        (name, reasons[name]) for name in names
    ]
    likes = b'{"orderedItems": ["https://o.example/1"]}'
    out = io.BytesIO(zipped(b'{"orderedItems":["likes.json"]}'))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("likes.json", likes)
        archive.writestr("bookmarks.json", b'{"orderedItems" : [ ]}')
    found, problems = await bring(alice, "mastodon_archive", out.getvalue())
    assert [each["text"] for each in problems] == ['"likes.json"', "likes.json"]
    assert problems[1]["reason"] == leftovers.REASONS[Kind.MASTODON_ARCHIVE]["likes.json"]


async def test_links_that_stand_for_links_do_not_grow_for_ever(alice):
    growing = [link("a", "aaaaaaaa"), link("https://t.co/a", "https://t.co/a" * 2)]
    many = [link("https://t.co/b", "b" * 1_999), link("https://t.co/c", "c" * 9_999)]
    items = [
        tweet(10, "a https://t.co/a", entities={"urls": growing * 40}),
        tweet(11, "https://t.co/b " * 900, entities={"urls": many}),
        tweet(12, "kept https://t.co/c", entities={"urls": many}),
    ]
    found, problems = await bring(alice, "x_archive", x_archive(*items))
    assert (found["taken_count"], [each["line"] for each in problems]) == (2, [2])
    assert "https://t.co/a" in (await posts_of(alice))["11"]["content"]
