"""What is announced stands at the top of home, until one has put it away or it is over."""

import pytest

from arengo.social.instance.announcements.actions import Words, announce, withdraw
from tests.doors.web.desks import visit
from tests.doors.web.visiting import Visitor

pytestmark = pytest.mark.anyio


async def tell(world, text, **times):
    return await world.db.write(announce, Words(text=text, **times), published=True)


def shown(visitor):
    return [each.get_text() for each in visitor.page.select(".announced .text")]


async def test_an_announcement_is_read_and_put_away(world, alice, bob):
    await tell(world, "Tea at <b>four</b>.")
    await tell(world, "Over", ends_ms=1)
    later = await tell(world, "Market #day")
    nina = await visit(world, alice)
    await nina.open("/")
    assert shown(nina) == ["Market #day", "Tea at <b>four</b>."]
    await nina.submit(within=".announced")
    await nina.follow()
    assert shown(nina) == ["Tea at <b>four</b>."]
    assert nina.page.select_one("[role=status]").get_text() == "It is put away."
    other = await visit(world, bob)
    await other.open("/home")
    assert len(shown(other)) == 2
    await world.db.write(withdraw, later.id)
    await other.submit(within=".announced")  # it is gone meanwhile
    assert other.location == "/"
    await other.follow()
    assert shown(other) == ["Tea at <b>four</b>."]


async def test_the_newest_three_are_shown_and_only_to_members(world, alice):
    for number in range(5):
        await tell(world, f"Number {number}")
    nina = await visit(world, alice)
    await nina.open("/")
    assert shown(nina) == ["Number 4", "Number 3", "Number 2"]
    nobody = await Visitor(world).open("/")
    assert shown(nobody) == []
    path = nina.page.select_one(".announced form")["action"]
    assert (await nina.person.post(path)).status_code == 403
