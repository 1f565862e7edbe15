"""A whole community moves from SQLite to PostgreSQL, and nobody who asks can tell."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from tests.clients.server import environment_of_a_host
from tests.drills.people import Client
from tests.drills.server import Server
from tests.postgres import drop_database, make_database

ORIGIN = "http://square.test"
READERS = ("nives", "biblioteca", "mireille", "hazel")
SAMPLED = 50
PATIENCE_S = 300  # to fill a site takes seconds; a machine may be slow
OF_EVERYBODY = (
    "/api/v1/instance",
    "/api/v2/instance",
    "/api/v1/instance/rules",
    "/api/v1/timelines/public",
    "/api/v1/timelines/public?local=true&only_media=true&limit=7",
    "/api/v1/timelines/tag/biblioteca",
)
OF_ONESELF = (
    "/api/v1/accounts/verify_credentials",
    "/api/v1/timelines/home",
    "/api/v1/timelines/home?limit=40",
    "/api/v1/notifications",
    "/api/v1/notifications?types[]=mention",
    "/api/v2/notifications",
    "/api/v2/notifications/unread_count",
    "/api/v1/favourites",
    "/api/v1/bookmarks",
    "/api/v1/follow_requests",
    "/api/v1/preferences",
    "/api/v2/search?q=bibl&resolve=false",
    "/api/v2/search?q=meteo",
)
OF_A_PERSON = ("", "/statuses", "/statuses?pinned=true", "/followers", "/following?limit=3")
OF_A_POST = ("", "/context", "/favourited_by", "/reblogged_by", "/history")


@pytest.fixture
def database(postgres_url: str) -> Iterator[str]:
    """Give the URL of an empty database."""
    name = f"moving_{uuid4().hex[:12]}"
    yield make_database(postgres_url, name)
    drop_database(postgres_url, name)


def arengo(server: Server, *words: str) -> Any:
    """Type a command for the site of this server and read its answer."""
    home = server.log.parent
    done = subprocess.run(
        [sys.executable, "-m", "arengo", *words, "--json", "--data", str(server.settings.data)],
        env=environment_of_a_host(home, ARENGO_ORIGIN=ORIGIN),
        cwd=home,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def sign_in(server: Server, name: str, password: str) -> Client:
    app = Client(server, "")
    scopes = "read write follow"
    registered = app.ask(
        "POST", "/api/v1/apps", {"client_name": "Mover", "redirect_uris": "x:y", "scopes": scopes}
    )
    form = {"grant_type": "password", "username": name, "password": password, "scope": scopes}
    keys = {each: registered[each] for each in ("client_id", "client_secret")}
    return Client(server, app.ask("POST", "/oauth/token", form | keys)["access_token"])


def questions(readers: list[Client]) -> list[tuple[str, str]]:
    """Return (token, path) of fifty things to ask, spread over everything there is to see."""
    people, posts = set(), set()
    for reader in readers:
        for post in reader.ask("GET", "/api/v1/timelines/home?limit=40"):
            people.add(post["account"]["id"])
            posts.add(post["id"])
    dice = random.Random(7)
    tokens = [reader.token for reader in readers]
    anybody = ["", *tokens]
    several = "&".join(f"id[]={each}" for each in sorted(people))
    found = [(dice.choice(anybody), path) for path in OF_EVERYBODY]
    found += [(dice.choice(tokens), path) for path in OF_ONESELF]
    found += [(token, f"/api/v1/accounts/relationships?{several}") for token in tokens]
    while len(found) < SAMPLED:
        kind, ids, ends = dice.choice(
            [("accounts", people, OF_A_PERSON), ("statuses", posts, OF_A_POST)]
        )
        one = (
            dice.choice(anybody),
            f"/api/v1/{kind}/{dice.choice(sorted(ids))}{dice.choice(ends)}",
        )
        found += [] if one in found else [one]
    return found


def answers(server: Server, asked: list[tuple[str, str]]) -> list[tuple[int, str, Any]]:
    """Return status, Link header and content of each answer."""
    found = []
    http = server.connect()
    for token, path in asked:
        http.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
        answer = http.getresponse()
        content = json.loads(answer.read())
        found.append((answer.status, answer.headers.get("link", ""), content))
    return found


def file_at(server: Server, url: str) -> bytes:
    http = server.connect()
    http.request("GET", urlsplit(url).path)
    answer = http.getresponse()
    assert answer.status == 200
    return answer.read()


def row_counts(url: str, tables: list[str]) -> dict[str, int]:
    counts = {}
    with psycopg.connect(url) as connection:
        for table in tables:
            row = connection.execute(
                sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            ).fetchone()
            assert row is not None
            counts[table] = row[0]
    return counts


@pytest.mark.whole
def test_a_community_moves_and_every_answer_is_the_same(
    make_server: Callable[..., Server], database: str, tmp_path: Path
) -> None:
    before = make_server(tmp_path, origin=ORIGIN)
    before.start()
    password = arengo(before, "demo")["password"]
    readers = [sign_in(before, name, password) for name in READERS]
    while {job["kind"] for job in arengo(before, "jobs", "list")["jobs"]} - {"polls.end"}:
        before.process.join(0.05)  # the demo's polls end on another day
    asked = questions(readers)
    told = answers(before, asked)
    me = readers[0].ask("GET", "/api/v1/accounts/verify_credentials")
    portrait = file_at(before, me["avatar"])
    assert before.stop() == 0

    moved = arengo(before, "db", "copy", "--to", database)
    assert moved["rows"] == sum(moved["tables"].values())
    assert moved["tables"]["posts"] > 150
    assert row_counts(database, list(moved["tables"])) == moved["tables"]

    after = make_server(tmp_path, origin=ORIGIN, database_url=database)
    after.start()
    assert len(asked) == SAMPLED
    for question, old, new in zip(asked, told, answers(after, asked), strict=True):
        assert new == old, question
    assert sum(status == 200 and bool(content) for status, _, content in told) > SAMPLED * 0.7
    assert file_at(after, me["avatar"]) == portrait
    moved_reader = Client(after, readers[0].token)
    written = moved_reader.publish("the first words in the new house")
    newest = moved_reader.ask("GET", "/api/v1/timelines/home")[0]
    assert int(newest["id"]) == written
    assert after.stop() == 0
