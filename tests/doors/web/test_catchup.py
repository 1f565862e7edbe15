"""Catching up: the last hours on one page, by kind, order and author."""

from datetime import datetime, timedelta

import pytest
import time_machine

from tests.doors.web.reading import ONE_ENGINE, sign_in, texts
from tests.doors.web.visiting import Visitor

pytestmark = [pytest.mark.anyio, ONE_ENGINE]


@pytest.fixture
async def visitor(world, alice, bob) -> Visitor:
    """Bob, who follows alice, in a browser without scripts."""
    await bob.follow(alice)
    made = Visitor(world)
    made.person = await sign_in(world, bob)
    return made


async def test_what_came_is_shown_by_kind_order_and_author(visitor, alice, bob, carol):
    mine = await bob.publish("Mine.")
    theirs = await carol.publish("Boosted.")
    await alice.publish("@bob Yes.", in_reply_to_id=mine["id"])
    await alice.publish("Plain.")
    await alice.post(f"/api/v1/statuses/{theirs['id']}/reblog")
    await alice.publish("Look.", quoted_status_id=theirs["id"])
    await bob.post(f"/api/v1/statuses/{mine['id']}/favourite")
    await visitor.open("/catchup")
    articles = [text for text in texts(visitor.page) if text != "Boosted."]
    assert set(articles) >= {"Mine.", "@bob Yes.", "Plain."}
    for query, shown in (
        ("show[]=replies", ["@bob Yes."]),
        ("show[]=originals&order=oldest", ["Mine.", "Plain."]),
        ("show[]=originals&order=favourites", ["Mine.", "Plain."]),
        ("show[]=originals&order=newest&hours=1", ["Plain.", "Mine."]),
        ("show[]=boosts", ["Boosted."]),
    ):
        await visitor.open(f"/catchup?{query}")
        assert texts(visitor.page) == shown, query
    await visitor.open("/catchup?show[]=originals&by=author&order=oldest")
    heads = [tag.bdi.get_text() for tag in visitor.page.select("section.part > h2") if tag.bdi]
    assert heads == ["bob", "alice"]


async def test_what_is_older_is_left_out(visitor, alice):
    post = await alice.publish("Early.")
    at = datetime.fromisoformat(post["created_at"])
    for minutes, hours, shown in ((58, 1, ["Early."]), (62, 1, []), (62, 3, ["Early."])):
        with time_machine.travel(at + timedelta(minutes=minutes), tick=False):
            await visitor.open(f"/catchup?hours={hours}")
        assert texts(visitor.page) == shown


@pytest.mark.parametrize("query", ["hours=2", "hours=x", "order=best", "show[]=all", "by=me"])
async def test_what_cannot_be_asked_for_is_refused(visitor, query):
    assert (await visitor.open(f"/catchup?{query}")).status == 422
