"""Letting an app in: the whole way of a browser without scripts, and every way to abuse it."""

import base64
import hashlib
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.doors.web.visiting import Visitor
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio

OOB = "urn:ietf:wg:oauth:2.0:oob"
CALLBACK = "https://app.example/callback?keep=1"
YES = ("decision", "authorize")
NO = ("decision", "refuse")


@pytest.fixture
def visitor(world) -> Visitor:
    return Visitor(world)


def asking(app, redirect_uri=OOB, **more):
    query = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": redirect_uri,
        "scope": "read write:statuses",
        **more,
    }
    return f"/oauth/authorize?{urlencode(query)}"


async def sign_in(visitor):
    await visitor.follow()
    await visitor.submit(username="alice", password=PASSWORD)
    return await visitor.follow()


async def token_for(world, app, code, redirect_uri=OOB, **more):
    form = {
        "grant_type": "authorization_code",
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "code": code,
        "redirect_uri": redirect_uri,
        **more,
    }
    return await world.anonymous().post("/oauth/token", data=form)


async def test_a_terminal_app_gets_its_code_from_the_page(world, visitor, alice):
    app = await world.app()
    await visitor.open(asking(app).replace("authorize?", "authorize/?"))
    await sign_in(visitor)
    assert "Tests" in visitor.title
    assert "@alice" in visitor.page.select_one(".me").get_text()
    await visitor.submit(button=YES)
    code = visitor.page.select_one("code").get_text().strip()
    token = await token_for(world, app, code)
    assert token.json()["scope"] == "read write:statuses"
    me = world.holder("alice", token.json()["access_token"])
    answer = await me.get("/api/v1/accounts/verify_credentials")
    assert int(answer.json()["id"]) == alice.account_id


async def test_a_web_app_gets_its_code_at_its_address_with_its_state_and_proof(
    world, visitor, alice
):
    app = await world.app(redirect_uris=CALLBACK)
    verifier = "v" * 64
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    proof = {"code_challenge": challenge, "code_challenge_method": "S256"}
    await visitor.open(asking(app, CALLBACK, state="a b&c=d", **proof))
    await sign_in(visitor)
    policy = visitor.answer.headers["content-security-policy"]
    assert "form-action 'self' https://app.example;" in policy
    await visitor.submit(button=YES)
    target = urlsplit(visitor.location)
    assert f"{target.scheme}://{target.netloc}{target.path}" == "https://app.example/callback"
    got = parse_qs(target.query)
    assert (got["keep"], got["state"]) == (["1"], ["a b&c=d"])
    code = got["code"][0]
    assert (await token_for(world, app, code, CALLBACK)).status_code == 400
    token = await token_for(world, app, code, CALLBACK, code_verifier=verifier)
    assert token.status_code == 200
    assert alice.token


async def test_whoever_refuses_is_taken_back_without_a_code(world, visitor, alice):
    app = await world.app(redirect_uris=f"{CALLBACK}\n{OOB}\nmy.app://login")
    await visitor.open(asking(app, CALLBACK, state="s"))
    await sign_in(visitor)
    await visitor.submit(button=NO)
    assert visitor.location == f"{CALLBACK}&error=access_denied&state=s"
    await visitor.open(asking(app))
    await visitor.submit(button=NO)
    assert visitor.location == "/"
    await visitor.open(asking(app, "my.app://login"))
    policy = visitor.answer.headers["content-security-policy"]
    assert "form-action 'self' my.app:;" in policy
    await visitor.submit(button=NO)
    assert visitor.location == "my.app://login?error=access_denied"
    assert await world.count("grants") == 0
    assert alice.token


async def test_nobody_is_sent_to_an_address_that_is_not_exactly_registered(world, visitor, alice):
    app = await world.app(redirect_uris=CALLBACK)
    await (await visitor.open("/settings/security")).follow()
    await visitor.submit(username="alice", password=PASSWORD)
    for uri in (
        OOB,
        "",
        "https://evil.example/",
        "https://app.example/callback",
        f"{CALLBACK}&x=1",
        CALLBACK.upper(),
        f"{CALLBACK}#x",
    ):
        await visitor.open(asking(app, uri))
        assert visitor.status == 400, uri
        assert visitor.page.select("main form") == []
    for changed in ({"client_id": "unknown"}, {"client_id": ""}):
        await visitor.open(asking({**app, **changed}, CALLBACK))
        assert visitor.status == 400
    assert alice.token


async def test_a_request_that_is_not_in_order_is_told_to_the_person_and_leads_nowhere(
    world, visitor, alice
):
    app = await world.app(redirect_uris=CALLBACK, scopes="read")
    for more in (
        {"scope": "write"},
        {"scope": "nonsense"},
        {"response_type": "token"},
        {"response_type": ""},
        {"code_challenge": "x", "code_challenge_method": "S256"},
        {"code_challenge": "x" * 43, "code_challenge_method": "plain"},
        {"code_challenge": "x" * 43},
        {"code_challenge_method": "S256"},
    ):
        await visitor.open(asking(app, CALLBACK, **more))
        assert visitor.status == 400, more
        assert "location" not in visitor.answer.headers
    assert alice.token


async def test_the_decision_is_checked_again_when_it_comes(world, visitor, alice):
    app = await world.app(redirect_uris=CALLBACK, scopes="read")
    await visitor.open(asking(app, CALLBACK, scope="read"))
    await sign_in(visitor)
    for changed in (
        {"redirect_uri": "https://evil.example/"},
        {"scope": "read write"},
        {"client_id": "unknown"},
    ):
        before = visitor.answer
        await visitor.submit(button=YES, **changed)
        assert visitor.status == 400
        visitor.answer = before
    await visitor.submit(button=YES, csrf_token="0" * 64)
    assert visitor.status == 403
    assert await world.count("grants") == 0
    assert alice.token


async def test_whoever_signed_out_meanwhile_signs_in_first(world, visitor, alice):
    app = await world.app()
    await visitor.open(asking(app))
    await sign_in(visitor)
    visitor.person.http.cookies.delete("__Host-arengo_session")
    await visitor.submit(button=YES)
    await sign_in(visitor)
    assert "Tests" in visitor.title
    assert alice.token


async def test_an_app_may_ask_that_one_signs_in_again(world, visitor, alice, bob):
    app = await world.app()
    await visitor.open(asking(app))
    await sign_in(visitor)
    for literal in ("False", "0", "None"):
        await visitor.open(asking(app, force_login=literal, state="None", lang="None"))
        assert visitor.status == 200
    await visitor.open(asking(app, force_login="true"))
    await visitor.follow()
    await visitor.submit(username="bob", password=PASSWORD)
    await visitor.follow()
    assert "@bob" in visitor.page.select_one(".me").get_text()
    assert alice.token != bob.token


async def test_admin_scopes_are_offered_to_the_staff_alone(world, visitor, alice):
    app = await world.app(scopes="read admin:read")
    await visitor.open(asking(app, scope="read admin:read"))
    await sign_in(visitor)
    await visitor.submit(button=YES)
    code = visitor.page.select_one("code").get_text().strip()
    assert (await token_for(world, app, code)).json()["scope"] == "read"
    await visitor.open(asking(app, scope="admin:read"))
    assert visitor.status == 400
    assert alice.token


async def test_an_app_that_asks_for_nothing_gets_to_read(world, visitor, alice):
    app = await world.app()
    await visitor.open(asking(app, scope=""))
    await sign_in(visitor)
    await visitor.submit(button=YES)
    code = visitor.page.select_one("code").get_text().strip()
    assert (await token_for(world, app, code)).json()["scope"] == "read"
    assert alice.token


async def test_the_page_speaks_the_language_that_the_app_asks_for(world, visitor, alice):
    app = await world.app()
    await visitor.open(asking(app, lang="it"))
    await visitor.follow()
    assert visitor.page.html["lang"] == "it"
    await visitor.submit(username="alice", password=PASSWORD)
    await visitor.follow()
    assert visitor.page.html["lang"] == "it"
    assert alice.token


async def test_a_web_app_may_watch_the_window_it_opened(anonymous):
    watched = [await anonymous.get(path) for path in ("/auth/sign_in", "/oauth/authorize")]
    assert not any("cross-origin-opener-policy" in answer.headers for answer in watched)
    others = [await anonymous.get(path) for path in ("/", "/api/v1/instance", "/nothing")]
    assert {answer.headers["cross-origin-opener-policy"] for answer in others} == {"same-origin"}
