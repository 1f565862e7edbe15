"""Signing in and out, with and without a second factor, and looking after a login."""

import json
import re

import pyotp
import pytest

from arengo.social.accounts.actions import suspend
from tests.doors.web.visiting import Visitor
from tests.features.auth.test_second_factor import no_code_of
from tests.travelling import travelling
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio


@pytest.fixture
def visitor(world) -> Visitor:
    return Visitor(world)


async def sign_in(visitor, name="alice", password=PASSWORD, return_to="/"):
    await visitor.open(f"/auth/sign_in?return_to={return_to}")
    return await visitor.submit(username=name, password=password)


async def is_signed_in(visitor):
    answer = await visitor.person.get("/settings/security")
    return answer.status_code == 200


# ── password ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_person_signs_in_and_out(visitor, alice):
    await sign_in(visitor, "alice@example.org", return_to="/settings/security")
    assert visitor.location == "/settings/security"
    cookies = visitor.answer.headers.get_list("set-cookie")
    (session,) = [cookie for cookie in cookies if "arengo_session" in cookie]
    assert session.startswith("__Host-arengo_session=")
    for word in ("Path=/", "HttpOnly", "SameSite=Lax", "Secure"):
        assert word in session
    await visitor.follow()
    assert visitor.page.select_one("header form button").get_text().endswith("@alice")
    await visitor.submit(within="header")
    assert visitor.location == "/"
    assert not await is_signed_in(visitor)
    assert alice.token


async def test_signing_out_ends_the_session_itself(visitor, alice):
    await (await sign_in(visitor, return_to="/settings/security")).follow()
    stolen = dict(visitor.person.http.cookies)
    await visitor.submit(within="header")
    visitor.person.http.cookies.update(stolen)
    assert not await is_signed_in(visitor)
    assert alice.token


async def test_a_wrong_password_and_a_missing_person_look_alike(visitor, alice):
    await sign_in(visitor, "alice", "wrong password")
    wrong = visitor.problems
    assert visitor.status == 422
    assert visitor.page.select_one("input[name=username]")["value"] == "alice"
    assert "wrong password" not in visitor.answer.text
    await sign_in(visitor, "nobody", "wrong password")
    assert visitor.problems == wrong
    assert not await is_signed_in(visitor)
    assert alice.token


async def test_after_ten_wrong_passwords_the_right_one_has_to_wait(visitor, alice):
    for name in ("alice", "nobody"):
        for _ in range(10):
            await sign_in(visitor, name, "guess")
            assert visitor.status == 422
        await sign_in(visitor, name)
        assert visitor.status == 429
        assert re.search(r"\d+ min", visitor.problems[0])
    assert alice.token


async def test_the_way_back_never_leads_away_from_here(visitor, alice):
    for target in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"):
        await sign_in(visitor, return_to=target)
        assert visitor.location == "/"
    assert alice.token


async def test_a_form_from_elsewhere_signs_nobody_in(visitor, alice):
    form = {"username": "alice", "password": PASSWORD, "csrf_token": "0" * 64}
    answer = await visitor.person.post("/auth/sign_in", data=form)
    assert answer.status_code == 403
    assert not await is_signed_in(visitor)
    assert alice.token


async def test_a_suspended_person_is_told_after_the_right_password_only(visitor, world, alice):
    await world.db.write(suspend, alice.account_id)
    await sign_in(visitor)
    assert "suspended" in visitor.problems[0]
    await sign_in(visitor, password="guess")
    assert "suspended" not in visitor.problems[0]


async def test_a_browser_in_which_nobody_signed_in_is_sent_to_sign_in(visitor):
    await visitor.open("/settings/security")
    assert visitor.location == "/auth/sign_in?return_to=%2Fsettings%2Fsecurity"


# ── second factor ────────────────────────────────────────────────────────────────────────────────


async def turn_on(visitor):
    """Turn the second factor on through the page; return (secret, recovery codes)."""
    await (await sign_in(visitor, return_to="/settings/security")).follow()
    section = "section[aria-labelledby=second-factor]"
    await visitor.submit(within=section)
    secret = visitor.page.select_one("code.copy").get_text().replace(" ", "")
    assert visitor.page.select_one("img.qr")["src"].startswith("data:image/svg+xml")
    await visitor.submit(within=section, code=pyotp.TOTP(secret).now())
    codes = [tag.get_text() for tag in visitor.page.select(".codes-list code")]
    assert len(codes) == 10
    return secret, codes


async def test_the_second_factor_is_asked_for_and_a_code_counts_once(world, alice):
    first = Visitor(world)
    secret, codes = await turn_on(first)
    await first.open("/settings/security")
    assert first.page.select(".codes-list code") == [], "codes are shown once"

    second, third = Visitor(world), Visitor(world)
    await sign_in(second, return_to="/settings/security")
    assert second.location.startswith("/auth/second_factor?")
    assert not await is_signed_in(second)
    await second.follow()
    await second.submit(code=no_code_of(secret))
    assert second.status == 422
    with travelling(30):
        code = pyotp.TOTP(secret).now()
        await second.submit(code=code)
        assert second.location == "/settings/security"
        await (await sign_in(third)).follow()
        await third.submit(code=code)
        assert third.status == 422
    await third.submit(code=codes[0])
    assert third.location == "/"
    assert alice.token


async def test_the_second_factor_is_taken_off_with_the_password(world, alice):
    visitor = Visitor(world)
    await turn_on(visitor)
    await visitor.open("/settings/security")
    off = visitor.page.select("section[aria-labelledby=second-factor] form")[1]
    data = {tag["name"]: tag.get("value", "") for tag in off.select("input[name]")}
    refused = await visitor.person.post(off["action"], data={**data, "password": "guess"})
    assert refused.status_code == 422
    done = await visitor.person.post(off["action"], data={**data, "password": PASSWORD})
    assert done.status_code == 303
    other = Visitor(world)
    await sign_in(other, return_to="/settings/security")
    assert other.location == "/settings/security"
    assert alice.token


async def test_new_recovery_codes_ask_for_the_password(world, alice):
    visitor = Visitor(world)
    _, old = await turn_on(visitor)
    section = "section[aria-labelledby=second-factor]"
    await visitor.submit(within=section, password="guess")
    assert visitor.status == 422
    await visitor.submit(within=section, password=PASSWORD)
    new = [tag.get_text() for tag in visitor.page.select(".codes-list code")]
    assert len(new) == 10
    assert set(new).isdisjoint(old)
    assert alice.token


async def test_the_step_to_the_second_factor_cannot_be_skipped_or_made_up(visitor, alice):
    await visitor.open("/auth/second_factor?return_to=/settings/security")
    assert visitor.location == "/auth/sign_in?return_to=%2Fsettings%2Fsecurity"
    for cookie in ("x", "AAAA", "A" * 54, "%%%"):
        visitor.person.http.cookies.set("__Host-arengo_step", cookie, domain="arengo.test")
        await visitor.open("/auth/second_factor")
        assert visitor.status == 303
    assert alice.token


async def test_codes_cannot_be_guessed_on_and_on(world, alice):
    visitor = Visitor(world)
    secret, _ = await turn_on(visitor)
    guesser = Visitor(world)
    await (await sign_in(guesser)).follow()
    for _ in range(10):
        await guesser.submit(code=no_code_of(secret))
        assert guesser.status == 422
    await guesser.submit(code=no_code_of(secret))
    assert guesser.status == 429
    assert alice.token


# ── sessions and apps ────────────────────────────────────────────────────────────────────────────


async def test_one_browser_signs_another_out(world, alice):
    here, there = Visitor(world), Visitor(world)
    there.person.http.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
    await sign_in(there)
    await (await sign_in(here, return_to="/settings/security")).follow()
    rows = here.page.select("section[aria-labelledby=sessions] li")
    assert len(rows) == 2
    assert any("Firefox · Linux" in row.get_text() for row in rows)
    assert all("127.0.0.1" not in row.get_text() for row in rows), "addresses are shortened"
    await here.submit(within="section[aria-labelledby=sessions]")
    assert not await is_signed_in(there)
    assert await is_signed_in(here)
    assert alice.token


async def test_an_app_is_shut_out(world, alice):
    visitor = Visitor(world)
    await (await sign_in(visitor, return_to="/settings/security")).follow()
    (row,) = visitor.page.select("section[aria-labelledby=apps] li")
    assert "Tests" in row.get_text()
    await visitor.submit(within="section[aria-labelledby=apps]")
    assert (await alice.get("/api/v1/accounts/verify_credentials")).status_code == 401
    await visitor.follow()
    assert visitor.page.select("section[aria-labelledby=apps] li") == []


async def test_nothing_on_the_page_of_security_can_be_done_without_a_session(world, visitor):
    await visitor.open("/auth/sign_in")
    token = visitor.page.select_one("input[name=csrf_token]")["value"]
    for path in (
        "second_factor",
        "second_factor/confirm",
        "second_factor/end",
        "recovery_codes",
        "sessions/1/revoke",
        "apps/1/revoke",
    ):
        answer = await visitor.person.post(f"/settings/security/{path}", data={"csrf_token": token})
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/auth/sign_in")
    assert await world.count("one_time_codes") == 0


@pytest.mark.parametrize(("ending", "status"), [("", 422), ("0", 403)])
async def test_the_token_of_a_form_may_come_in_the_header_that_htmx_sends(visitor, ending, status):
    await visitor.open("/auth/sign_in")
    form = visitor.page.select_one("main form")
    token = form.select_one("[name=csrf_token]")["value"]
    assert json.loads(visitor.page.body["hx-headers:inherited"]) == {"X-CSRF-Token": token}
    answer = await visitor.person.post(
        form["action"],
        data={"username": "nobody@example.org", "password": "not known"},
        headers={"x-csrf-token": token + ending},
    )
    assert answer.status_code == status


async def test_a_page_without_a_form_carries_no_token_so_that_caches_may_keep_it(visitor):
    await visitor.open("/")
    assert not visitor.page.body.attrs
