"""Apps through the API: registering, being known, what an app may say about itself."""

import pytest

from arengo.auth.oauth.jobs import forget_unused
from arengo.base.clock import DAY_MS
from tests.travelling import travelling

pytestmark = pytest.mark.anyio

OOB = "urn:ietf:wg:oauth:2.0:oob"
BAD_ADDRESSES = (
    "",
    "/callback",
    "javascript:alert(1)",
    "data:text/html,hello",
    "https://a.example/#part",
    "https://a.example;script-src/",
    "https://user@a.example/",
    "https://",
    "https://[::1",
    "https://a.example/\u0007",
    "https://a.example/" + "x" * 2_000,
)


async def register(world, **form):
    full = {"client_name": "Journey", "redirect_uris": OOB, **form}
    return await world.anonymous().post("/api/v1/apps", json=full)


async def test_an_app_gets_its_credentials_once_and_only_a_hash_is_kept(world):
    answer = await register(world, scopes="read write:statuses", website="https://journey.example")
    assert answer.status_code == 200
    app = answer.json()
    assert app["name"] == "Journey"
    assert app["scopes"] == ["read", "write:statuses"]
    assert app["website"] == "https://journey.example"
    assert app["redirect_uri"] == OOB
    assert app["redirect_uris"] == [OOB]
    assert app["client_secret_expires_at"] == 0
    kept = await world.db.read(lambda tx: tx.row("SELECT * FROM apps"))
    assert app["client_secret"] not in str(kept)
    assert answer.headers["cache-control"] == "private, no-store"


async def test_an_app_is_forgotten_that_nobody_lets_in_for_a_week(world, alice):
    me = "/api/v1/accounts/verify_credentials"
    idle = (await register(world)).json()
    kept = await world.count("apps") - 1  # alice signed up through one of them
    with travelling(6 * DAY_MS / 1000):
        await forget_unused(db=world.db)
        assert await world.count("apps") == kept + 1
    with travelling(8 * DAY_MS / 1000):
        fresh = (await register(world)).json()
        await forget_unused(db=world.db)
        assert await world.count("apps") == kept + 1
        for app, status in ((idle, 401), (fresh, 200)):
            form = {"grant_type": "client_credentials", **app}
            assert (await world.anonymous().post("/oauth/token", data=form)).status_code == status
        assert (await alice.get(me)).status_code == 200


async def test_a_token_without_a_user_ends_after_a_month_of_rest_and_then_its_app(world, alice):
    apps, tokens = await world.count("apps"), await world.count("tokens")
    made = (await register(world)).json()
    form = {"grant_type": "client_credentials", **made}
    token = (await world.anonymous().post("/oauth/token", data=form)).json()["access_token"]
    lone = world.holder("", token)
    me, own = "/api/v1/accounts/verify_credentials", "/api/v1/apps/verify_credentials"
    for days in (20, 45):
        with travelling(days * DAY_MS / 1000):
            await forget_unused(db=world.db)
            assert (await lone.get(own)).status_code == 200
            await world.whole.gate.attendance.write_down()
    with travelling(80 * DAY_MS / 1000):
        for _ in range(2):
            await forget_unused(db=world.db)
        assert (await lone.get(own)).status_code == 401
        assert (await alice.get(me)).status_code == 200
    assert (await world.count("apps"), await world.count("tokens")) == (apps, tokens - 1)


async def test_apps_register_in_every_encoding(world):
    for encoding in ("json", "data", "params"):
        form = {"client_name": "Journey", "redirect_uris": "https://a.example/cb"}
        answer = await world.anonymous().post("/api/v1/apps", **{encoding: form})
        assert answer.json()["redirect_uris"] == ["https://a.example/cb"]
        assert answer.json()["scopes"] == ["read"]


async def test_addresses_come_as_lines_as_a_list_or_as_a_bracket_array(world):
    both = ["https://a.example/cb", "my.app://login"]
    for given in ("https://a.example/cb\nmy.app://login https://a.example/cb", both):
        answer = await register(world, redirect_uris=given)
        assert answer.json()["redirect_uris"] == both
    form = {"client_name": "Journey", "redirect_uris[]": both}
    answer = await world.anonymous().post("/api/v1/apps", data=form)
    assert answer.json()["redirect_uris"] == both


async def test_an_address_that_nobody_should_be_sent_to_is_refused(world):
    for address in BAD_ADDRESSES:
        answer = await register(world, redirect_uris=[address])
        assert answer.status_code == 422, address
        assert list(answer.json()["details"]) == ["redirect_uris"]
    assert await world.count("apps") == 0


async def test_everything_that_is_wrong_is_said_at_once(world):
    answer = await register(
        world, client_name=" \u202e ", redirect_uris="x", scopes="reed", website="ftp://x"
    )
    assert answer.status_code == 422
    assert set(answer.json()["details"]) == {"client_name", "redirect_uris", "scopes", "website"}


async def test_nothing_about_an_app_may_be_without_end(world):
    many = [f"https://a{number}.example/" for number in range(21)]
    answer = await register(
        world, client_name="x" * 61, redirect_uris=many, website="https://x/" + "x" * 2_000
    )
    assert set(answer.json()["details"]) == {"client_name", "redirect_uris", "website"}
    broken = await register(world, website="https://[::1")
    assert set(broken.json()["details"]) == {"website"}


async def test_an_app_knows_itself_with_its_own_token_and_with_a_persons(world, alice):
    for token in (await world.app_token(), alice.token):
        answer = await world.holder("", token).get("/api/v1/apps/verify_credentials")
        assert answer.status_code == 200
        assert answer.json()["name"] == "Tests"
        assert "client_secret" not in answer.json()
    refused = await world.anonymous().get("/api/v1/apps/verify_credentials")
    assert refused.status_code == 401
