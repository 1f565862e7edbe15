"""Logins: addresses, passwords, one-time codes, and what is left when somebody goes."""

import pytest

from arengo.auth.oauth import store as token_rows
from arengo.auth.oauth.actions import issue_token, revoke_app
from arengo.auth.oauth.jobs import forget_expired
from arengo.auth.roles.model import Permission, RoleNumber, role_named, role_of
from arengo.auth.sessions import store as session_rows
from arengo.auth.sessions.actions import end_session, keep_alive, start_session
from arengo.auth.sessions.queries import sessions_of, viewer_of_session
from arengo.auth.signup.actions import admit, create_invite
from arengo.auth.users import actions
from arengo.auth.users.model import UserFlag
from arengo.auth.users.queries import user_by_email, user_by_id
from arengo.base.clock import DAY_MS
from arengo.base.errors import Invalid
from arengo.social.accounts.actions import delete_account, suspend
from tests.travelling import travelling

pytestmark = pytest.mark.anyio


def days_later(days):
    return travelling(days * DAY_MS / 1000)


async def session_of(world, person):
    return await world.db.write(
        start_session,
        account_id=person.account_id,
        network="192.0.2.0/24",
        agent="Browser",
        keys=world.whole.site.keys,
    )


async def viewer(world, cookie):
    return await world.db.read(viewer_of_session, cookie, keys=world.whole.site.keys)


async def code_in_letter(world, part):
    await world.run_jobs()
    words = [word for mail in world.sent for word in mail.text.split() if f"{part}?code=" in word]
    return words[-1].partition("code=")[2]


# ── addresses ────────────────────────────────────────────────────────────────────────────────────


async def test_a_new_address_counts_once_it_answered_and_the_old_one_is_told(world, alice):
    keys = world.whole.site.keys
    change = {"account_id": alice.account_id, "email": "new@example.org", "keys": keys}
    await world.db.write(actions.change_email, **change)
    assert await world.db.read(user_by_email, "new@example.org") is None
    code = await code_in_letter(world, "confirm")
    assert world.sent[-1].to == "new@example.org"
    await world.db.write(actions.confirm_email, code=code, keys=keys)
    assert (await world.db.read(user_by_email, "new@example.org")).id == alice.account_id
    assert await world.db.read(user_by_email, "alice@example.org") is None
    await world.run_jobs()
    assert world.sent[-1].to == "alice@example.org"


async def test_a_link_for_one_address_confirms_no_other(world, alice):
    keys = world.whole.site.keys
    change = {"account_id": alice.account_id, "keys": keys}
    await world.db.write(actions.change_email, email="mine@example.org", **change)
    code = await code_in_letter(world, "confirm")
    await world.db.write(actions.change_email, email="yours@example.org", **change)
    await world.db.write(actions.confirm_email, code=code, keys=keys)
    assert (await world.db.read(user_by_id, alice.account_id)).email == "alice@example.org"


async def test_whether_somebody_else_has_an_address_is_told_to_nobody(world, alice, bob):
    keys = world.whole.site.keys
    await world.db.write(
        actions.change_email, account_id=bob.account_id, email="alice@example.org", keys=keys
    )
    await world.run_jobs()
    assert world.sent == []
    assert (await world.db.read(user_by_email, "alice@example.org")).id == alice.account_id


async def test_a_made_up_link_confirms_nothing(world):
    for code in ("", "x", "A" * 48, "é"):
        with pytest.raises(Invalid):
            await world.db.write(actions.confirm_email, code=code, keys=world.whole.site.keys)


async def test_ones_own_address_written_otherwise_is_no_change(world, alice):
    keys = world.whole.site.keys
    own = {"account_id": alice.account_id, "email": "Alice@example.org"}
    await world.db.write(actions.change_email, keys=keys, **own)
    await world.db.write(actions.correct_email, **own)
    await world.run_jobs()
    assert world.sent == []
    assert (await world.db.read(user_by_email, "alice@example.org")).id == alice.account_id


async def test_an_address_that_somebody_took_meanwhile_is_not_taken_twice(world, alice, bob):
    keys = world.whole.site.keys
    for person in (alice, bob):
        await world.db.write(
            actions.change_email,
            account_id=person.account_id,
            email="both@example.org",
            keys=keys,
        )
    await world.run_jobs()
    codes = [mail.text.partition("code=")[2].split()[0] for mail in world.sent]
    winner = await world.db.write(actions.confirm_email, code=codes[0], keys=keys)
    with pytest.raises(Invalid):
        await world.db.write(actions.confirm_email, code=codes[1], keys=keys)
    (loser,) = {alice.account_id, bob.account_id} - {winner.id}
    with pytest.raises(Invalid):
        await world.db.write(actions.correct_email, account_id=loser, email="both@example.org")
    assert await world.count("users") == 2


# ── passwords ────────────────────────────────────────────────────────────────────────────────────


async def test_a_link_for_a_new_password_works_once_and_shuts_everybody_out(world, alice):
    keys = world.whole.site.keys
    session = await session_of(world, alice)
    await world.db.write(actions.ask_reset, email="Alice@Example.org", keys=keys)
    code = await code_in_letter(world, "reset")
    change = {"code": code, "password_hash": "a hash", "keys": keys}
    await world.db.write(actions.reset_password, **change)
    assert await viewer(world, session.cookie) is None
    assert (await alice.get("/api/v1/accounts/verify_credentials")).status_code == 401
    with pytest.raises(Invalid):
        await world.db.write(actions.reset_password, **change)


async def test_a_new_password_shuts_out_also_more_than_are_read_at_once(world, alice, monkeypatch):
    keys = world.whole.site.keys
    sessions = [await session_of(world, alice) for _ in range(5)]
    app = await world.app()
    for _ in range(5):
        await world.db.write(
            issue_token,
            app_id=int(app["id"]),
            account_id=alice.account_id,
            scopes=("read",),
            keys=keys,
        )
    monkeypatch.setattr(session_rows, "MOST", 2)
    monkeypatch.setattr(token_rows, "MOST", 2)
    change = {"account_id": alice.account_id, "password_hash": "a hash"}
    await world.db.write(revoke_app, account_id=alice.account_id, app_id=int(app["id"]))
    assert await world.count("tokens") == 2, "that of the app that signs people up, and alice's"
    await world.db.write(actions.change_password, keep_session_id=sessions[2].id, **change)
    assert [await viewer(world, each.cookie) is None for each in sessions] == [
        True,
        True,
        False,
        True,
        True,
    ]
    assert await world.count("tokens") == 1
    assert await world.count("sessions") == 1


async def test_whoever_knew_the_old_password_does_not_come_back_by_an_address(world, alice):
    keys = world.whole.site.keys
    thief = {"account_id": alice.account_id, "email": "thief@example.org", "keys": keys}
    await world.db.write(actions.change_email, **thief)
    theirs = await code_in_letter(world, "confirm")
    await world.db.write(actions.ask_reset, email="alice@example.org", keys=keys)
    code = await code_in_letter(world, "reset")
    await world.db.write(actions.reset_password, code=code, password_hash="a hash", keys=keys)
    await world.db.write(actions.confirm_email, code=theirs, keys=keys)
    user = await world.db.read(user_by_id, alice.account_id)
    assert (user.email, user.new_email) == ("alice@example.org", None)


async def test_a_link_for_a_new_password_is_over_after_six_hours(world, alice):
    keys = world.whole.site.keys
    await world.db.write(actions.ask_reset, email="alice@example.org", keys=keys)
    code = await code_in_letter(world, "reset")
    with days_later(0.26), pytest.raises(Invalid):
        await world.db.write(actions.reset_password, code=code, password_hash="a hash", keys=keys)
    assert alice.token


async def test_asking_for_nobodys_password_sends_nothing_and_often_sends_one_letter(world, alice):
    keys = world.whole.site.keys
    await world.db.write(actions.ask_reset, email="nobody@example.org", keys=keys)
    for _ in range(5):
        await world.db.write(actions.ask_reset, email="alice@example.org", keys=keys)
    await world.run_jobs()
    assert [mail.to for mail in world.sent] == ["alice@example.org"]
    assert alice.token


async def test_a_new_password_keeps_the_browser_in_which_it_was_chosen(world, alice):
    here, there = await session_of(world, alice), await session_of(world, alice)
    await world.db.write(
        actions.change_password,
        account_id=alice.account_id,
        password_hash="a hash",
        keep_session_id=here.id,
    )
    assert await viewer(world, here.cookie) is not None
    assert await viewer(world, there.cookie) is None


@pytest.mark.settings(profile="default", rate_limits=False, mail_urls=["smtp://mail.test"])
async def test_whoever_gets_the_letter_for_a_new_password_has_the_address(world):
    keys = world.whole.site.keys
    user = await world.db.write(
        admit,
        username="jane",
        email="jane@example.org",
        password_hash="a hash",
        confirmed=False,
        keys=keys,
    )
    assert not user.may_sign_in
    await world.db.write(actions.ask_reset, email="jane@example.org", keys=keys)
    code = await code_in_letter(world, "reset")
    user = await world.db.write(
        actions.reset_password, code=code, password_hash="b hash", keys=keys
    )
    assert user.may_sign_in


async def test_a_login_that_was_shut_can_be_opened_again(world, alice):
    await world.db.write(actions.disable, account_id=alice.account_id)
    await world.db.write(actions.enable, account_id=alice.account_id)
    assert (await alice.get("/api/v1/timelines/home")).status_code == 200


async def test_a_role_is_given_and_taken(world, alice):
    for role in (RoleNumber.MODERATOR, RoleNumber.MEMBER):
        await world.db.write(actions.set_role, account_id=alice.account_id, role=role)
        assert (await world.db.read(user_by_id, alice.account_id)).role == role


# ── sessions ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_session_ends_when_its_owner_ends_it_and_only_then(world, alice, bob):
    session = await session_of(world, alice)
    end = {"session_id": session.id}
    await world.db.write(end_session, account_id=bob.account_id, **end)
    seen = await viewer(world, session.cookie)
    assert seen.account_id == alice.account_id
    for _ in range(2):
        await world.db.write(end_session, account_id=alice.account_id, **end)
        assert await viewer(world, session.cookie) is None


async def test_a_session_is_kept_as_a_hash_with_a_shortened_address(world, alice):
    session = await session_of(world, alice)
    rows = await world.db.read(lambda tx: tx.rows("SELECT * FROM sessions"))
    assert session.cookie not in str(rows)
    (shown,) = await world.db.read(sessions_of, alice.account_id)
    assert shown.network == "192.0.2.0/24"


async def test_a_session_that_nobody_used_for_thirty_days_is_over_and_forgotten(world, alice):
    session = await session_of(world, alice)
    with days_later(31):
        assert await viewer(world, session.cookie) is None
        assert await world.db.read(sessions_of, alice.account_id) == []
        await forget_expired(db=world.db)
    assert await world.count("sessions") == 0


@pytest.mark.parametrize("shut", [suspend, lambda tx, who: actions.disable(tx, account_id=who)])
async def test_whoever_is_shut_out_is_signed_in_nowhere_from_that_moment(world, alice, shut):
    session = await session_of(world, alice)
    await world.db.write(shut, alice.account_id)
    assert await viewer(world, session.cookie) is None
    answer = await alice.get("/api/v1/timelines/home")
    assert answer.status_code == 403


async def test_a_cookie_is_no_token_and_a_token_no_cookie(world, alice):
    session = await session_of(world, alice)
    assert await viewer(world, alice.token) is None
    holder = world.holder("alice", session.cookie)
    assert (await holder.get("/api/v1/accounts/verify_credentials")).status_code == 401


async def test_a_session_that_is_used_goes_on(world, alice):
    session = await session_of(world, alice)
    assert not await world.db.write(keep_alive, session_id=session.id)
    with days_later(20):
        assert await world.db.write(keep_alive, session_id=session.id)
    with days_later(40):
        assert await viewer(world, session.cookie) is not None
    await world.db.write(end_session, session_id=session.id, account_id=alice.account_id)
    assert not await world.db.write(keep_alive, session_id=session.id)


# ── leaving ──────────────────────────────────────────────────────────────────────────────────────


async def test_nothing_is_left_that_opens_an_account_that_is_gone(world, alice):
    keys = world.whole.site.keys
    session = await session_of(world, alice)
    await world.db.write(create_invite, by=alice.account_id)
    await world.db.write(actions.ask_reset, email="alice@example.org", keys=keys)
    await world.db.write(delete_account, alice.account_id)
    assert await viewer(world, session.cookie) is None
    assert (await alice.get("/api/v1/accounts/verify_credentials")).status_code == 401
    for table in ("users", "sessions", "invites", "one_time_codes", "recovery_codes"):
        assert await world.count(table) == 0, table
    left = await world.db.read(
        lambda tx: tx.value("SELECT count(*) FROM tokens WHERE account_id IS NOT NULL")
    )
    assert left == 0


# ── the operator's word ──────────────────────────────────────────────────────────────────────────


async def test_the_operator_lets_people_in_with_a_role(world):
    user = await world.db.write(
        admit,
        username="Admin",
        email="olga@example.org",
        password_hash="a hash",
        role=RoleNumber.OWNER,
        confirmed=True,
        keys=world.whole.site.keys,
    )
    assert user.may_sign_in
    assert role_of(user.role).may(Permission.MANAGE_ROLES)
    assert UserFlag.APPROVED in user.flags


def test_roles_go_by_the_names_that_operators_type():
    assert role_named("owner") is role_of(3)
    assert role_named(" Moderator ") is role_of(1)
    assert role_named("member") is role_of(0)
    assert role_named("king") is None
    assert not role_of(0).is_staff
    assert not role_of(1).may(Permission.MANAGE_SETTINGS)
