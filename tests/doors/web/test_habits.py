"""Every page is as whoever is signed in likes it."""

import pytest

from arengo.social.accounts.actions import change_habits
from tests.doors.web.test_own_login import signed_in

pytestmark = pytest.mark.anyio


async def test_a_member_s_theme_and_language_are_on_every_page(world, alice):
    changes = {"theme": "dark", "language": "fr"}
    await world.db.write(change_habits, by=alice.account_id, changes=changes)
    visitor = await signed_in(world)
    for path in ("/", "/about", "/@alice"):
        await visitor.open(path)
        assert visitor.page.html["data-theme"] == "dark"
        assert visitor.page.html["lang"] == "fr"
    await visitor.open("/about?lang=it")
    assert visitor.page.html["lang"] == "it", "what the address asks for counts most"


async def test_nobody_else_gets_somebody_s_habits(world, alice, bob):
    changes = {"theme": "dark", "language": "fr"}
    await world.db.write(change_habits, by=alice.account_id, changes=changes)
    other = await signed_in(world, "bob")
    await other.open("/@alice")
    assert not other.page.html.has_attr("data-theme")
    assert other.page.html["lang"] == "en"
    answer = await world.anonymous().get("/@alice", headers={"accept-language": "it"})
    assert '<html lang="it">' in answer.text
    assert bob.token
