"""Joining through the API: the modes, what is refused and how, races, letters."""

import asyncio

import pytest

from arengo.auth.signup.actions import INVITES_MAX, approve, create_invite, expire_invite, reject
from arengo.auth.signup.queries import invites_of
from arengo.auth.users.queries import user_by_email, waiting_for_approval
from arengo.base.clock import now_ms
from arengo.base.errors import Forbidden, Invalid
from arengo.social.instance.actions import change_setting
from tests.travelling import travelling
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio


async def sign_up(world, name, **form):
    full = {
        "username": name,
        "email": f"{name}@example.org",
        "password": PASSWORD,
        "agreement": "1",
        "locale": "it-IT",
        **form,
    }
    holder = world.holder("", await world.app_token())
    return await holder.post("/api/v1/accounts", data=full)


async def set_mode(world, mode):
    await world.db.write(change_setting, name="registrations", value=mode)


def details(answer):
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"].startswith("Validation failed: ")
    told = answer.json()["details"]
    return {field: [problem["error"] for problem in told[field]] for field in told}


# ── what is refused ──────────────────────────────────────────────────────────────────────────────


async def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_kept(world):
    answer = await sign_up(
        world, "no good", email="not an address", password="short", agreement="0"
    )
    assert details(answer) == {
        "username": ["ERR_INVALID"],
        "email": ["ERR_INVALID"],
        "password": ["ERR_TOO_SHORT"],
        "agreement": ["ERR_ACCEPTED"],
    }
    assert await world.count("accounts") == await world.count("users") == 0


async def test_a_form_in_any_broken_shape_is_a_clear_refusal(world):
    holder = world.holder("", await world.app_token())
    for form in ({}, {"username": ["a"]}, {"username": {"a": 1}}, {"agreement": "perhaps"}):
        answer = await holder.post("/api/v1/accounts", json=form)
        assert answer.status_code == 422
        assert "error" in answer.json()
    for name in ("admin", "Support", "a" * 31, "älice", "al\u202eice", ""):
        assert "username" in details(await sign_up(world, name, email="a@example.org"))


async def test_names_and_addresses_are_taken_whatever_their_case(world, alice):
    assert details(await sign_up(world, "ALICE", email="x@example.org")) == {
        "username": ["ERR_TAKEN"]
    }
    answer = await sign_up(world, "Alice", email="Alice@EXAMPLE.org")
    assert details(answer) == {"username": ["ERR_TAKEN"], "email": ["ERR_TAKEN"]}
    assert await world.count("users") == 1
    assert alice.token


async def test_of_many_who_bring_one_address_at_once_one_gets_in(world):
    tries = [sign_up(world, f"jane{n}", email="jane@example.org") for n in range(20)]
    answers = await asyncio.gather(*tries)
    assert sum(answer.status_code == 200 for answer in answers) == 1
    assert await world.count("accounts") == await world.count("users") == 1


async def test_nobody_signs_up_in_the_name_of_somebody_else(world, alice):
    form = {"username": "eve", "email": "eve@example.org", "password": PASSWORD, "agreement": True}
    assert (await alice.post("/api/v1/accounts", json=form)).status_code == 403
    assert (await world.anonymous().post("/api/v1/accounts", json=form)).status_code == 401


async def test_a_date_of_birth_is_kept_nowhere(world):
    answer = await sign_up(world, "jane", date_of_birth="1987-06-05")
    assert answer.status_code == 200
    rows = await world.db.read(lambda tx: tx.rows("SELECT * FROM users"))
    kept = {str(value) for row in rows for value in row}  # whole: an id may hold any digits
    born = {"1987", "19870605", "6364", "549849600", "549849600000", "1987-06-05"}
    assert "jane@example.org" in kept
    assert not born & kept
    assert not [value for value in kept if "1987-06" in value or value.startswith("1987-")]


# ── modes ────────────────────────────────────────────────────────────────────────────────────────


async def test_nobody_gets_in_where_it_is_closed(world):
    await set_mode(world, "closed")
    answer = await sign_up(world, "jane", invite_code="anything")
    assert (answer.status_code, answer.json()) == (403, {"error": "This action is not allowed"})


async def test_where_the_team_looks_first_one_waits_and_is_told(world):
    await set_mode(world, "approval")
    assert details(await sign_up(world, "jane")) == {"reason": ["ERR_BLANK"]}
    answer = await sign_up(world, "jane", reason="I make cheese")
    jane = world.holder("jane", answer.json()["access_token"])
    refused = await jane.get("/api/v1/timelines/home")
    assert refused.status_code == 403
    assert refused.json() == {"error": "Your login is currently pending approval"}
    waiting = await world.db.read(waiting_for_approval)
    assert [(user.email, user.reason) for user in waiting] == [
        ("jane@example.org", "I make cheese")
    ]
    for _ in range(2):
        await world.db.write(approve, account_id=waiting[0].id)
    assert (await jane.get("/api/v1/timelines/home")).status_code == 200
    await world.run_jobs()
    assert [mail.subject for mail in world.sent] == ["Un posto per te su Arengo"]


async def test_whoever_is_turned_away_leaves_no_login_behind(world):
    await set_mode(world, "approval")
    answer = await sign_up(world, "jane", reason="I make cheese")
    user = await world.db.read(user_by_email, "jane@example.org")
    await world.db.write(reject, account_id=user.id)
    jane = world.holder("jane", answer.json()["access_token"])
    assert (await jane.get("/api/v1/timelines/home")).status_code == 401
    assert await world.count("users") == 0
    again = await sign_up(world, "jane2", email="jane@example.org", reason="I make cheese")
    assert again.status_code == 200


async def test_an_invitation_opens_the_door_as_often_as_it_says(world, alice):
    await set_mode(world, "invite")
    assert details(await sign_up(world, "jane")) == {"invite_code": ["ERR_BLANK"]}
    assert details(await sign_up(world, "jane", invite_code="x")) == {
        "invite_code": ["ERR_INVALID"]
    }
    invite = await world.db.write(create_invite, by=alice.account_id, max_uses=3)
    tries = [sign_up(world, f"jane{n}", invite_code=invite.code) for n in range(12)]
    answers = await asyncio.gather(*tries)
    assert sum(answer.status_code == 200 for answer in answers) == 3
    assert await world.count("users") == 4
    (used,) = await world.db.read(invites_of, alice.account_id)
    assert used.uses == 3


async def test_a_refused_form_does_not_use_an_invitation_up(world, alice):
    await set_mode(world, "invite")
    invite = await world.db.write(create_invite, by=alice.account_id, max_uses=1)
    refused = await sign_up(world, "alice", email="other@example.org", invite_code=invite.code)
    assert refused.status_code == 422
    assert (await sign_up(world, "jane", invite_code=invite.code)).status_code == 200


async def test_an_invitation_that_was_ended_opens_nothing(world, alice):
    await set_mode(world, "approval")
    invite = await world.db.write(create_invite, by=alice.account_id)
    let_in = await sign_up(world, "jane", invite_code=invite.code)
    jane = world.holder("jane", let_in.json()["access_token"])
    assert (await jane.get("/api/v1/timelines/home")).status_code == 200
    for _ in range(2):
        await world.db.write(expire_invite, by=alice.account_id, invite_id=invite.id)
    assert details(await sign_up(world, "joan", invite_code=invite.code)) == {
        "invite_code": ["ERR_INVALID"]
    }


async def test_an_invitation_is_over_when_its_time_is(world, alice):
    await set_mode(world, "invite")
    invite = await world.db.write(create_invite, by=alice.account_id, expires_ms=now_ms() + 60_000)
    with travelling(61):
        assert details(await sign_up(world, "jane", invite_code=invite.code)) == {
            "invite_code": ["ERR_INVALID"]
        }
        (shown,) = await world.db.read(invites_of, alice.account_id)
        assert not shown.is_good(now_ms())
    assert shown.is_good(now_ms())


async def test_nobody_has_more_than_a_hundred_invitations_at_once(world, alice):
    for _ in range(INVITES_MAX):
        await world.db.write(create_invite, by=alice.account_id)
    with pytest.raises(Invalid):
        await world.db.write(create_invite, by=alice.account_id)


async def test_whoever_was_let_in_cannot_be_turned_away(world, alice):
    with pytest.raises(Forbidden):
        await world.db.write(reject, account_id=alice.account_id)
    too_long = await sign_up(world, "jane", reason="x" * 1_001)
    assert too_long.status_code == 200, "where nobody asks for a reason, none is kept"
    assert (await world.db.read(user_by_email, "jane@example.org")).reason is None
    await set_mode(world, "approval")
    answer = await sign_up(world, "joan", reason="x" * 1_001)
    assert details(answer) == {"reason": ["ERR_TOO_LONG"]}


# ── letters ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.settings(profile="default", rate_limits=False, mail_urls=["smtp://mail.test"])
async def test_until_the_address_is_confirmed_a_login_can_do_little(world):
    answer = await sign_up(world, "jane")
    assert answer.status_code == 200
    jane = world.holder("jane", answer.json()["access_token"])
    refused = await jane.get("/api/v1/timelines/home")
    assert refused.status_code == 403
    assert refused.json() == {"error": "Your login is missing a confirmed e-mail address"}
    asked = await jane.get("/api/v1/emails/check_confirmation")
    assert (asked.status_code, asked.json()) == (200, False)
    await world.run_jobs()
    (mail,) = world.sent
    assert mail.to == "jane@example.org"
    assert mail.subject == "Conferma il tuo indirizzo per Arengo"
    link = next(line for line in mail.text.splitlines() if line.startswith("https://"))
    assert (await world.anonymous().get(link)).status_code == 200
    assert (await jane.get("/api/v1/emails/check_confirmation")).json() is True
    assert (await jane.get("/api/v1/timelines/home")).status_code == 200


@pytest.mark.settings(profile="default", rate_limits=False, mail_urls=["smtp://mail.test"])
async def test_a_mistyped_address_is_corrected_by_the_app_that_opened_the_account(world):
    answer = await sign_up(world, "jane", email="jnae@example.org")
    jane = world.holder("jane", answer.json()["access_token"])
    sent = await jane.post("/api/v1/emails/confirmations", data={"email": "jane@example.org"})
    assert (sent.status_code, sent.json()) == (200, {})
    await world.run_jobs()
    assert {mail.to for mail in world.sent} == {"jane@example.org"}
    links = [line for m in world.sent for line in m.text.splitlines() if "confirm?" in line]
    for link in links:
        await world.anonymous().get(link)
    assert (await jane.get("/api/v1/emails/check_confirmation")).json() is True
    again = await jane.post("/api/v1/emails/confirmations")
    assert again.status_code == 403
    assert again.json() == {
        "error": "This method is only available while the e-mail is awaiting confirmation"
    }
    reused = await sign_up(world, "joan", email="jnae@example.org")
    assert reused.status_code == 200


@pytest.mark.settings(profile="default", rate_limits=False)
async def test_a_server_without_mail_says_that_its_operator_must_act(world):
    answer = await sign_up(world, "jane")
    jane = world.holder("jane", answer.json()["access_token"])
    refused = await jane.post("/api/v1/emails/confirmations")
    assert (refused.status_code, "cannot send" in refused.json()["error"]) == (403, True)
    older = (await world.anonymous().get("/api/v1/instance")).json()
    newer = (await world.anonymous().get("/api/v2/instance")).json()
    assert (older["registrations"], older["approval_required"]) == (True, True)
    assert newer["registrations"]["approval_required"] is True
    assert newer["registrations"]["reason_required"] is False


async def test_another_app_cannot_ask_for_the_letter(world, alice):
    app = await world.app()
    form = {
        "grant_type": "password",
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "username": "alice",
        "password": PASSWORD,
        "scope": "write",
    }
    token = (await world.anonymous().post("/oauth/token", data=form)).json()["access_token"]
    answer = await world.holder("", token).post("/api/v1/emails/confirmations")
    assert answer.status_code == 403
    assert "originally signed-up with" in answer.json()["error"]
    assert alice.token
