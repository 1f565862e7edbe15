"""A password that is changed while it is checked: hashing takes long, and nothing waits for it."""

import pytest
from argon2 import PasswordHasher, extract_parameters

from arengo.api.routes import oauth as oauth_routes
from arengo.auth.sessions import signing_in
from arengo.auth.users import actions as users
from arengo.auth.users import store
from arengo.auth.users.model import UserFlag
from arengo.auth.users.queries import user_by_id
from arengo.web.pages.auth import password as password_page
from arengo.web.pages.auth import sign_in as sign_in_page
from tests.doors.api.test_oauth import by_password
from tests.doors.web.visiting import Visitor
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio


def meanwhile(monkeypatch, module, name, change):
    """Let something happen between the check of a password and what it opens."""
    checked = getattr(module, name)

    async def and_then(*args, **options):
        answer = await checked(*args, **options)
        await change()
        return answer

    monkeypatch.setattr(module, name, and_then)


async def test_a_password_that_is_changed_while_it_is_checked_opens_nothing(
    world, alice, monkeypatch
):
    async def change():
        await world.db.write(users.change_password, account_id=alice.account_id, password_hash="x")

    app = await world.app()
    meanwhile(monkeypatch, oauth_routes, "check_password", change)
    answer = await by_password(world, app, "alice")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


async def test_a_second_factor_that_is_set_up_meanwhile_counts(world, alice, monkeypatch):
    async def change():
        flags = {"add": UserFlag.SECOND_FACTOR}
        await world.db.write(store.change_flags, alice.account_id, **flags)

    app = await world.app()
    meanwhile(monkeypatch, oauth_routes, "check_password", change)
    assert (await by_password(world, app, "alice")).status_code == 400


@pytest.mark.usefixtures("earnest_passwords")
async def test_a_password_kept_in_an_older_way_is_renewed_when_it_comes(world, alice):
    older = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    known = (await world.db.read(user_by_id, alice.account_id)).password_hash
    who = {"account_id": alice.account_id, "known_hash": known, "password_hash": older}
    assert await world.db.write(users.rehash_password, **who)
    assert not await world.db.write(users.rehash_password, **who), "that is another one now"
    answer = await by_password(world, await world.app(), "alice")
    assert answer.status_code == 200
    kept = (await world.db.read(user_by_id, alice.account_id)).password_hash
    assert extract_parameters(kept).memory_cost == 19 * 1024
    assert (await alice.get("/api/v1/accounts/verify_credentials")).status_code == 200


async def test_an_older_hash_never_replaces_a_new_password(world, alice, monkeypatch):
    older = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    await world.db.write(store.set_password, alice.account_id, password_hash=older)

    async def change():
        await world.db.write(users.change_password, account_id=alice.account_id, password_hash="x")

    meanwhile(monkeypatch, signing_in, "hash_password", change)
    assert (await by_password(world, await world.app(), "alice")).status_code == 400
    assert (await world.db.read(user_by_id, alice.account_id)).password_hash == "x"


async def test_a_page_opens_nothing_either(world, alice, monkeypatch):
    visitor = Visitor(world)

    async def change():
        await world.db.write(users.change_password, account_id=alice.account_id, password_hash="x")

    meanwhile(monkeypatch, sign_in_page, "check_password", change)
    await visitor.open("/auth/sign_in")
    await visitor.submit(username="alice", password=PASSWORD)
    assert visitor.status == 422
    assert visitor.problems
    assert await world.count("sessions") == 0


async def test_of_two_changes_at_once_the_first_stands(world, alice, monkeypatch):
    visitor = Visitor(world)
    await visitor.open("/auth/sign_in?return_to=/settings/security/password")
    await (await visitor.submit(username="alice", password=PASSWORD)).follow()

    async def change():
        await world.db.write(users.change_password, account_id=alice.account_id, password_hash="x")

    meanwhile(monkeypatch, password_page, "hash_password", change)
    await visitor.submit(current=PASSWORD, password="another good one")
    assert visitor.status == 422
    assert (await world.db.read(user_by_id, alice.account_id)).password_hash == "x"
