"""Every place where a reply could be met, and whether somebody meets it there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from tests.world import Person


@dataclass(frozen=True, slots=True)
class Answered:
    """A post and an answer to it, which says `words` and carries the hashtag `tag`."""

    post: dict[str, Any]
    reply: dict[str, Any]
    words: str
    tag: str

    @property
    def author(self) -> dict[str, Any]:
        found: dict[str, Any] = self.reply["account"]
        return found

    def among(self, found: list[dict[str, Any]]) -> bool:
        """Return whether the reply is one of these statuses, or boosted by one of them."""
        shown = [each.get("reblog") or each for each in found]
        return self.reply["id"] in {each["id"] for each in shown}


Place: TypeAlias = Callable[[Person, Answered], Awaitable[bool]]


async def by_itself(who: Person, what: Answered) -> bool:
    return (await who.get(f"/api/v1/statuses/{what.reply['id']}")).status_code == 200


async def in_the_thread(who: Person, what: Answered) -> bool:
    answer = await who.get(f"/api/v1/statuses/{what.post['id']}/context")
    return what.among(answer.json()["descendants"])


async def on_the_profile(who: Person, what: Answered) -> bool:
    return what.among((await who.get(f"/api/v1/accounts/{what.author['id']}/statuses")).json())


async def in_public(who: Person, what: Answered) -> bool:
    return what.among((await who.get("/api/v1/timelines/public")).json())


async def at_the_tag(who: Person, what: Answered) -> bool:
    return what.among((await who.get(f"/api/v1/timelines/tag/{what.tag}")).json())


async def in_a_feed(who: Person, what: Answered) -> bool:
    paths = (f"/@{what.author['username']}.rss", f"/tags/{what.tag}.rss")
    return _any([(await who.get(path)).text for path in paths], what)


async def on_a_page(who: Person, what: Answered) -> bool:
    """Look at the pages for everybody, whoever asks."""
    asker, name = who.world.anonymous(), what.author["username"]
    paths = (
        "/",
        f"/@{name}",
        f"/@{name}/{what.reply['id']}",
        f"/@{name}/{what.reply['id']}/embed",
        f"/@{what.post['account']['username']}/{what.post['id']}",
        f"/tags/{what.tag}",
    )
    return _any([(await asker.get(path)).text for path in paths], what)


async def at_home(who: Person, what: Answered) -> bool:
    return what.among((await who.get("/api/v1/timelines/home")).json())


async def in_a_list(who: Person, what: Answered) -> bool:
    form = {"title": "All", "replies_policy": "followed"}
    path = f"/api/v1/lists/{(await who.post('/api/v1/lists', json=form)).json()['id']}"
    await who.post(f"{path}/accounts", json={"account_ids": [what.author["id"]]})
    return what.among((await who.get(path.replace("/lists/", "/timelines/list/"))).json())


async def by_search(who: Person, what: Answered) -> bool:
    await who.world.run_jobs()
    asked = {"q": what.words, "type": "statuses"}
    return what.among((await who.get("/api/v2/search", params=asked)).json()["statuses"])


async def among_the_news(who: Person, what: Answered) -> bool:
    told = (await who.get("/api/v1/notifications")).json()
    return what.among([each["status"] for each in told if each.get("status")])


FOR_EVERYBODY: Final[tuple[Place, ...]] = (
    by_itself,
    in_the_thread,
    on_the_profile,
    in_public,
    at_the_tag,
    in_a_feed,
    on_a_page,
)
FOR_MEMBERS: Final[tuple[Place, ...]] = (at_home, in_a_list, by_search, among_the_news)


async def seen(people: list[Person], what: Answered) -> dict[str, set[str]]:
    """Return place → who meets the reply there."""
    found: dict[str, set[str]] = {}
    for place in (*FOR_EVERYBODY, *FOR_MEMBERS):
        asked = [who for who in people if who.token or place in FOR_EVERYBODY]
        found[place.__name__] = {who.name for who in asked if await place(who, what)}
    return found


def _any(pages: list[str], what: Answered) -> bool:
    return any(what.words in page for page in pages)
