"""Announcements as they are heard: by everybody who listens to their home."""

import pytest

from arengo.base.clock import DAY_MS, HOUR_MS, now_ms
from arengo.bus import Message
from arengo.social.accounts.actions import delete_account
from arengo.social.instance.announcements import actions
from arengo.social.instance.announcements.actions import Changes, Words
from arengo.social.instance.emojis import actions as emojis
from tests.travelling import travelling

pytestmark = pytest.mark.anyio
ALL = "/api/v1/announcements"
HOUR_S = HOUR_MS // 1_000


@pytest.fixture
async def ear(door, bob):
    """Bob listens to his home, and to what does not concern announcements."""
    async with door.socket(bob, stream="user") as ear:
        await ear.say(type="subscribe", stream="public")
        await ear.say(type="subscribe", stream="user:notification")
        await door.streams(3)
        yield ear


async def tell(world, text, *, published=True, **times):
    made = await world.db.write(actions.announce, Words(text=text, **times), published=published)
    return made.id


async def silence(ear, bob):
    """Nothing was said until now."""
    last = await bob.publish("my own", visibility="private")
    assert (await ear.hear())["payload"]["id"] == last["id"]


async def test_an_announcement_is_heard_from_its_publication_to_its_end(world, bob, ear):
    number = await tell(world, "We *move* to #elsewhere", published=False)
    await world.db.write(actions.change, number, Changes(text="We move to #elsewhere"))
    await silence(ear, bob)
    await world.db.write(actions.publish, number)
    shown = await ear.hear()
    (entity,) = (await bob.get(ALL)).json()
    entity.pop("read")
    assert shown == {"stream": ["user"], "event": "announcement", "payload": entity}
    assert entity["tags"]
    await world.db.write(actions.publish, number)
    await world.db.write(actions.change, number, Changes(text="We stay"))
    changed = await ear.hear()
    assert (changed["event"], changed["payload"]["content"]) == ("announcement", "<p>We stay</p>")
    assert changed["payload"]["published_at"] == entity["published_at"]
    gone = {"stream": ["user"], "event": "announcement.delete", "payload": str(number)}
    for _ in range(2):
        await world.db.write(actions.withdraw, number)
    assert await ear.hear() == gone
    await world.db.write(actions.publish, number)
    assert (await ear.hear())["event"] == "announcement"
    await world.db.write(actions.remove, number)
    assert await ear.hear() == gone
    await world.db.write(actions.remove, await tell(world, "x", published=False))
    await tell(world, "Over already", ends_ms=now_ms() - DAY_MS)
    await world.run_jobs()
    await silence(ear, bob)


async def test_a_reaction_is_heard_with_how_many_there_are(world, alice, bob, ear):
    number = await tell(world, "Hello")
    await ear.hear()

    async def react(person, method, name):
        path = f"{ALL}/{number}/reactions/{name}"
        for _ in range(2):  # the second time changes nothing, and is not heard
            assert (await person.http.request(method, path)).status_code == 200

    def heard(name, count):
        payload = {"name": name, "count": count, "announcement_id": str(number)}
        return {"stream": ["user"], "event": "announcement.reaction", "payload": payload}

    steps = ((alice, "PUT", 1), (bob, "PUT", 2), (bob, "DELETE", 1))
    for person, method, count in steps:  # what is told is how many there are when it is told
        await react(person, method, "👍🏽")
        assert await ear.hear() == heard("👍🏽", count)
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert await ear.hear() == heard("👍🏽", 0)


async def test_a_picture_that_people_react_with_has_its_address(world, bob, ear):
    def draw(tx):
        number = emojis.stage(
            tx, shortcode="gull", category=None, key="ab" * 16 + ".png",
            static_key="cd" * 16 + ".png", listed=True,
        )  # fmt: skip
        emojis.finish(tx, emoji_id=number, shortcode="gull")

    await world.db.write(draw)
    number = await tell(world, "Hello :gull:")
    assert (await ear.hear())["payload"]["emojis"][0]["shortcode"] == "gull"
    await bob.put(f"{ALL}/{number}/reactions/gull")
    payload = (await ear.hear())["payload"]
    assert (payload["name"], payload["count"]) == ("gull", 1)
    assert payload["url"].endswith(".png")
    await world.db.write(actions.change, number, Changes(text="Hello"))
    (reaction,) = (await ear.hear())["payload"]["reactions"]
    assert (reaction["name"], "me" in reaction) == ("gull", False)


async def test_what_has_a_time_is_heard_at_its_time(world, bob, ear):
    soon = now_ms() + HOUR_MS // 2
    number = await tell(world, "Later", scheduled_ms=soon, ends_ms=now_ms() + DAY_MS)
    put_off = await tell(world, "Put off", scheduled_ms=soon)
    await world.db.write(actions.change, put_off, Changes(scheduled_ms=soon + DAY_MS))
    never = await tell(world, "Never", scheduled_ms=soon)
    await world.db.write(actions.withdraw, never)
    await world.run_jobs()
    assert (await bob.get(ALL)).json() == []
    with travelling(HOUR_S):
        await world.run_jobs()
        shown = await ear.hear()
        assert (shown["event"], shown["payload"]["id"]) == ("announcement", str(number))
        assert [each["id"] for each in (await bob.get(ALL)).json()] == [str(number)]
        await world.db.write(actions.change, number, Changes(ends_ms=now_ms() + HOUR_MS))
        assert (await ear.hear())["payload"]["ends_at"] < shown["payload"]["ends_at"]
    with travelling(3 * HOUR_S):
        await world.run_jobs()
        gone = await ear.hear()
        assert (gone["event"], gone["payload"]) == ("announcement.delete", str(number))
        assert (await bob.get(ALL)).json() == []


async def test_what_another_process_announced_is_heard_here(world, alice, bob, door):
    """The relay delivers what another process said; here nobody announced anything on the bus."""
    said = []
    world.whole.bus.on_publish.append(said.append)
    try:
        number = await tell(world, "From elsewhere")
    finally:
        world.whole.bus.on_publish.remove(said.append)
    assert [(each.topic, each.kind, each.id) for each in said] == [
        ("announcements", "announcement", number)
    ]
    async with door.lines(bob, "user") as lines, door.lines(alice, "public") as others:
        for each in (lines, others):
            await each.head()
            await each.hear()
        await door.listening(2)
        world.whole.bus.deliver(said[0])
        event, data = await lines.hear()
        assert (event, data["content"]) == ("announcement", "<p>From elsewhere</p>")
        world.whole.bus.deliver(Message("announcements", "announcement", number + 1))
        post = await alice.publish("to all")
        assert (await others.hear())[1]["id"] == post["id"], "only a home hears announcements"
