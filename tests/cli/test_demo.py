"""`arengo demo`: an empty site becomes a small community, through the verbs that people use."""

import pytest
from msgspec.structs import replace

from arengo.cli.demo import content, drawing
from arengo.cli.demo.content import Community, load_community

SMALL = {"odile", "mireille", "elio", "nives"}
QUOTING = {"quote-welcome-fr"}
NEW = {"poll-bread", "poll-trains", "link-bridge-nives", "quote-welcome-fr"}


def _among(post):
    """Let only the four react."""
    names = ("favourited_by", "boosted_by", "bookmarked_by")
    few = replace(post, **{n: _known(getattr(post, n)) for n in names})
    if post.poll:
        votes = tuple(_known(chosen) for chosen in post.poll.votes)
        few = replace(few, poll=replace(post.poll, votes=votes))
    return replace(few, quote_of=None) if post.key not in QUOTING else few


def _known(names):
    return tuple(name for name in names if name in SMALL)


@pytest.fixture
def small(monkeypatch):
    """Let the demo be four people with their posts, and draw each picture once."""
    whole = load_community()
    people = tuple(person for person in whole.people if person.username in SMALL)
    follows = tuple(f for f in whole.follows if {f.follower, f.followed} <= SMALL)
    posts = tuple(_among(post) for post in whole.posts if post.author in SMALL)
    keys = {post.key for post in posts}
    posts = [post for post in posts if post.reply_to in {None, *keys} and post.key not in NEW][-8:]
    posts += [post for post in whole.posts if post.key in NEW]
    posts = tuple(replace(_among(post), reply_to=None) for post in posts)
    posts = tuple(replace(p, quote_of=posts[0].key) if p.key in QUOTING else p for p in posts)
    circles = (replace(whole.town.circles[0], members=("elio", "odile")),)
    letters = (replace(whole.town.letters[0], author="nives"),)
    town = replace(whole.town, circles=circles, letters=letters)
    community = Community(people, follows, posts, town)
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
