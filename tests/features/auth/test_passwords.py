"""Passwords: how they are kept, how many are hashed at once, which are refused."""

import asyncio
import threading

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from arengo.auth.users import passwords
from arengo.auth.users.policy import password_problem
from arengo.base.errors import Busy

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("earnest_passwords")]


async def test_a_password_is_kept_as_argon2id_with_the_recommended_parameters():
    kept = extract_parameters(await passwords.hash_password("correct horse"))
    assert kept.type is Type.ID
    assert (kept.memory_cost, kept.time_cost, kept.parallelism) == (19 * 1024, 2, 1)


async def test_only_the_same_password_fits():
    kept = await passwords.hash_password("correct horse")
    assert await passwords.verify_password(kept, "correct horse")
    assert not await passwords.verify_password(kept, "correct horsf")
    assert "correct" not in kept


async def test_nobodys_password_is_checked_too_and_never_fits():
    assert not await passwords.verify_password(None, "nobody has this password")


async def test_a_hash_that_cannot_be_read_fits_nothing():
    assert not await passwords.verify_password("not a hash", "anything")


async def test_more_work_than_can_wait_is_refused_and_the_rest_is_done():
    gate = threading.Event()
    most = passwords.AT_ONCE + passwords.WAITING_MAX
    accepted = [asyncio.create_task(passwords._run(gate.wait)) for _ in range(most)]
    await asyncio.sleep(0)  # lets each take its place
    with pytest.raises(Busy):
        await passwords.verify_password("not a hash", "x")
    gate.set()
    assert await asyncio.gather(*accepted) == [True] * most
    assert await passwords.verify_password("not a hash", "x") is False


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "ERR_BLANK"),
        ("short1!", "ERR_TOO_SHORT"),
        ("x1" * 128 + "y", "ERR_TOO_LONG"),
        ("password123", "ERR_INVALID"),
        ("PassWord123", "ERR_INVALID"),
        ("aaaaaaaaaaaa", "ERR_INVALID"),
        ("alice_in_wonderland", "ERR_INVALID"),
        ("Alice@example.org", "ERR_INVALID"),
    ],
)
async def test_a_password_that_anybody_would_try_is_refused(password, code):
    problem = password_problem(password, username="alice_in_wonderland", email="alice@example.org")
    assert problem is not None
    assert problem[:2] == ("password", code)


@pytest.mark.parametrize("password", ["tre gatti al sole", "пароль-надёжный", "x1y2z3" * 40])
async def test_a_long_password_in_any_script_is_welcome(password):
    assert password_problem(password, username="alice", email="alice@example.org") is None
