"""Announcements: what everybody is told, put away, and reacted to."""

import pytest

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.text.emoji import is_emoji
from arengo.social.accounts.actions import delete_account
from arengo.social.instance.announcements.actions import Words, announce, publish, remove
from arengo.social.instance.emojis import actions as emojis
from tests.doors.api.paced import pace

pytestmark = pytest.mark.anyio

ALL = "/api/v1/announcements"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


async def tell(world, text, *, published=True, **times):
    made = await world.db.write(announce, Words(text=text, **times), published=published)
    return made.id


async def shown(person):
    answer = await person.get(ALL)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def react(person, number, name, method="PUT"):
    return await person.http.request(method, f"{ALL}/{number}/reactions/{name}")


async def test_what_is_announced_is_shown_until_it_is_over_or_removed(alice, anonymous, world):
    day = DAY_MS
    first = await tell(world, "First")
    await tell(world, "Over", ends_ms=now_ms() - day)
    feast = await tell(world, "Feast", starts_ms=now_ms() + day, ends_ms=now_ms() + 2 * day,
                       all_day=True)  # fmt: skip
    draft = await tell(world, "Draft", published=False)
    found = await shown(alice)
    assert [(each["id"], each["content"], each["all_day"]) for each in found] == [
        (str(first), "<p>First</p>", False),
        (str(feast), "<p>Feast</p>", True),
    ]
    assert (found[0]["starts_at"], found[0]["read"], found[0]["reactions"]) == (None, False, [])
    assert found[1]["ends_at"] > found[1]["starts_at"] > found[1]["published_at"]
    for verb in ("post", "put"):
        path = f"{ALL}/{draft}/" + ("dismiss" if verb == "post" else "reactions/🎉")
        assert (await getattr(alice, verb)(path)).status_code == 404
    await world.db.write(publish, draft)
    assert len(await shown(alice)) == 3
    await world.db.write(remove, first)
    assert str(first) not in [each["id"] for each in await shown(alice)]
    assert (await anonymous.get(ALL)).status_code == 401


async def test_a_text_names_people_posts_and_tags(alice, bob, world):
    post = await bob.publish("look")
    hidden = await bob.publish("not for all", visibility="private")
    text = f"@bob and @nobody wrote {post['url']} and {hidden['url']} #News <b>"
    await tell(world, text)
    (found,) = await shown(alice)
    assert [(each["acct"], each["url"]) for each in found["mentions"]] == [
        ("bob", "https://arengo.test/@bob")
    ]
    assert found["statuses"] == [{"id": post["id"], "url": post["url"]}]
    assert found["tags"] == [{"name": "news", "url": "https://arengo.test/tags/news"}]
    assert "@<span>bob</span>" in found["content"]
    assert "&lt;b&gt;" in found["content"]


async def test_each_puts_away_for_themselves(alice, bob, world):
    number = await tell(world, "Hello")
    for _ in range(2):
        assert (await alice.post(f"{ALL}/{number}/dismiss")).json() == {}
    assert [each["read"] for each in await shown(alice)] == [True]
    assert [each["read"] for each in await shown(bob)] == [False]
    assert (await alice.post(f"{ALL}/5/dismiss")).status_code == 404


async def test_reactions_are_counted_once_each(alice, bob, world):
    number = await tell(world, "Hello")

    async def counts(person):
        return [(x["name"], x["count"], x["me"]) for x in (await shown(person))[0]["reactions"]]

    for _ in range(2):
        assert (await react(alice, number, "🎉")).json() == {}
    await react(alice, number, "👍🏽")
    await react(bob, number, "🎉")
    assert await counts(alice) == [("🎉", 2, True), ("👍🏽", 1, True)]
    assert await counts(bob) == [("🎉", 2, True), ("👍🏽", 1, False)]
    for _ in range(2):
        assert (await react(bob, number, "🎉", "DELETE")).json() == {}
    assert await counts(bob) == [("🎉", 1, False), ("👍🏽", 1, False)]
    for wrong in ("x", "5", "tada", "🎉🎉", "%00"):
        for method in ("PUT", "DELETE"):
            answer = await react(alice, number, wrong, method)
            assert answer.status_code in {404, 422}, wrong
    assert (await react(alice, 5, "🎉")).status_code == 404
    for name in ("🍏", "🍐", "🍊", "🍋", "🍌", "🍉"):
        assert (await react(bob, number, name)).status_code == 200
    full = await react(bob, number, "🍇")
    assert (full.status_code, full.json()["error"]) == (
        422,
        "Validation failed: Limit of different reactions reached",
    )
    await alice.post(f"{ALL}/{number}/dismiss")
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert len(await counts(bob)) == 6, "what nobody else said is gone"
    assert await world.count("announcement_reads") == 0


async def test_the_sites_own_emoji_are_words_of_the_text_and_reactions(alice, world):
    def draw(tx):
        number = emojis.stage(
            tx, shortcode="gull", category=None, key="ab" * 16 + ".png",
            static_key="cd" * 16 + ".png", listed=True,
        )  # fmt: skip
        emojis.finish(tx, emoji_id=number, shortcode="gull")

    await world.db.write(draw)
    number = await tell(world, "The :gull: is back")
    assert (await react(alice, number, "gull")).json() == {}
    assert (await react(alice, number, "crow")).status_code == 422
    (found,) = await shown(alice)
    assert [each["shortcode"] for each in found["emojis"]] == ["gull"]
    (reaction,) = found["reactions"]
    assert (reaction["name"], reaction["count"], reaction["me"]) == ("gull", 1, True)
    assert reaction["url"] == found["emojis"][0]["url"]
    await world.db.write(emojis.remove, shortcode="gull")
    assert "url" not in (await shown(alice))[0]["reactions"][0]
    assert (await react(alice, number, "gull", "DELETE")).json() == {}
    assert (await shown(alice))[0]["reactions"] == []


def test_one_emoji_is_one_picture():
    for emoji in ("🎉", "👍🏽", "🇮🇹", "👩‍👩‍👧", "❤️", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"):
        assert is_emoji(emoji), emoji
    for other in ("", "1", "#", "©", "a", "🎉 ", "🎉a", "🇮", "x" * 40, "🎉" * 2, "\u200d"):
        assert not is_emoji(other), other
