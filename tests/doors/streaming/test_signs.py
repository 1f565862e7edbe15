"""Signs for our own pages: that something came for whoever is signed in, and nothing of it."""

import pytest

from arengo.auth.sessions.actions import end_session, start_session
from arengo.base.ids import AccountId
from arengo.streaming.streams import SIGNS, Stream

pytestmark = pytest.mark.anyio
COOKIE = "__Host-arengo_session"


async def signed_in(world, person):
    """Return a session, and the cookie of the browser that has it."""
    started = await world.db.write(
        start_session,
        account_id=AccountId(person.account_id),
        network="",
        agent="",
        keys=world.whole.site.keys,
    )
    return started, f"{COOKIE}={started.cookie}"


async def test_a_page_hears_that_a_post_or_a_notification_came_and_no_word_of_it(
    door, world, alice, bob
):
    await bob.follow(alice)
    _, cookie = await signed_in(world, bob)
    async with door.lines(None, "/stream/news", cookie=cookie) as lines:
        assert "content-type: text/event-stream" in await lines.head()
        assert await lines.hear() == (None, "thump")
        await alice.publish("For bob's home.")
        assert await lines.hear() == ("news", "1")
        post = await bob.publish("Mine.")
        assert await lines.hear() == ("news", "1")
        await alice.post(f"/api/v1/statuses/{post['id']}/favourite")
        assert await lines.hear() == ("news", "1")


async def test_what_is_for_others_gives_no_sign(door, world, alice, bob, carol):
    await bob.follow(alice)
    _, cookie = await signed_in(world, bob)
    async with door.lines(None, "/stream/news", cookie=cookie) as lines:
        await lines.head()
        await lines.hear()
        await carol.publish("Nobody follows me.")
        await alice.publish("@carol in private.", visibility="direct")
        await alice.publish("For bob.")
        assert await lines.hear() == ("news", "1")
        (line,) = world.whole.hub.seats.at(Stream(SIGNS, bob.account_id))
        line.thump()
        assert await lines.hear() == (None, "thump")


async def test_a_session_that_ends_ends_the_line(door, world, bob):
    started, cookie = await signed_in(world, bob)
    async with door.lines(None, "/stream/news", cookie=cookie) as lines:
        await lines.head()
        await lines.hear()
        await world.db.write(end_session, session_id=started.id, account_id=bob.account_id)
        await world.whole.hub._check_tokens()
        assert await lines.hear() is None


async def test_nobody_signed_in_hears_nothing_and_apps_know_no_such_stream(door, bob):
    async with door.lines(None, "/stream/news") as lines:
        assert " 303 " in (await lines.head()).partition("\r\n")[0]
    async with door.lines(bob, "signs") as lines:
        assert " 400 " in (await lines.head()).partition("\r\n")[0]
