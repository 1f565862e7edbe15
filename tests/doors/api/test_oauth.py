"""Tokens through the API: codes, PKCE, passwords, apps on their own, revoking, what is told."""

import asyncio
import base64
import hashlib
import secrets
import time

import pyotp
import pytest

from arengo.auth.oauth import actions as oauth
from arengo.auth.oauth import grants, store
from arengo.auth.oauth.grants import grant_code
from arengo.auth.oauth.policy import granted_scopes
from arengo.auth.oauth.queries import app_by_client_id
from arengo.auth.oauth.tokens import hash_token
from arengo.auth.users import actions as users
from arengo.auth.users.queries import user_by_id
from arengo.auth.users.second_factor import actions as second_factor
from arengo.base.clock import now_ms
from tests.travelling import travelling
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio

OOB = "urn:ietf:wg:oauth:2.0:oob"


async def ask(world, app, **form):
    full = {"client_id": app["client_id"], "client_secret": app["client_secret"], **form}
    return await world.anonymous().post("/oauth/token", data=full)


async def code_for(world, app, person, *, scope="read write", challenge=None):
    """Return the code that the page would give after `person` let `app` in."""

    def decide(tx):
        known = app_by_client_id(tx, app["client_id"])
        return grant_code(
            tx,
            app=known,
            by=user_by_id(tx, person.account_id),
            redirect_uri=OOB,
            scopes=granted_scopes(known, scope),
            challenge=challenge,
            keys=world.whole.site.keys,
        )

    return await world.db.write(decide)


async def exchange(world, app, code, **form):
    full = {"grant_type": "authorization_code", "code": code, "redirect_uri": OOB, **form}
    return await ask(world, app, **full)


async def is_good(world, token):
    answer = await world.holder("", token).get("/api/v1/apps/verify_credentials")
    return answer.status_code == 200


def proof():
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


# ── codes ────────────────────────────────────────────────────────────────────────────────────────


async def test_a_code_becomes_a_token_with_the_scopes_that_were_granted(world, alice):
    app, before_s = await world.app(), now_ms() // 1000
    answer = await exchange(world, app, await code_for(world, app, alice), scope="ignored")
    assert answer.status_code == 200
    token = answer.json()
    assert token["token_type"] == "Bearer"
    assert token["scope"] == "read write"
    assert before_s <= token["created_at"] <= now_ms() // 1000
    assert "expires_in" not in token
    me = await world.holder("alice", token["access_token"]).get(
        "/api/v1/accounts/verify_credentials"
    )
    assert me.json()["username"] == "alice"


async def test_a_code_that_comes_twice_ends_the_token_of_the_first(world, alice):
    app = await world.app()
    code = await code_for(world, app, alice)
    token = (await exchange(world, app, code)).json()["access_token"]
    assert await is_good(world, token)
    again = await exchange(world, app, code)
    assert again.status_code == 400
    assert again.json()["error"] == "invalid_grant"
    assert not await is_good(world, token)


async def test_of_many_who_bring_one_code_at_once_nobody_keeps_a_token(world, alice):
    app = await world.app()
    code = await code_for(world, app, alice)
    answers = await asyncio.gather(*(exchange(world, app, code) for _ in range(8)))
    tokens = [each.json()["access_token"] for each in answers if each.status_code == 200]
    assert len(tokens) <= 1
    assert [token for token in tokens if await is_good(world, token)] == []


async def test_whoever_loses_the_race_for_a_code_takes_the_winners_token_along(world, alice):
    app = await world.app()
    keys = world.whole.site.keys
    code = await code_for(world, app, alice)
    seen_before = await world.db.read(store.find_grant, hash_token(code))
    token = (await exchange(world, app, code)).json()["access_token"]
    assert await world.db.write(grants._token_for, seen_before, keys) is None
    assert not await is_good(world, token)
    left = await world.db.read(
        lambda tx: tx.value("SELECT count(*) FROM tokens WHERE account_id IS NOT NULL")
    )
    assert left == 1, "only the token that alice joined with"


async def test_a_code_is_over_after_ten_minutes(world, alice):
    app = await world.app()
    code = await code_for(world, app, alice)
    with travelling(601):
        answer = await exchange(world, app, code)
    assert answer.json()["error"] == "invalid_grant"


async def test_a_code_is_worth_nothing_to_another_app_or_for_another_address(world, alice):
    app, thief = await world.app(), await world.app(redirect_uris=f"{OOB} https://b.example/")
    code = await code_for(world, app, alice)
    assert (await exchange(world, thief, code)).json()["error"] == "invalid_grant"
    elsewhere = await exchange(world, app, code, redirect_uri="https://b.example/")
    assert elsewhere.json()["error"] == "invalid_grant"
    assert (await exchange(world, app, code)).status_code == 200


async def test_a_code_that_somebody_makes_up_is_refused(world):
    app = await world.app()
    for code in ("x", "A" * 32, "é" * 16, "\x00" * 32):
        answer = await exchange(world, app, code)
        assert answer.status_code == 400
        assert set(answer.json()) == {"error", "error_description"}


async def test_a_code_is_over_when_the_app_is_shut_out_or_the_password_is_new(world, alice):
    app = await world.app()
    who = {"account_id": alice.account_id}
    app_id = int(app["id"])
    code = await code_for(world, app, alice)
    await world.db.write(oauth.revoke_app, app_id=app_id, **who)
    assert (await exchange(world, app, code)).json()["error"] == "invalid_grant"
    code = await code_for(world, app, alice)
    await world.db.write(users.change_password, password_hash="x", **who)
    assert (await exchange(world, app, code)).json()["error"] == "invalid_grant"


async def test_only_the_proof_of_the_one_who_asked_opens_a_code(world, alice):
    app = await world.app()
    verifier, challenge = proof()
    code = await code_for(world, app, alice, challenge=challenge)
    for wrong in ({}, {"code_verifier": proof()[0]}, {"code_verifier": challenge}):
        answer = await exchange(world, app, code, **wrong)
        assert answer.status_code == 400
        assert answer.json()["error"] == "invalid_grant"
    assert (await exchange(world, app, code, code_verifier=verifier)).status_code == 200


# ── apps ─────────────────────────────────────────────────────────────────────────────────────────


async def test_an_app_gets_a_token_of_its_own(world):
    app = await world.app()
    answer = await ask(world, app, grant_type="client_credentials")
    assert answer.json()["scope"] == "read"
    holder = world.holder("", answer.json()["access_token"])
    assert (await holder.get("/api/v1/apps/verify_credentials")).status_code == 200
    refused = await holder.get("/api/v1/accounts/verify_credentials")
    assert refused.status_code in {401, 403}


async def test_an_app_shows_its_credentials_in_every_encoding(world):
    app = await world.app()
    credentials = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
    form = {"grant_type": "client_credentials", "scope": "read write"}
    full = {**form, **credentials}
    pair = base64.b64encode(":".join(credentials.values()).encode()).decode()
    for options in (
        {"json": full},
        {"data": full},
        {"files": {name: (None, value) for name, value in full.items()}},
        {"data": form, "headers": {"Authorization": f"Basic {pair}"}},
    ):
        answer = await world.anonymous().post("/oauth/token", **options)
        assert answer.status_code == 200, answer.text
        assert answer.json()["scope"] == "read write"


async def test_basic_credentials_that_cannot_be_read_are_none(world):
    app = await world.app()
    for words in ("Basic ???", "Basic " + base64.b64encode(b"no colon").decode()):
        answer = await world.anonymous().post(
            "/oauth/token",
            data={"grant_type": "client_credentials"},
            headers={"Authorization": words},
        )
        assert answer.status_code == 401
    assert app["client_id"]


async def test_an_unknown_app_and_a_wrong_secret_look_alike(world):
    app = await world.app()
    wrong_secret = await ask(world, app, grant_type="client_credentials", client_secret="wrong")
    unknown = await ask(world, app, grant_type="client_credentials", client_id="unknown")
    none = await world.anonymous().post("/oauth/token", data={"grant_type": "client_credentials"})
    assert wrong_secret.status_code == unknown.status_code == none.status_code == 401
    assert wrong_secret.json() == unknown.json() == none.json()
    assert wrong_secret.json()["error"] == "invalid_client"


async def test_an_app_gets_no_more_than_it_registered_for(world):
    app = await world.app(scopes="read:accounts")
    for scope in ("write", "read", "read:statuses", "nonsense"):
        answer = await ask(world, app, grant_type="client_credentials", scope=scope)
        assert answer.status_code == 400
        assert answer.json()["error"] == "invalid_scope"


async def test_what_is_missing_is_said_in_the_words_of_oauth(world):
    app = await world.app()
    for form, error in (
        ({}, "invalid_request"),
        ({"grant_type": "implicit"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token"}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, "invalid_request"),
        ({"grant_type": "authorization_code", "code": "x"}, "invalid_request"),
    ):
        answer = await ask(world, app, **form)
        assert answer.status_code == 400
        assert answer.json()["error"] == error


# ── passwords ────────────────────────────────────────────────────────────────────────────────────


async def by_password(world, app, name, password=PASSWORD, **form):
    full = {"grant_type": "password", "username": name, "password": password, **form}
    return await ask(world, app, **full)


async def test_a_password_becomes_a_token_where_that_is_allowed(world, alice):
    app = await world.app()
    for name in ("alice@example.org", "ALICE@example.org", "alice", "@Alice"):
        answer = await by_password(world, app, name, scope="read write")
        assert answer.status_code == 200
        me = world.holder("alice", answer.json()["access_token"])
        shown = await me.get("/api/v1/accounts/verify_credentials")
        assert int(shown.json()["id"]) == alice.account_id


@pytest.mark.settings(password_grant=False)
async def test_a_password_is_not_taken_where_it_is_not_allowed(world, alice):
    answer = await by_password(world, await world.app(), "alice")
    assert answer.json()["error"] == "unsupported_grant_type"
    told = (await world.anonymous().get("/.well-known/oauth-authorization-server")).json()
    assert "password" not in told["grant_types_supported"]
    assert alice.token


async def test_a_wrong_password_and_a_missing_person_look_alike(world, alice):
    app = await world.app()
    wrong = await by_password(world, app, "alice", "not the password")
    nobody = await by_password(world, app, "nobody", "not the password")
    assert wrong.status_code == nobody.status_code == 400
    assert wrong.json() == nobody.json()
    assert alice.name not in wrong.text


async def test_guessing_is_stopped_alike_for_those_who_exist_and_those_who_do_not(
    world, alice, monkeypatch
):
    now = time.monotonic()
    monkeypatch.setattr(world.whole.site.sign_ins, "_clock", lambda: now)
    app = await world.app()
    for name in (alice.name, "nobody"):
        for _ in range(10):
            answer = await by_password(world, app, name, "guess")
            assert answer.status_code == 400
    locked = [await by_password(world, app, name) for name in (alice.name, "nobody")]
    assert {answer.status_code for answer in locked} == {429}
    assert locked[0].json() == locked[1].json()
    waits = [int(answer.headers["retry-after"]) for answer in locked]
    assert waits[0] == waits[1] > 0


async def test_a_password_alone_does_not_open_a_login_with_a_second_factor(world, alice):
    keys = world.whole.site.keys
    secret = await world.db.write(second_factor.begin, account_id=alice.account_id, keys=keys)
    code = pyotp.TOTP(secret).now()
    await world.db.write(second_factor.finish, account_id=alice.account_id, code=code, keys=keys)
    answer = await by_password(world, await world.app(), "alice")
    assert answer.json()["error"] == "invalid_grant"


async def test_a_login_that_is_shut_gets_no_token_and_its_tokens_open_nothing(world, alice):
    await world.db.write(users.disable, account_id=alice.account_id)
    answer = await by_password(world, await world.app(), "alice")
    assert answer.json()["error"] == "invalid_grant"
    refused = await alice.get("/api/v1/accounts/verify_credentials")
    assert refused.status_code == 403
    assert refused.json() == {"error": "Your login is currently disabled"}


# ── revoking ─────────────────────────────────────────────────────────────────────────────────────


async def revoke(world, app, token):
    form = {"client_id": app["client_id"], "client_secret": app["client_secret"], "token": token}
    return await world.anonymous().post("/oauth/revoke", data=form)


async def test_a_revoked_token_opens_nothing_from_the_next_request_on(world, alice):
    app = await world.app()
    token = (await exchange(world, app, await code_for(world, app, alice))).json()["access_token"]
    for _ in range(2):
        answer = await revoke(world, app, token)
        assert (answer.status_code, answer.json()) == (200, {})
        refused = await world.holder("", token).get("/api/v1/accounts/verify_credentials")
        assert refused.status_code == 401
        assert refused.json() == {"error": "The access token is invalid"}
    assert (await alice.get("/api/v1/accounts/verify_credentials")).status_code == 200


async def test_an_app_cannot_revoke_what_it_does_not_hold(world, alice):
    app = await world.app()
    for token in (alice.token, ""):
        answer = await revoke(world, app, token)
        assert answer.status_code == 403
        assert answer.json()["error"] == "unauthorized_client"
    stranger = {"client_id": app["client_id"], "client_secret": "wrong"}
    assert (await revoke(world, stranger, alice.token)).status_code == 401
    assert await is_good(world, alice.token)


async def test_a_token_can_give_itself_back(world, alice):
    answer = await alice.post("/oauth/revoke", data={"token": alice.token})
    assert answer.status_code == 200
    assert not await is_good(world, alice.token)


async def test_a_new_password_ends_every_token(world, alice):
    await world.db.write(users.change_password, account_id=alice.account_id, password_hash="x")
    assert not await is_good(world, alice.token)


# ── what is told ─────────────────────────────────────────────────────────────────────────────────


async def test_the_server_says_what_it_can_do(world):
    told = (await world.anonymous().get("/.well-known/oauth-authorization-server")).json()
    origin = world.settings.origin
    assert told["issuer"] == f"{origin}/"
    assert told["authorization_endpoint"] == f"{origin}/oauth/authorize"
    assert told["token_endpoint"] == f"{origin}/oauth/token"
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["grant_types_supported"] == [
        "authorization_code",
        "client_credentials",
        "password",
    ]
    assert {"read", "write", "follow", "push", "profile"} <= set(told["scopes_supported"])


async def test_the_holder_of_a_token_is_told_in_the_words_of_openid(alice):
    for method in ("GET", "POST"):
        answer = await alice.http.request(method, "/oauth/userinfo")
        assert answer.json() == {
            "iss": "https://arengo.test/",
            "sub": "https://arengo.test/@alice",
            "name": "alice",
            "preferred_username": "alice",
            "profile": "https://arengo.test/@alice",
            "picture": "https://arengo.test/static/avatar.svg",
        }


async def test_a_token_for_posting_alone_does_not_tell_who_holds_it(world, alice):
    app = await world.app()
    code = await code_for(world, app, alice, scope="write:statuses")
    token = (await exchange(world, app, code)).json()["access_token"]
    assert (await world.holder("", token).get("/oauth/userinfo")).status_code == 403
