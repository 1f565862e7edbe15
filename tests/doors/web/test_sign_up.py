"""Joining by the page, confirming the address, and a forgotten password."""

import pytest

from arengo.auth.signup.actions import create_invite
from arengo.control.commands import run_command
from arengo.social.instance.actions import change_setting
from tests.doors.web.visiting import Visitor
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio

WITH_LETTERS = {"profile": "default", "rate_limits": False, "mail_urls": ["smtp://mail.test"]}
WITHOUT_LETTERS = {"profile": "default", "rate_limits": False}
NEW_PASSWORD = "another horse, another battery"


@pytest.fixture
def visitor(world) -> Visitor:
    return Visitor(world)


def filled(name="jane", **fields):
    return {
        "username": name,
        "email": f"{name}@example.org",
        "password": PASSWORD,
        "agreement": "true",
        **fields,
    }


async def set_mode(world, mode):
    await world.db.write(change_setting, name="registrations", value=mode)


async def link_in_letter(world, part):
    await world.run_jobs()
    lines = [line for mail in world.sent for line in mail.text.splitlines() if part in line]
    return lines[-1].removeprefix("https://arengo.test")


@pytest.mark.settings(**WITH_LETTERS)
async def test_a_person_joins_confirms_and_signs_in(world, visitor):
    await visitor.open("/auth/sign_up?lang=fr")
    await visitor.submit(**filled())
    assert visitor.page.select_one("strong").get_text() == "jane@example.org"
    other = Visitor(world)
    await other.open("/auth/sign_in")
    await other.submit(username="jane", password=PASSWORD)
    assert "not confirmed" in other.problems[0]
    link = await link_in_letter(world, "/auth/confirm")
    assert world.sent[0].subject == "Confirmez votre adresse pour Arengo"
    for _ in range(2):
        await visitor.open(link)
        assert visitor.status == 200
    await other.submit(username="jane", password=PASSWORD)
    assert other.location == "/"


@pytest.mark.settings(**WITH_LETTERS)
async def test_signing_in_again_and_again_does_not_flood_an_address(world, visitor):
    await visitor.open("/auth/sign_up")
    await visitor.submit(**filled())
    await visitor.open("/auth/sign_in")
    for _ in range(5):
        await visitor.submit(username="jane", password=PASSWORD)
    await world.run_jobs()
    assert len(world.sent) == 1


async def test_a_link_that_is_no_good_says_so(visitor):
    for link in ("/auth/confirm", "/auth/confirm?code=x", "/auth/reset?code=x", "/auth/reset"):
        await visitor.open(link)
        assert visitor.status == 422
        assert "expired" in visitor.problems[0]


async def test_everything_that_is_wrong_is_said_beside_its_field(world, visitor, alice):
    await visitor.open("/auth/sign_up")
    await visitor.submit(**filled("al ice", email="x", password="password", agreement=""))
    assert visitor.status == 422
    assert len(visitor.problems) == 4
    assert visitor.page.select_one("input[name=username]")["value"] == "al ice"
    assert visitor.page.select_one("input[name=password]").get("value") is None
    await visitor.submit(**filled("alice", password="x" * 300))
    assert len(visitor.problems) == 1
    await visitor.submit(**filled("alice"))
    assert len(visitor.problems) == 2
    assert await world.count("users") == 1
    assert alice.token


async def test_the_page_follows_the_mode(world, visitor, alice):
    await set_mode(world, "closed")
    await visitor.open("/auth/sign_up")
    assert visitor.page.select("main form") == []
    await set_mode(world, "approval")
    await visitor.open("/auth/sign_up")
    await visitor.submit(**filled(reason=""))
    assert visitor.status == 422
    await visitor.submit(**filled(reason="I make cheese"))
    assert visitor.status == 200
    await visitor.open("/auth/sign_in")
    await visitor.submit(username="jane", password=PASSWORD)
    assert "waiting" in visitor.problems[0]
    await set_mode(world, "invite")
    invite = await world.db.write(create_invite, by=alice.account_id, max_uses=1)
    await visitor.open(f"/auth/sign_up?invite_code={invite.code}")
    await visitor.submit(**filled("joan"))
    assert visitor.status == 200
    await visitor.open("/settings/security")
    assert visitor.status == 200


async def test_a_form_that_was_open_when_the_door_closed_is_turned_away(world, visitor):
    await visitor.open("/auth/sign_up")
    await set_mode(world, "closed")
    await visitor.submit(**filled())
    assert visitor.status == 403
    assert await world.count("users") == 0


async def test_a_forgotten_password_is_replaced_through_a_letter(world, visitor, alice):
    await visitor.open("/auth/forgot")
    await visitor.submit(email="alice@example.org")
    told = visitor.page.select_one("main").get_text()
    link = await link_in_letter(world, "/auth/reset")
    await visitor.open(link)
    await visitor.submit(password="alice")
    assert visitor.status == 422
    await visitor.submit(password=NEW_PASSWORD)
    assert visitor.location == "/auth/sign_in"
    assert (await alice.get("/api/v1/accounts/verify_credentials")).status_code == 401
    await visitor.follow()
    await visitor.submit(username="alice", password=PASSWORD)
    assert visitor.status == 422
    await visitor.submit(username="alice", password=NEW_PASSWORD)
    assert visitor.location == "/"
    await visitor.open(link)
    assert visitor.status == 422
    assert "alice@example.org" in told


async def test_the_page_says_the_same_about_an_address_that_nobody_has(world, visitor, alice):
    pages = []
    for address in ("alice@example.org", "nobod@example.org"):
        await visitor.open("/auth/forgot")
        await visitor.submit(email=address)
        pages.append(visitor.page.select_one("main").get_text().replace(address, ""))
    assert pages[0] == pages[1]
    await visitor.open("/auth/forgot")
    await visitor.submit(email="no address")
    assert visitor.status == 422
    assert alice.token
    assert await world.count("one_time_codes") == 1


# ── a place without mail ─────────────────────────────────────────────────────────────────────────


@pytest.mark.settings(**WITHOUT_LETTERS)
async def test_a_place_without_mail_promises_no_letter_and_waits_for_the_operator(world, visitor):
    await visitor.open("/auth/sign_up")
    assert "opens each new account by hand" in visitor.page.select_one("main").get_text()
    await visitor.submit(**filled())
    assert "waits for the operator" in visitor.page.select_one("h1").get_text()
    await visitor.open("/auth/sign_in")
    await visitor.submit(username="jane", password=PASSWORD)
    assert "opens it by hand" in visitor.problems[0]
    await run_command(world.whole.site, "accounts.approve", {"name": "jane"}, lambda *_: None)
    await visitor.submit(username="jane", password=PASSWORD)
    assert visitor.location == "/"


@pytest.mark.settings(**WITHOUT_LETTERS)
async def test_a_place_without_mail_names_the_operator_to_whoever_forgot_a_password(world, visitor):
    await visitor.open("/auth/forgot")
    assert visitor.page.select("main form") == []
    assert "Ask the operator" in visitor.page.select_one("main").get_text()
    assert await world.count("one_time_codes") == 0
