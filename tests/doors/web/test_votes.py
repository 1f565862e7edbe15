"""Voting in a browser without scripts, and with them."""

import pytest

from tests.doors.web.reading import ONE_ENGINE
from tests.doors.web.writing import Writer

pytestmark = [pytest.mark.anyio, ONE_ENGINE]


@pytest.fixture
async def asked(bob):
    poll = {"options": ["red", "blue"], "expires_in": 3600}
    return await bob.publish("Which?", poll=poll)


async def votes(person, post):
    poll = (await person.get(f"/api/v1/polls/{post['poll']['id']}")).json()
    return [option["votes_count"] for option in poll["options"]]


async def test_a_vote_is_cast_once(world, alice, bob, asked):
    voter = await Writer.signed_in(world, alice)
    await voter.open(f"/compose?reply={asked['id']}")
    await voter.submit(within=".poll", **{"choices[]": "1"})
    assert voter.location == f"/compose?reply={asked['id']}&said=voted#p{asked['id']}"
    assert await votes(bob, asked) == [0, 1]
    await voter.open(f"/compose?reply={asked['id']}")
    assert "your choice" in voter.page.select_one(".poll .chosen").get_text()
    assert voter.page.select(".poll form") == []
    await voter.open("/compose")
    token = voter.fields["csrf_token"]
    for choices in ("1", "7", "x", ""):
        data = {"csrf_token": token, "choices[]": choices}
        answer = await voter.person.post(f"/polls/{asked['id']}/votes", data=data)
        assert answer.headers["location"].endswith("said=not_voted")
    assert await votes(bob, asked) == [0, 1]


async def test_a_ballot_with_nothing_on_it_is_asked_again(world, alice, bob, asked):
    voter = await Writer.signed_in(world, alice)
    await voter.open("/compose")
    data = {"csrf_token": voter.fields["csrf_token"]}
    answer = await voter.person.post(f"/polls/{asked['id']}/votes", data=data)
    assert "said=nothing_chosen" in answer.headers["location"]
    assert await votes(bob, asked) == [0, 0]


async def test_nobody_votes_where_they_see_no_poll_or_without_our_form(world, alice, bob):
    poll = {"options": ["a", "b"], "expires_in": 3600}
    hidden = await bob.publish("?", poll=poll, visibility="private")
    plain = await bob.publish("no poll")
    voter = await Writer.signed_in(world, alice)
    await voter.open("/compose")
    data = {"csrf_token": voter.fields["csrf_token"], "choices[]": "0"}
    for post in (hidden, plain, {"id": 1}):
        answer = await voter.person.post(f"/polls/{post['id']}/votes", data=data)
        assert answer.status_code == 404
    open_poll = await bob.publish("!", poll=poll)
    del data["csrf_token"]
    answer = await voter.person.post(f"/polls/{open_poll['id']}/votes", data=data)
    assert answer.status_code == 403
    assert await votes(bob, open_poll) == [0, 0]


async def test_with_scripts_the_poll_alone_comes_back(world, alice, asked):
    voter = await Writer.signed_in(world, alice)
    await voter.open("/compose")
    data = {"csrf_token": voter.fields["csrf_token"], "choices[]": "0"}
    answer = await voter.person.post(
        f"/polls/{asked['id']}/votes", data=data, headers={"hx-request-type": "partial"}
    )
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "your choice" in answer.text
