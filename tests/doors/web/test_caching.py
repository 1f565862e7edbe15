"""Pages that caches keep: sent once, made once, and never out of date; on both engines."""

import pytest
import time_machine

from arengo.base.ids import AccountId
from arengo.gate.shelf import MOST_BYTES
from arengo.social.accounts.actions import suspend
from arengo.web.pages import front
from tests.doors.web.reading import ONE_ENGINE, SESSION, address, read, sign_in, texts

pytestmark = pytest.mark.anyio


@pytest.fixture
def made(monkeypatch):
    """Return how often the front page was made."""
    times = []
    make = front.own_words
    monkeypatch.setattr(front, "own_words", lambda site: (times.append(1), make(site))[1])
    return times


async def made_in_quiet(world, made, ask) -> int:
    """Return how many pages it took: also PostgreSQL itself commits at times, so ask until calm."""
    await world.whole.gate.attendance.write_down()  # else that is done in the midst of it
    for attempt in range(50):
        before, earlier = await world.db.state(), len(made)
        await ask(f"x={attempt}")
        if before == await world.db.state():
            return len(made) - earlier
    raise AssertionError("the database was never at rest")


async def test_a_page_is_made_once_while_nothing_changes(world, anonymous, alice, made):
    await alice.publish("One.")
    marks: list[str] = []

    async def ask(query: str) -> None:
        answers = [await anonymous.get(f"/?{query}") for _ in range(3)]
        answers.append(await anonymous.http.head(f"/?{query}"))
        assert [len(answer.content) > 0 for answer in answers] == [True] * 3 + [False]
        marks[:] = [answer.headers["etag"] for answer in answers]

    assert await made_in_quiet(world, made, ask) == 1
    assert len(set(marks)) == 1


async def test_each_language_and_each_address_is_a_page_of_its_own(world, anonymous, made):
    italian = {"accept-language": "it"}

    async def ask(query: str) -> None:
        assert (await read(anonymous, f"/?{query}", headers=italian)).html["lang"] == "it"
        assert (await read(anonymous, f"/?{query}")).html["lang"] == "en"
        assert (await read(anonymous, f"/?{query}&lang=fr")).html["lang"] == "fr"
        assert (await read(anonymous, f"/?{query}", headers=italian)).html["lang"] == "it"

    assert await made_in_quiet(world, made, ask) == 3


async def test_what_is_written_or_taken_away_is_seen_at_once(world, anonymous, alice, bob):
    path = address("alice", await alice.publish("One."))
    for page in ("/", "/@alice", path):
        assert texts(await read(anonymous, page)) == ["One."]
    await bob.post(f"/api/v1/statuses/{path.rpartition('/')[2]}/favourite")
    soup = await read(anonymous, path)
    assert "1 favourite" in soup.select_one(".facts").get_text(" ")
    await world.db.write(suspend, AccountId(alice.account_id))
    assert texts(await read(anonymous, "/")) == []
    for page in ("/@alice", path):
        await read(anonymous, page, status=404)


@ONE_ENGINE
async def test_a_page_is_made_anew_after_half_a_minute_for_it_tells_the_time(anonymous, made):
    with time_machine.travel("2026-11-21T06:31:13Z", tick=False) as clock:
        await anonymous.get("/")
        clock.shift(29)
        await anonymous.get("/")
        assert len(made) == 1
        clock.shift(2)
        await anonymous.get("/")
        assert len(made) == 2


@ONE_ENGINE
async def test_a_page_about_somebody_is_made_for_them_alone(world, anonymous, alice, made):
    await anonymous.get("/")
    browser = await sign_in(world, alice)
    answer = await browser.get("/")
    assert answer.headers["cache-control"] == "private, no-store"
    assert "etag" not in answer.headers
    assert "@alice" in answer.text
    assert "@alice" not in (await anonymous.get("/")).text
    stale = await anonymous.get("/", headers={"cookie": f"{SESSION}=nobodys"})
    assert stale.headers["cache-control"] == "private, no-store"
    assert len(made) == 3  # signing in changed the database, and alice is at home


@ONE_ENGINE
@pytest.mark.parametrize("path", ["/", "/@alice", "/tags/bread", "/about", "/@alice/{id}"])
async def test_whoever_has_a_page_is_told_so(anonymous, alice, path):
    post = await alice.publish("One. #bread")
    path = path.format(id=post["id"])
    answer = await anonymous.get(path)
    etag = answer.headers["etag"]
    assert etag.startswith('W/"')
    assert "x-ratelimit-limit" not in answer.headers
    for asked in (etag, etag.removeprefix("W/"), f'"other" , {etag}', "*"):
        again = await anonymous.get(path, headers={"if-none-match": asked})
        assert (again.status_code, again.content) == (304, b"")
        for name in ("etag", "cache-control", "vary", "content-security-policy"):
            assert again.headers[name] == answer.headers[name]
    for asked in ('"other"', "", etag[:-2], "W/"):
        whole = await anonymous.get(path, headers={"if-none-match": asked})
        assert (whole.status_code, whole.content) == (200, answer.content)


@ONE_ENGINE
async def test_errors_are_neither_kept_nor_marked(anonymous):
    for path in ("/@nobody", "/?before=1&lang=%ff", "/@nobody.rss", "/tags/2026"):
        answer = await anonymous.get(path, headers={"if-none-match": "*"})
        if answer.status_code != 304:
            assert answer.headers["cache-control"] == "private, no-store"
            assert "etag" not in answer.headers
    missing = await anonymous.get("/@nobody", headers={"if-none-match": "*"})
    assert missing.status_code == 404


@ONE_ENGINE
async def test_strangers_cannot_fill_the_memory_with_addresses(world, anonymous, made):
    shelf = world.whole.gate._shelf
    for number in range(5):
        await anonymous.get(f"/?x={number}")
    assert 0 < shelf._bytes <= MOST_BYTES
    shelf._bytes = MOST_BYTES - 1
    await anonymous.get("/?x=last")
    assert len(shelf._kept) == 1
    assert len(made) == 6
