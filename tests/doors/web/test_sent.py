"""What was sent waits some seconds for those who want it so, and can be taken back."""

import time

import pytest
import time_machine

from arengo.social.accounts.actions import change_habits
from tests.doors.web.reading import ONE_ENGINE
from tests.doors.web.test_composing import source, statuses
from tests.doors.web.writing import Writer
from tests.travelling import travelling

pytestmark = [pytest.mark.anyio, ONE_ENGINE]
_FORM = ".plan"


@pytest.fixture(autouse=True)
def _clock_stands_still(alice):  # noqa: ARG001  who has to be there by then
    """Let the seconds pass only in travels, however long the machine takes."""
    with time_machine.travel(time.time(), tick=False):
        yield


@pytest.fixture
async def writer(world, alice) -> Writer:
    await world.db.write(change_habits, by=alice.account_id, changes={"undo_s": 10})
    return await Writer.signed_in(world, alice)


async def sent(writer, text="careful", **typed):
    await writer.open("/compose")
    await writer.publish(text=text, **typed)
    assert writer.location.startswith("/compose/sent/")
    place = writer.location
    await writer.follow()
    return place


async def test_nobody_sees_it_until_its_seconds_are_over(world, writer, alice):
    place = await sent(writer)
    assert writer.page.select_one("[data-seconds]").get_text() == "10"
    await world.run_jobs()
    assert await statuses(alice) == []
    with travelling(11):
        await world.run_jobs()
    (post,) = await statuses(alice)
    await writer.open(place)
    assert writer.location == f"/@alice/{post['id']}?said=published"


async def test_afterwards_one_is_where_one_wrote_and_never_elsewhere(world, writer):
    await writer.open("/")
    await writer.publish(text="from home")
    place = writer.location
    with travelling(11):
        await world.run_jobs()
    await writer.open(place)
    assert writer.location == "/?said=published"
    await writer.open(place.replace("return_to=%2F", "return_to=%2F%2Fevil.test"))
    assert writer.location == "/?said=published"
    await writer.open(place.partition("?")[0])
    assert writer.status == 404, "without its key nobody finds the post"


async def test_it_is_taken_back_whole_and_sent_once_more(world, writer, alice):
    place = await sent(writer, warns="true", spoiler="food", visibility="unlisted")
    await writer.submit(within=_FORM, do="back")
    assert writer.location.startswith("/compose?draft=")
    with travelling(60):
        await world.run_jobs()
    assert await statuses(alice) == []
    await writer.follow()
    assert (writer.text, writer.fields["spoiler"]) == ("careful", "food")
    assert writer.fields["visibility"] == "unlisted"
    assert writer.fields["due"] == ""
    await writer.open(place)
    assert writer.location == "/drafts"


async def test_it_is_published_at_once_and_once(world, writer, alice):
    place = await sent(writer)
    await writer.submit(within=_FORM, do="now")
    await writer.open(writer.location)
    (post,) = await statuses(alice)
    assert await source(alice, post) == "careful"
    assert writer.location == f"/@alice/{post['id']}?said=published"
    with travelling(60):
        await world.run_jobs()
    assert len(await statuses(alice)) == 1
    await writer.open(place)
    assert writer.status == 303


async def test_who_comes_too_late_is_told_so(world, writer, alice):
    await sent(writer)
    with travelling(11):
        await world.run_jobs()
    (post,) = await statuses(alice)
    await writer.submit(within=_FORM, do="back")
    assert writer.location == f"/@alice/{post['id']}?said=sent_already"


async def test_pressing_twice_sends_once_and_a_refusal_comes_at_once(writer):
    await writer.open("/compose")
    form = writer.fields
    await writer.publish(text="twice")
    first = writer.location
    answer = await writer.person.post(
        "/compose", data={**form, "pieces[0][text]": "twice", "do": "publish"}
    )
    assert answer.headers["location"] == first
    await writer.open("/compose")
    await writer.publish(text="x" * 1_001)
    assert "at most" in writer.problems[0]


async def test_what_is_held_is_nobody_else_s(world, writer, bob):
    place = await sent(writer)
    stranger = await Writer.signed_in(world, bob)
    await stranger.open("/compose")
    for do in ("back", "now"):
        data = {"csrf_token": stranger.fields["csrf_token"], "do": do}
        answer = await stranger.person.post(place.partition("?")[0], data=data)
        assert (await stranger.person.get(answer.headers["location"])).status_code == 404
    assert (await stranger.person.get(place)).status_code == 404


async def test_what_apps_send_does_not_wait(world, alice):
    await world.db.write(change_habits, by=alice.account_id, changes={"undo_s": 30})
    post = await alice.publish("from an app")
    assert [each["id"] for each in await statuses(alice)] == [post["id"]]
