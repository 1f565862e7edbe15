"""Looking after one's own login: password, address, invitations, leaving."""

import pyotp
import pytest

from arengo.auth.signup.actions import admit
from arengo.auth.users.actions import mark_confirmed
from arengo.auth.users.passwords import hash_password
from tests.doors.web.visiting import Visitor
from tests.features.auth.test_second_factor import no_code_of
from tests.markup import Tag
from tests.travelling import travelling
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio
FRESH = "another good horse"
ME = "/api/v1/accounts/verify_credentials"


async def signed_in(world, name="alice", password=PASSWORD) -> Visitor:
    visitor = Visitor(world)
    await visitor.open("/auth/sign_in?return_to=/settings/security")
    await visitor.submit(username=name, password=password)
    return await visitor.follow()


async def is_signed_in(visitor) -> bool:
    return (await visitor.person.get("/settings/security")).status_code == 200


async def turn_on_second_factor(visitor) -> tuple[str, list[str]]:
    section = "section[aria-labelledby=second-factor]"
    await visitor.open("/settings/security")
    await visitor.submit(within=section)
    secret = visitor.page.select_one("code.copy").get_text().replace(" ", "")
    await visitor.submit(within=section, code=pyotp.TOTP(secret).now())
    return secret, [tag.get_text() for tag in visitor.page.select(".codes-list code")]


def typed(visitor, name) -> str:
    field = visitor.page.select_one(f"main [name={name}]")
    assert isinstance(field, Tag)
    return str(field.get("value", ""))


# ── password ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_new_password_keeps_this_browser_and_shuts_out_everybody_else(world, alice):
    here, there = await signed_in(world), await signed_in(world)
    await here.open("/settings/security/password")
    await here.submit(current=PASSWORD, password=FRESH)
    assert here.status == 200
    assert here.title == "Your password is changed"
    assert await is_signed_in(here)
    assert not await is_signed_in(there)
    assert (await alice.get(ME)).status_code == 401
    assert not await is_signed_in(await signed_in(world))
    assert await is_signed_in(await signed_in(world, password=FRESH))
    await world.run_jobs()
    assert world.sent[-1].subject == "Your password was changed"


async def test_a_password_is_not_changed_by_whoever_does_not_know_it(world, alice):
    visitor = await signed_in(world)
    await visitor.open("/settings/security/password")
    await visitor.submit(current="guess", password=FRESH)
    assert visitor.status == 422
    assert visitor.problems == ["The password is not right."]
    assert FRESH not in visitor.answer.text
    await visitor.submit(current=PASSWORD, password="alice")
    assert "at least 8" in visitor.problems[0]
    assert (await alice.get(ME)).status_code == 200


async def test_a_code_of_the_second_factor_stands_in_for_the_old_password_once(world, alice):
    visitor = await signed_in(world)
    _, codes = await turn_on_second_factor(visitor)
    for password, status in ((FRESH, 200), ("and yet another", 422)):
        await visitor.open("/settings/security/password")
        await visitor.submit(current=codes[0], password=password)
        assert visitor.status == status
    assert alice.token


async def test_a_good_code_is_no_wrong_password(world, alice):
    visitor = await signed_in(world)
    _, codes = await turn_on_second_factor(visitor)
    await visitor.open("/settings/security/password")
    for _ in range(9):
        await visitor.submit(current="guess", password=FRESH)
    await visitor.submit(current=codes[0], password=FRESH)
    assert visitor.status == 200
    await visitor.open("/settings/security/password")
    await visitor.submit(current=FRESH, password="and yet another")
    assert visitor.status == 200
    assert alice.token


async def test_the_old_password_cannot_be_guessed_on_and_on(world, alice):
    visitor = await signed_in(world)
    await visitor.open("/settings/security/password")
    for _ in range(10):
        await visitor.submit(current="guess", password=FRESH)
        assert visitor.status == 422
    await visitor.submit(current=PASSWORD, password=FRESH)
    assert "Too many attempts" in visitor.problems[0]
    assert (await alice.get(ME)).status_code == 200


# ── address ──────────────────────────────────────────────────────────────────────────────────────


async def change_email(visitor, email, current=PASSWORD):
    await visitor.open("/settings/security/email")
    return await visitor.submit(email=email, current=current)


def link_in(mail) -> str:
    return next(line for line in mail.text.splitlines() if "/auth/confirm?" in line)


async def test_a_new_address_counts_once_its_letter_is_answered(world, alice):
    visitor = await signed_in(world)
    await change_email(visitor, "new@example.org")
    assert visitor.status == 200
    assert "new@example.org" in visitor.page.get_text()
    await visitor.open("/settings/security")
    login = visitor.page.select_one("section[aria-labelledby=login]").get_text()
    assert "alice@example.org" in login
    assert "new@example.org" in login
    await world.run_jobs()
    letter = world.sent[-1]
    assert letter.to == "new@example.org"
    await visitor.open(link_in(letter).removeprefix(world.settings.origin))
    await visitor.open("/settings/security")
    assert "alice@example.org" not in visitor.answer.text
    assert await is_signed_in(await signed_in(world, "new@example.org"))
    assert alice.token


async def test_the_page_does_not_tell_who_has_an_address(world, alice, bob):
    visitor = await signed_in(world)
    await world.run_jobs()
    before = len(world.sent)
    await change_email(visitor, "bob@example.org")
    assert visitor.title == "Look in your mailbox"
    await world.run_jobs()
    assert len(world.sent) == before
    assert alice.token
    assert bob.token


async def test_an_address_is_not_changed_without_the_password(world, alice):
    visitor = await signed_in(world)
    await change_email(visitor, "new@example.org", current="guess")
    assert visitor.status == 422
    assert typed(visitor, "email") == "new@example.org", "what was typed comes back"
    await change_email(visitor, "no address")
    assert visitor.problems == ["This does not look like an e-mail address."]
    await visitor.open("/settings/security")
    assert "new@example.org" not in visitor.answer.text
    assert alice.token


@pytest.mark.settings(profile="default", rate_limits=False)
async def test_where_no_letter_can_be_sent_the_operator_confirms_the_address(world):
    user = await world.db.write(
        admit,
        username="alice",
        email="alice@example.org",
        password_hash=await hash_password(PASSWORD),
        confirmed=True,
        keys=world.whole.site.keys,
    )
    visitor = await signed_in(world)
    await change_email(visitor, "new@example.org")
    assert visitor.title == "The new address waits for the operator"
    await world.db.write(mark_confirmed, account_id=user.id)
    assert await is_signed_in(await signed_in(world, "new@example.org"))


async def test_one_s_own_address_takes_a_waiting_one_back(world, alice):
    visitor = await signed_in(world)
    await change_email(visitor, "new@example.org")
    await change_email(visitor, "ALICE@example.org")
    assert visitor.location == "/settings/security"
    await visitor.follow()
    assert "new@example.org" not in visitor.answer.text
    assert alice.token


# ── leaving ──────────────────────────────────────────────────────────────────────────────────────


async def test_whoever_leaves_is_told_what_is_lost_and_then_is_gone(world, alice):
    await alice.publish("Still here")
    visitor = await signed_in(world)
    await visitor.open("/settings/security/delete")
    assert "alice stays taken for a year" in visitor.page.get_text()
    await visitor.submit(password=PASSWORD)
    assert visitor.title == "Your account is deleted"
    assert visitor.page.select("header form") == [], "nobody is signed in"
    assert not await is_signed_in(visitor)
    assert (await alice.get(ME)).status_code == 401
    assert not await is_signed_in(await signed_in(world))
    await world.run_jobs()
    assert await world.count("posts") == 0
    assert await world.count("users") == 0


async def test_an_account_is_not_deleted_by_whoever_lacks_the_password_or_the_code(world, alice):
    visitor = await signed_in(world)
    await visitor.open("/settings/security/delete")
    await visitor.submit(password="guess")
    assert visitor.status == 422
    secret, codes = await turn_on_second_factor(visitor)
    await visitor.open("/settings/security/delete")
    await visitor.submit(password=PASSWORD, code=no_code_of(secret))
    assert visitor.problems == ["This code is not right, or it has been used already."]
    await visitor.submit(password="guess", code=codes[0])
    assert visitor.problems == ["The password is not right."]
    assert (await alice.get(ME)).status_code == 200
    with travelling(30):
        await visitor.submit(password=PASSWORD, code=pyotp.TOTP(secret).now())
    assert visitor.title == "Your account is deleted"


async def test_all_other_browsers_are_signed_out_at_once(world, alice):
    here, there, away = [await signed_in(world) for _ in range(3)]
    await here.open("/settings/security")
    await here.submit(within="section[aria-labelledby=sessions] .buttons")
    await here.follow()
    assert "All other browsers are signed out." in here.page.select_one(".said").get_text()
    assert here.page.select("section[aria-labelledby=sessions] .buttons") == []
    assert not await is_signed_in(there)
    assert not await is_signed_in(away)
    assert alice.token


# ── the door ─────────────────────────────────────────────────────────────────────────────────────

PAGES = ("password", "email", "delete", "invites")


@pytest.mark.parametrize("page", [*PAGES, "invites/1/expire"])
async def test_without_a_session_every_page_leads_to_signing_in(world, page):
    visitor = await Visitor(world).open("/auth/sign_in")
    token = typed(visitor, "csrf_token")
    path = f"/settings/security/{page}"
    for answer in (
        *([await visitor.person.get(path)] if page in PAGES else []),
        await visitor.person.post(path, data={"csrf_token": token}),
    ):
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/auth/sign_in")


async def test_a_form_from_elsewhere_changes_nothing(world, alice):
    visitor = await signed_in(world)
    form = {
        "current": PASSWORD,
        "password": FRESH,
        "email": "new@example.org",
        "max_uses": "3",
        "csrf_token": "0" * 64,
    }
    for page in ("password", "email", "invites"):
        answer = await visitor.person.post(f"/settings/security/{page}", data=form)
        assert answer.status_code == 403
    answer = await visitor.person.post(
        "/settings/security/delete", data={**form, "password": PASSWORD}
    )
    assert answer.status_code == 403
    assert await is_signed_in(await signed_in(world))
    assert await world.count("invites") == 0
    assert (await alice.get(ME)).status_code == 200


@pytest.mark.parametrize(
    ("path", "kept", "secret"),
    [
        ("/auth/sign_in", {"username": "alice"}, {"password": PASSWORD}),
        (
            "/auth/sign_up",
            {"username": "dora", "email": "dora@example.org"},
            {"password": PASSWORD, "agreement": "true"},
        ),
        ("/auth/forgot", {"email": "alice@example.org"}, {}),
        ("/settings/security/email", {"email": "new@example.org"}, {"current": PASSWORD}),
        ("/settings/security/invites", {"max_uses": "3", "days": "4"}, {}),
    ],
)
async def test_a_form_that_was_open_too_long_comes_back_with_what_was_typed(
    world, alice, path, kept, secret
):
    visitor = await signed_in(world)
    stale = {**kept, **secret, "csrf_token": "0" * 64}
    visitor.answer = await visitor.person.post(path, data=stale)
    assert visitor.status == 403
    assert visitor.problems == [
        "This page was open too long. Your entries are still here: please send them again."
    ]
    assert {name: typed(visitor, name) for name in kept} == kept
    assert PASSWORD not in visitor.answer.text
    within = "section[aria-labelledby=new]" if path.endswith("invites") else "main"
    await visitor.submit(within=within, **secret)
    assert visitor.status in {200, 303}, visitor.problems
    assert alice.token
