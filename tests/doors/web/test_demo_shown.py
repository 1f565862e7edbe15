"""What `arengo demo` brings is what people would have made: polls, links, quotes, a letter."""

import pytest

from arengo.base.clock import DAY_MS, now_ms
from arengo.cli.demo.content import load_community
from arengo.cli.pouring import Pouring
from arengo.control.commands import run_command
from tests.doors.web.reading import read, sign_in

pytestmark = pytest.mark.anyio
TOWN = load_community().town


class Remembering:
    """A line to nobody: keeps what was asked."""

    def __init__(self):
        self.asked = []

    def ask(self, name, arguments):
        self.asked.append((name, arguments))
        return {"id": 0}


async def run(world, name, **arguments):
    return await run_command(world.whole.site, name, arguments, lambda *_: None)


async def written(world, author, text, **more):
    nothing = dict.fromkeys(("pictures", "favourited_by", "boosts", "bookmarked_by"), ())
    told = {
        "author_id": int(author.account_id),
        "text": text,
        "spoiler": "",
        "visibility": "public",
        "language": "en",
        "reply_to_id": None,
        "edited_text": None,
        "pinned": False,
        "at_ms": now_ms() - DAY_MS,
    }
    answer = await run(world, "community.post", **nothing, **told, **more)
    return answer["id"]


async def test_a_poll_a_link_and_a_quote_stand_in_posts(world, alice, bob):
    votes = ((int(bob.account_id), (1,)),)
    ballot = {"options": ("Here", "There"), "lasts_s": 3_600, "multiple": False, "hidden": False}
    asked = await written(world, alice, "Where?", poll={**ballot, "votes": votes})
    url = "https://foglio.valle.example/bridge"
    page = {"url": url, "title": "Bridge", "description": "Open", "provider": "Foglio"}
    linked = await written(world, bob, f"Look: {url}", link=page)
    quoting = await written(world, bob, "Indeed.", quote_of_id=asked)
    await world.run_jobs()
    poll = (await alice.get(f"/api/v1/statuses/{asked}")).json()["poll"]
    assert [each["votes_count"] for each in poll["options"]] == [0, 1]
    assert not poll["expired"]
    card = (await alice.get(f"/api/v1/statuses/{linked}")).json()["card"]
    assert (card["url"], card["title"], card["provider_name"]) == (url, "Bridge", "Foglio")
    quote = (await alice.get(f"/api/v1/statuses/{quoting}")).json()["quote"]
    assert quote["quoted_status"]["id"] == str(asked)


async def test_lists_letters_and_newspapers_are_there(world, alice, bob, anonymous):
    await alice.follow(bob)
    owner, members = int(alice.account_id), [int(bob.account_id)]
    made = await run(world, "town.list", owner_id=owner, title="Near", members=members)
    inside = (await alice.get(f"/api/v1/lists/{made['id']}/accounts")).json()
    assert [each["username"] for each in inside] == ["bob"]

    line = Remembering()
    community = load_community()
    pouring = Pouring(line, community)
    names = {person.username for person in community.people}
    pouring._people = dict.fromkeys(names, owner)
    assert len(list(pouring._open_town())) == len(line.asked)
    for name, arguments in line.asked:
        if name != "town.list":
            await run(world, name, **arguments)
    title = TOWN.letters[0].texts[0][1]
    for language, words in (("it", title), ("en", TOWN.letters[0].texts[2][1])):
        assert words in (await read(anonymous, f"/letter?lang={language}")).main.get_text()
    news = (await read(await sign_in(world, alice), "/news")).main.get_text()
    for source in TOWN.sources:
        assert source.title in news
        assert all(article.title in news for article in source.articles)
