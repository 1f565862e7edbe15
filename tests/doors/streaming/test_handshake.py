"""Who is let in to the live door, how they show their token, and when they have to leave."""

import asyncio
import json

import pytest
from websockets.exceptions import InvalidStatus

from arengo.auth.users.model import UserFlag
from arengo.base.ids import bucket_of
from arengo.social.accounts.actions import suspend
from arengo.streaming import hub as hub_module
from arengo.streaming import seats
from tests.doors.streaming.listening import SOON_S

pytestmark = pytest.mark.anyio


async def refused(door, *, person=None, **options):
    """Return (status, error) of a handshake that fails."""
    with pytest.raises(InvalidStatus) as caught:
        async with door.socket(person, **options):
            pass
    response = caught.value.response
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    return response.status_code, json.loads(response.body)["error"]


async def test_the_token_comes_in_a_header_in_the_address_or_as_subprotocol(door, alice):
    for options in (
        {"headers": {"Authorization": f"Bearer {alice.token}"}},
        {"access_token": alice.token},
        {"subprotocols": [alice.token]},
    ):
        async with door.socket(stream="public", **options) as ear:
            await door.listening(1)
            if "subprotocols" in options:
                assert ear.socket.subprotocol == alice.token
        await door.listening(0)


async def test_nobody_without_a_user_and_a_scope_is_let_in(door, world, alice):
    assert (await refused(door))[0] == 401
    assert (await refused(door, access_token="nonsense"))[0] == 401
    assert (await refused(door, subprotocols=["nonsense"]))[0] == 401
    app = world.holder("", await world.app_token())
    assert (await refused(door, person=app))[0] == 401
    await world.db.write(suspend, alice.account_id)
    assert (await refused(door, person=alice))[0] == 403


async def test_a_path_that_is_no_socket_is_not_found(door, alice):
    from websockets.asyncio import client  # noqa: PLC0415

    with pytest.raises(InvalidStatus) as caught:
        async with client.connect(f"ws://127.0.0.1:{door.port}/api/v1/other", proxy=None):
            pass
    assert caught.value.response.status_code == 404
    plain = await alice.get("/api/v1/streaming")
    assert plain.status_code == 404


async def test_a_revoked_token_ends_its_lines_and_no_other(door, world, alice, bob, monkeypatch):
    monkeypatch.setattr(hub_module, "CHECK_S", 600.0)  # the news alone do it
    async with (
        door.socket(alice, stream="user") as hers,
        door.socket(bob, stream="user") as his,
        door.lines(alice, "user") as lines,
    ):
        await lines.head()
        await door.listening(3)
        app = await world.app()
        form = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
        await alice.post("/oauth/revoke", data={**form, "token": alice.token})
        gone = await world.db.read(lambda tx: tx.value("SELECT count(*) FROM tokens"))
        if gone == 3:  # another app's token is not ours to end
            await world.db.write(_revoke_all, alice.account_id)
        assert await hers.end() == 1008
        await lines.end()
        await bob.publish("still here")
        assert (await his.hear())["event"] == "update"


def _revoke_all(tx, account_id):
    from arengo.auth.oauth.actions import revoke_all_tokens  # noqa: PLC0415

    revoke_all_tokens(tx, account_id=account_id)


async def test_a_suspended_account_is_cut_off(door, world, alice):
    async with door.socket(alice, stream="user") as ear:
        await door.listening(1)
        await world.db.write(suspend, alice.account_id)
        assert await ear.end() == 1008


async def test_what_the_news_do_not_tell_is_found_by_looking(door, world, alice):
    async with door.socket(alice, stream="user") as ear:
        await door.listening(1)
        await world.db.write(
            lambda tx: tx.execute(
                "UPDATE users SET flags = :flags WHERE bucket = :bucket AND id = :id",
                flags=int(UserFlag.CONFIRMED | UserFlag.APPROVED | UserFlag.DISABLED),
                bucket=bucket_of(alice.account_id),
                id=alice.account_id,
            )
        )
        await world.whole.hub._check_tokens()
        assert await ear.end() == 1008


@pytest.mark.settings(rate_limits=True)
async def test_one_account_holds_so_many_lines_and_no_more(door, alice, monkeypatch):
    monkeypatch.setattr(seats, "MOST_OF_ACCOUNT", 2)
    async with door.socket(alice), door.socket(alice):
        async with asyncio.timeout(SOON_S):
            while len(door.world.whole.hub.seats) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
        assert (await refused(door, person=alice))[0] == 429
        async with door.lines(alice, "user") as lines:
            assert " 429 " in await lines.head()


async def test_a_server_that_stops_ends_every_line(door, alice):
    async with door.socket(alice, stream="user") as ear, door.lines(alice, "public") as lines:
        await lines.head()
        await door.listening(2)
        door.world.whole.hub.part()
        assert await ear.end() == 1012
        await lines.end()
        assert (await refused(door, person=alice))[0] == 503


async def test_a_line_whose_head_is_on_its_way_when_the_server_stops_ends_too(door, alice):
    """As with somebody who reads slowly: the head of the answer has to wait."""
    gate, hub, told = door.world.whole.gate, door.world.whole.hub, []
    asked: asyncio.Queue[dict[str, object]] = asyncio.Queue()
    asked.put_nowait({"type": "http.request", "body": b"", "more_body": False})

    async def stopping(message):
        told.append(message["type"])
        if message["type"] == "http.response.start":
            hub.part()

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/api/v1/streaming/user",
        "query_string": b"",
        "headers": [(b"host", b"x"), (b"authorization", f"Bearer {alice.token}".encode())],
    }
    await asyncio.wait_for(gate(scope, asked.get, stopping), SOON_S)
    assert told == ["http.response.start", "http.response.body"]
    assert len(hub.seats) == 0
