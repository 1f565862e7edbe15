"""The second factor: codes count once, recovery codes too, secrets are sealed."""

import asyncio
import time

import pyotp
import pytest
import time_machine

from arengo.auth.users.model import UserFlag
from arengo.auth.users.queries import count_recovery_codes, user_by_id
from arengo.auth.users.second_factor import actions
from arengo.auth.users.second_factor.totp import STEP_S, matching_step
from arengo.base.errors import Conflict, Invalid
from tests.travelling import travelling

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("early_today")]


def no_code_of(secret):
    """Return digits that are no code now: of a million one would be."""
    near = {pyotp.TOTP(secret).at(int(time.time()) + STEP_S * off) for off in range(-2, 3)}
    return next(digits for digits in map("{:06}".format, range(6)) if digits not in near)


async def turn_on(world, person):
    """Return (secret, recovery codes) of a second factor that was just set up."""
    keys = world.whole.site.keys
    secret = await world.db.write(actions.begin, account_id=person.account_id, keys=keys)
    code = pyotp.TOTP(secret).now()
    codes = await world.db.write(actions.finish, account_id=person.account_id, code=code, keys=keys)
    return secret, codes


async def use(world, person, code):
    keys = world.whole.site.keys
    return await world.db.write(
        actions.use_code, account_id=person.account_id, code=code, keys=keys
    )


async def test_a_code_counts_once_and_never_again(world, alice):
    secret, _ = await turn_on(world, alice)
    first = pyotp.TOTP(secret).now()
    assert not await use(world, alice, first), "the code of the set-up was used by it"
    with travelling(30):
        code = pyotp.TOTP(secret).now()
        assert await use(world, alice, code)
        assert not await use(world, alice, code)
        assert not await use(world, alice, first)


async def test_of_many_who_bring_one_code_at_once_one_passes(world, alice):
    secret, recovery = await turn_on(world, alice)
    with travelling(60):
        code = pyotp.TOTP(secret).now()
        passed = await asyncio.gather(*(use(world, alice, code) for _ in range(8)))
        assert passed.count(True) == 1
    passed = await asyncio.gather(*(use(world, alice, recovery[0]) for _ in range(8)))
    assert passed.count(True) == 1


async def test_ten_recovery_codes_work_once_each_however_they_are_typed(world, alice):
    _, codes = await turn_on(world, alice)
    assert len(set(codes)) == 10
    assert await use(world, alice, codes[0])
    assert not await use(world, alice, codes[0])
    assert await use(world, alice, f" {codes[1].upper().replace('-', ' ')} ")
    assert await world.db.read(count_recovery_codes, alice.account_id) == 8
    kept = await world.db.read(lambda tx: tx.rows("SELECT hash FROM recovery_codes"))
    assert all(code.encode() not in bytes(row[0]) for row in kept for code in codes)


async def test_new_recovery_codes_end_the_old_ones(world, alice):
    _, old = await turn_on(world, alice)
    keys = world.whole.site.keys
    new = await world.db.write(actions.renew_recovery_codes, account_id=alice.account_id, keys=keys)
    assert not await use(world, alice, old[0])
    assert await use(world, alice, new[0])


async def test_it_is_on_only_after_a_code_came_back(world, alice):
    keys = world.whole.site.keys
    secret = await world.db.write(actions.begin, account_id=alice.account_id, keys=keys)
    for wrong in (no_code_of(secret), "", "12345", "abcdef", "٣٤٥٦٧٨"):
        with pytest.raises(Invalid):
            await world.db.write(actions.finish, account_id=alice.account_id, code=wrong, keys=keys)
    user = await world.db.read(user_by_id, alice.account_id)
    assert UserFlag.SECOND_FACTOR not in user.flags
    assert not await use(world, alice, no_code_of(secret))


async def test_the_secret_is_sealed_in_the_database(world, alice):
    secret, _ = await turn_on(world, alice)
    user = await world.db.read(user_by_id, alice.account_id)
    assert user.totp_secret is not None
    assert secret.encode() not in user.totp_secret
    assert world.whole.site.keys.decrypt(user.totp_secret).decode() == secret


async def test_turning_it_off_takes_everything_away_and_tells(world, alice):
    _, codes = await turn_on(world, alice)
    with pytest.raises(Conflict):
        await turn_on(world, alice)
    for _ in range(2):
        await world.db.write(actions.turn_off, account_id=alice.account_id)
    assert not await use(world, alice, codes[0])
    user = await world.db.read(user_by_id, alice.account_id)
    assert user.totp_secret is None
    assert await world.count("recovery_codes") == 0
    await world.run_jobs()
    assert len(world.sent) == 2


def test_a_clock_may_be_one_step_off_and_not_two():
    secret = pyotp.random_base32()
    totp = pyotp.TOTP(secret)
    now = 1_795_246_318
    with time_machine.travel(now, tick=False):
        fits = [matching_step(secret, totp.at(now + 30 * off)) for off in (-2, -1, 0, 1, 2)]
    step = now // 30
    assert fits == [None, step - 1, step, step + 1, None]
