"""`arengo demo`: an empty site becomes a small community, through the verbs that people use."""

from dataclasses import replace

import pytest

from arengo.cli.demo import content, drawing
from arengo.cli.demo.content import Community, load_community

SMALL = {"odile", "mireille", "elio", "nives"}


def _among(post):
    """Let only the four react."""
    names = ("favourited_by", "boosted_by", "bookmarked_by")
    return replace(post, **{n: tuple(x for x in getattr(post, n) if x in SMALL) for n in names})


@pytest.fixture
def small(monkeypatch):
    """Let the demo be four people with their posts, and draw each picture once."""
    whole = load_community()
    people = tuple(person for person in whole.people if person.username in SMALL)
    follows = tuple(f for f in whole.follows if {f.follower, f.followed} <= SMALL)
    posts = tuple(_among(post) for post in whole.posts if post.author in SMALL)
    keys = {post.key for post in posts}
    posts = tuple(post for post in posts if post.reply_to in {None, *keys})[-12:]
    posts = tuple(replace(post, reply_to=None) for post in posts)
    community = Community(people, follows, posts)
    face = drawing.avatar("nives")
    monkeypatch.setattr(content, "load_community", lambda: community)
    for name in ("avatar", "header", "picture"):
        monkeypatch.setattr(drawing, name, lambda *_args, **_options: face)
    return community


def test_an_empty_site_is_filled_once(anywhere, small):
    poured = anywhere.json("demo")
    assert poured["people"] == 4
    assert poured["posts"] == len(small.posts) > 3
    rows = {row["username"]: row for row in anywhere.json("accounts", "list")}
    assert set(rows) == SMALL
    assert {row["state"] for row in rows.values()} == {"active"}
    answered = [follow for follow in small.follows if not follow.pending]
    assert sum(row["followers"] for row in rows.values()) == len(answered)
    assert len(anywhere.json("settings", "get", "rules")["rules"]) == 6
    assert anywhere.json("db", "check")["sound"]

    again = anywhere("demo", status=1).stderr
    assert again.startswith("Error: This site has 4 accounts and ")
    assert "--force" in again


def test_force_fills_a_site_with_people_on_it(sqlite, newcomer, small):
    sqlite(*newcomer("alice"))
    sqlite("settings", "set", "rules", "Be kind.")
    assert "--force" in sqlite("demo", status=1).stderr
    words = sqlite("demo", "--force").stdout
    assert words.splitlines()[-1].startswith("New password: ")
    assert len(sqlite.json("accounts", "list")) == 5
    assert [rule["text"] for rule in sqlite.json("settings", "get", "rules")["rules"]] == [
        "Be kind."
    ]
    assert "has already been taken" in sqlite("demo", "--force", status=1).stderr
    assert len(small.people) == 4
