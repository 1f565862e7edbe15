"""Every page and form about a reply that waits: for others it is not there."""

import pytest

from tests.doors.web.reading import ONE_ENGINE, address
from tests.doors.web.test_replies import member, offer
from tests.doors.web.visiting import Visitor

pytestmark = pytest.mark.anyio
SECRET = "Only between us"
BELOW = ("", "/history", "/favourites", "/boosts", "/quotes", "/embed")


def paths(reply) -> list[str]:
    here, name = address("bob", reply), reply["id"]
    own = [f"/posts/{name}/menu", f"/posts/{name}/delete", f"/compose?reply={name}"]
    return [*(here + below for below in BELOW), *own, f"/compose?quote={name}"]


async def test_no_page_about_it_tells_others_anything(world, alice, bob, carol):
    _, reply = await offer(alice, bob, SECRET)
    await bob.put(f"/api/v1/statuses/{reply['id']}", json={"status": f"{SECRET}, still"})
    for visitor in (await member(world, carol), Visitor(world)):
        for path in paths(reply):
            await visitor.open(path)
            assert SECRET not in visitor.answer.text, path
            assert visitor.status in {303, 404} or path.startswith("/compose"), path


@ONE_ENGINE
async def test_no_form_does_anything_to_it_for_others(world, alice, bob, carol):
    _, reply = await offer(alice, bob, SECRET)
    visitor = await (await member(world, carol)).open("/replies")
    token = visitor.page.select_one("[name=csrf_token]")["value"]
    for deed in ("favourite", "bookmark", "boost", "mute_thread", "block_author"):
        data = {"csrf_token": token, "do": deed}
        answer = await visitor.person.post(f"/posts/{reply['id']}", data=data)
        assert answer.status_code == 404, deed
    shown = (await bob.get(f"/api/v1/statuses/{reply['id']}")).json()
    assert (shown["favourites_count"], shown["reblogs_count"]) == (0, 0)


@ONE_ENGINE
async def test_what_is_approved_is_shown_anew_at_once(world, alice, bob, anonymous):
    _, reply = await offer(alice, bob, SECRET)
    path = address("bob", reply)
    owner = await (await member(world, alice)).open(path)
    assert "Waiting for your approval" in owner.page.get_text()
    assert (await anonymous.get(path)).status_code == 404
    await alice.post(f"/api/arengo/v1/replies/{reply['id']}/approve")
    for visitor in (owner, Visitor(world)):
        await visitor.open(path)
        assert SECRET in visitor.page.get_text()
        assert "Waiting" not in visitor.page.get_text()
        assert "Everyone can see this post." in visitor.page.get_text()
