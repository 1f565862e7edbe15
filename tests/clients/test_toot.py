"""The command-line client toot, as it comes from its makers, for whole journeys of two people."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from uuid import uuid4

import pytest
from inline_snapshot import external_file
from PIL import Image

from tests.clients.browser import code_shown_after_allowing
from tests.clients.people import PASSWORD, sign_up
from tests.clients.server import ROOT, RunningServer, running_arengo
from tests.clients.terminal import Terminal, Transcript, environment_of_a_terminal
from tests.clients.toot_at_hand import TootAtHand

DOCS = ROOT / "docs"
INTRODUCTION = """\
# Two people with toot

What alice and bob typed and read, recorded by `tests/clients/test_toot.py` from the unmodified
client against `scripts/serve --profile test`; ids, dates and the port are made equal.

```console
"""


@pytest.fixture
def fresh_server(tmp_path) -> Iterator[RunningServer]:
    """A server that nobody has used: what people read there is known word for word."""
    home = tmp_path / "server"
    home.mkdir()
    with running_arengo(home) as server:
        yield server


@pytest.fixture(scope="session")
def toot_at_hand(tmp_path_factory) -> Iterator[TootAtHand]:
    with closing(TootAtHand(environment_of_a_terminal(tmp_path_factory.mktemp("toot")))) as toot:
        yield toot


@pytest.fixture
def at_terminal(tmp_path, toot_at_hand) -> Callable[[RunningServer, str], Terminal]:
    transcripts: dict[str, Transcript] = {}

    def sit_down(server: RunningServer, name: str) -> Terminal:
        sign_up(server.origin, name)
        home = tmp_path / name
        home.mkdir()
        transcript = transcripts.setdefault(server.host, Transcript(server.host))
        return Terminal(name.partition("_")[0], home, transcript, toot_at_hand)

    return sit_down


@pytest.fixture
def signed_in(sqlite_server, at_terminal) -> Callable[[str], Terminal]:
    """Sign somebody up and in with their password; the name gets an ending of its own."""

    def arrive(name: str) -> Terminal:
        unique = f"{name}_{uuid4().hex[:8]}"
        terminal = at_terminal(sqlite_server, unique)
        _password_login(terminal, sqlite_server.origin, unique)
        return terminal

    return arrive


def _password_login(terminal: Terminal, origin: str, name: str) -> None:
    words = ("--instance", origin, "--email", f"{name}@example.org", "--password", PASSWORD)
    assert "Successfully logged in" in terminal.toot("login_cli", *words)


def _posted_id(answer: str) -> str:
    """Read the id off the address that toot prints: its own plugins do it this way."""
    found = re.search(r"Toot posted: http://([^/]+)/([^/]+)/(.+)", answer)
    assert found, answer
    assert found[3].isdigit()
    return found[3]


def test_two_people_meet_and_talk(fresh_server, at_terminal, browser):
    alice, bob = (at_terminal(fresh_server, name) for name in ("alice", "bob"))
    _password_login(alice, fresh_server.origin, "alice")
    bob.log_in(
        fresh_server.origin,
        lambda link: code_shown_after_allowing(
            browser, link, email="bob@example.org", password=PASSWORD
        ),
    )
    _introduce_themselves(alice, bob)
    _talk(alice, bob)
    assert INTRODUCTION + alice.transcript.text() + "```\n" == external_file(
        DOCS / "transcript-toot.md", format=".txt"
    )


def test_the_readme_shows_what_was_recorded():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^```console\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    assert shown
    recorded = (DOCS / "transcript-toot.md").read_text(encoding="utf-8")
    assert [part for part in shown if part not in recorded] == []


def _introduce_themselves(alice: Terminal, bob: Terminal) -> None:
    alice.toot("update-account", "--display-name", "Alice", "--note", "I bake on Saturdays.")
    assert "I bake on Saturdays." in alice.toot("whoami")
    assert "now following" in bob.toot("follow", "alice")


def _talk(alice: Terminal, bob: Terminal) -> None:
    bread = _posted_id(alice.toot("post", "The oven is hot: bread at ten. #bakery"))
    assert "The oven is hot" in bob.toot("timelines", "home")
    assert "favourited" in bob.toot("favourite", bread)
    assert "reblogged" in bob.toot("reblog", bread)
    answer = _posted_id(bob.toot("post", "--reply-to", bread, "@alice Keep two loaves for me!"))
    heard = alice.toot("notifications")
    for fact in ("now follows you", "favourited your", "boosted your", "mentioned you"):
        assert fact in heard
    thread = alice.toot("thread", bread)
    assert thread.index("The oven is hot") < thread.index("Keep two loaves")
    assert "Status deleted" in bob.toot("delete", answer)
    assert "Keep two loaves" not in alice.toot("thread", bread)
    assert alice.refused("status", answer).strip() == "Error: Record not found"


def test_a_wrong_password_is_refused_in_plain_words(sqlite_server, at_terminal):
    name = f"walter_{uuid4().hex[:8]}"
    terminal = at_terminal(sqlite_server, name)
    words = ("--email", f"{name}@example.org", "--password", "not the password")
    complaint = terminal.refused("login_cli", "--instance", sqlite_server.origin, *words)
    assert "Login failed" in complaint


def test_an_account_is_found_under_each_way_of_writing_its_name(sqlite_server, signed_in):
    alice, bob = signed_in("alice"), signed_in("bob")
    name = bob.json("whoami")["username"]
    for written in (name, f"@{name}", f"{name}@{sqlite_server.host}", name.upper()):
        assert alice.json("whois", written)["username"] == name
    assert alice.refused("whois", "nobody_of_that_name").strip() == "Error: Account not found"


def test_what_bob_wrote_stands_in_every_timeline_where_it_belongs(signed_in):
    alice, bob = signed_in("alice"), signed_in("bob")
    name = bob.json("whoami")["username"]
    tag = f"harbour{name.rpartition('_')[2]}"
    post = _posted_id(bob.toot("post", f"The ferry is late again #{tag}"))
    for words in (
        ("timelines", "public", "--no-pager"),
        ("timelines", "public", "--local", "--limit", "5", "--no-pager"),
        ("timelines", "tag", tag),
        ("timelines", "account", name),
        ("timelines", "account", f"@{name}"),
        ("timeline", "--public", "--once"),
        ("timeline", "--tag", tag, "--once"),
        ("timeline", "--account", name, "--once"),
    ):
        assert post in alice.toot(*words), words
    assert "No statuses found" in alice.toot("timelines", "home")
    assert f"#{tag}" in alice.toot("search", f"#{tag}")


def test_the_pager_reads_a_timeline_to_its_end(signed_in):
    alice = signed_in("alice")
    posts = [_posted_id(alice.toot("post", f"Page {number}")) for number in range(7)]
    shown = alice.toot("timelines", "home", "--limit", "3")
    assert re.findall(r"ID (\d+)", shown) == posts[::-1]


def test_bookmarks_pins_and_followed_tags_are_kept(signed_in):
    alice = signed_in("alice")
    post = _posted_id(alice.toot("post", "To be found again"))
    for verb, said in (("bookmark", "bookmarked"), ("pin", "pinned"), ("favourite", "favourited")):
        assert f"Status {said}" in alice.toot(verb, post)
    assert post in alice.toot("bookmarks", "--once")
    assert post in alice.toot("timelines", "favourites")
    for verb, said in (("unbookmark", "unbookmarked"), ("unpin", "unpinned")):
        assert f"Status {said}" in alice.toot(verb, post)
    assert post not in alice.toot("bookmarks", "--once")
    assert "You are now following #bakery" in alice.toot("tags", "follow", "bakery")
    assert "#bakery" in alice.toot("tags", "followed")
    assert "Followed" in alice.toot("tags", "info", "bakery")
    assert "no longer following" in alice.toot("tags", "unfollow", "bakery")
    assert "not following any hashtags" in alice.toot("tags", "followed")


def test_a_picture_is_posted_with_its_description(signed_in, tmp_path):
    alice = signed_in("alice")
    picture = tmp_path / "harbour.png"
    Image.new("RGB", (640, 480), "teal").save(picture)
    words = ("--media", str(picture), "--description", "The harbour at noon")
    post = _posted_id(alice.toot("post", "No wind today.", *words))
    [attachment] = alice.json("status", post)["media_attachments"]
    assert attachment["description"] == "The harbour at noon"
    assert attachment["meta"]["original"]["width"] == 640
    assert "Account updated" in alice.toot("update-account", "--avatar", str(picture))


def test_a_locked_account_lets_followers_in_one_by_one(signed_in):
    alice, bob = signed_in("alice"), signed_in("bob")
    bob.toot("update-account", "--locked")
    names = {who: who.json("whoami")["username"] for who in (alice, bob)}
    alice.toot("follow", names[bob])
    assert "requested to follow you" in bob.toot("notifications")
    assert names[alice] in bob.toot("follow-requests", "list")
    assert "now following you" in bob.toot("follow-requests", "accept", names[alice])
    assert names[alice] in bob.toot("followers")
    assert names[bob] in alice.toot("following")


def test_muting_and_blocking_are_listed_and_undone(signed_in):
    alice, bob = signed_in("alice"), signed_in("bob")
    name = bob.json("whoami")["username"]
    for verb, listing, undo in (("mute", "muted", "unmute"), ("block", "blocked", "unblock")):
        alice.toot(verb, name)
        assert name in alice.toot(listing)
        alice.toot(undo, name)
        assert name not in alice.toot(listing)


def test_notifications_are_chosen_by_type_and_cleared(signed_in):
    alice, bob = signed_in("alice"), signed_in("bob")
    post = _posted_id(alice.toot("post", "Something to like"))
    bob.toot("follow", alice.json("whoami")["username"])
    bob.toot("favourite", post)
    only = alice.toot("notifications", "--type", "favourite")
    assert "favourited your status" in only
    assert "now follows you" not in only
    rest = alice.toot("notifications", "--exclude-type", "favourite")
    assert "now follows you" in rest
    assert "favourited your status" not in rest
    alice.toot("notifications", "--clear")
    assert alice.json("notifications") == []


def test_the_instance_introduces_itself(sqlite_server, signed_in):
    alice = signed_in("alice")
    shown = alice.toot("instance")
    assert sqlite_server.host in shown
    assert "4.6.0 (compatible; Arengo" in shown
    assert f"@{sqlite_server.host} ACTIVE" in alice.toot("auth")
