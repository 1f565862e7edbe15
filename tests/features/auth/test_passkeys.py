"""Passkeys: an answer counts once, only for our question, and only from the device that we know."""

import asyncio
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.auth.passkeys import actions
from arengo.auth.passkeys.ceremonies import (
    Here,
    check_answer,
    check_made,
    handle_of,
    making_options,
    read_answer,
    read_made,
    sign_in_options,
)
from arengo.auth.passkeys.challenges import LASTS_MS, Purpose, draw_challenge, drawn_at
from arengo.auth.passkeys.model import ANSWER_MAX, MOST, NotGenuine, Use
from arengo.auth.passkeys.queries import passkey_by_credential, passkeys_of
from arengo.auth.users.actions import disable, enable, remove_user
from arengo.base.clock import now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.config.keys import Keys
from tests.passkeys import SecurityKey, from_base64, in_base64
from tests.travelling import travelling

pytestmark = pytest.mark.anyio
HERE = Here(host="montelarco.example:8443", origin="https://montelarco.example:8443")


def here(world):
    return Here(host=world.settings.host_name, origin=world.settings.origin)


def options_to_make(world, person, *, known=()):
    keys = world.whole.site.keys
    challenge = draw_challenge(keys, Purpose.ADD, "")
    handle = handle_of(keys, person.account_id)
    return json.loads(
        making_options(here(world), challenge, handle=handle, name=person.name, known=known)
    )


async def add(world, person, key=None, *, name="My phone"):
    key = key or SecurityKey(world.settings.origin)
    made = check_made(read_made(key.make(options_to_make(world, person))), here(world))
    passkey = await world.db.write(
        actions.add_passkey, account_id=person.account_id, new=made, name=name
    )
    return key, passkey


async def use_of(world, key, *, asked_ms=None):
    challenge = draw_challenge(world.whole.site.keys, Purpose.SIGN_IN, "browser")
    options = json.loads(sign_in_options(here(world), challenge))
    answered = read_answer(key.sign(options))
    passkey = await world.db.read(passkey_by_credential, answered.credential_id)
    count = check_answer(answered, here(world), passkey)
    drawn = drawn_at(world.whole.site.keys, Purpose.SIGN_IN, "browser", answered.challenge)
    return Use(passkey=passkey, asked_ms=asked_ms or drawn, sign_count=count)


async def sign_in(world, use):
    keys = world.whole.site.keys
    return await world.db.write(actions.sign_in, use=use, network="", agent="", keys=keys)


async def test_a_device_that_was_added_signs_in_and_its_owner_was_told(world, alice):
    key, passkey = await add(world, alice)
    assert passkey.account_id == alice.account_id
    assert passkey.transports == "usb", "what is no transport is not kept"
    assert key.handle == handle_of(world.whole.site.keys, alice.account_id)
    assert (await sign_in(world, await use_of(world, key))).cookie
    [seen] = await world.db.read(passkeys_of, alice.account_id)
    assert (seen.name, seen.used_ms is not None) == ("My phone", True)
    await world.run_jobs()
    assert "passkey was added" in world.sent[-1].text


async def test_one_answer_signs_in_once_and_never_after_a_newer_one(world, alice):
    key, _ = await add(world, alice)
    first = await use_of(world, key)
    started = await asyncio.gather(*(sign_in(world, first) for _ in range(4)))
    assert sum(each is not None for each in started) == 1
    newer = await use_of(world, key, asked_ms=first.asked_ms + 2)
    older = await use_of(world, key, asked_ms=first.asked_ms + 1)
    assert await sign_in(world, newer)
    assert await sign_in(world, older) is None


async def test_a_device_that_counts_may_not_count_back(world, alice):
    key, _ = await add(world, alice, SecurityKey(world.settings.origin, counts=True))
    assert await sign_in(world, await use_of(world, key))
    key.uses -= 1
    with pytest.raises(NotGenuine):
        await use_of(world, key)


async def test_a_login_that_is_shut_or_gone_is_opened_by_no_passkey(world, alice):
    key, _ = await add(world, alice)
    use = await use_of(world, key)
    await world.db.write(disable, account_id=alice.account_id)
    assert await sign_in(world, use) is None
    await world.db.write(enable, account_id=alice.account_id)
    await world.db.write(remove_user, account_id=alice.account_id)
    assert await world.db.read(passkeys_of, alice.account_id) == []
    assert await world.db.read(passkey_by_credential, key.credential_id) is None
    assert await sign_in(world, use) is None


async def test_a_passkey_is_renamed_and_removed_by_its_owner_alone(world, alice, bob):
    key, passkey = await add(world, alice)
    with pytest.raises(NotFound):
        await world.db.write(
            actions.rename_passkey, passkey_id=passkey.id, account_id=bob.account_id, name="Mine"
        )
    await world.db.write(
        actions.rename_passkey, passkey_id=passkey.id, account_id=alice.account_id, name="é" * 90
    )
    await world.db.write(actions.remove_passkey, passkey_id=passkey.id, account_id=bob.account_id)
    [seen] = await world.db.read(passkeys_of, alice.account_id)
    assert seen.name == "é" * 60
    use = await use_of(world, key)
    for _ in range(2):
        await world.db.write(
            actions.remove_passkey, passkey_id=passkey.id, account_id=alice.account_id
        )
    assert await sign_in(world, use) is None
    await add(world, bob, key)


async def test_a_device_belongs_to_one_account_and_an_account_has_so_many(world, alice, bob):
    key, passkey = await add(world, alice)
    with pytest.raises(Invalid, match="already"):
        await add(world, bob, key)
    assert options_to_make(world, alice, known=[passkey])["excludeCredentials"]
    made = check_made(read_made(key.make(options_to_make(world, alice))), here(world))
    for number in range(1, MOST):
        each = type(made)(credential_id=b"%d" % number, public_key=b"-", sign_count=0)
        await world.db.write(
            actions.add_passkey, account_id=alice.account_id, new=each, name=str(number)
        )
    with pytest.raises(Invalid, match="at most"):
        await add(world, alice)


def test_a_question_is_ours_for_ten_minutes_for_one_purpose_and_one_browser():
    keys = Keys(shield=b"s" * 32, vault=b"v" * 32, push=b"p" * 32, instance=b"i" * 32)
    challenge = draw_challenge(keys, Purpose.SIGN_IN, "browser")
    drawn = drawn_at(keys, Purpose.SIGN_IN, "browser", challenge)
    assert drawn is not None
    assert abs(drawn - now_ms()) < LASTS_MS
    assert drawn_at(keys, Purpose.SIGN_IN, "another", challenge) is None
    assert drawn_at(keys, Purpose.ADD, "browser", challenge) is None
    assert drawn_at(keys, Purpose.SIGN_IN, "browser", challenge[:-1]) is None
    assert drawn_at(keys, Purpose.SIGN_IN, "browser", b"") is None
    with travelling(LASTS_MS // 1000 + 1):
        assert drawn_at(keys, Purpose.SIGN_IN, "browser", challenge) is None


def made_at(key, origin=None):
    options = {"user": {"id": "AA"}, "challenge": "AAAA"}
    key.origin = origin or key.origin
    return key.make(options)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: setattr(key, "origin", "https://elsewhere.example"),
        lambda key: setattr(key, "name", "elsewhere.example"),
        lambda key: setattr(key, "flags", 1),  # its owner was there, but not known
        lambda key: setattr(key, "flags", 4),
        lambda key: setattr(key, "credential_id", b""),
    ],
)
def test_what_a_device_makes_for_others_or_for_nobody_is_refused(spoil):
    key = SecurityKey(HERE.origin)
    assert check_made(read_made(made_at(key)), HERE).credential_id == key.credential_id
    spoil(key)
    with pytest.raises(NotGenuine):
        check_made(read_made(made_at(key)), HERE)


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", "\ud800", "[" * 5_000, "x" * (ANSWER_MAX + 1), '{"id":"\\ud800"}'],
)
def test_what_is_no_answer_at_all_is_refused(text):
    for read in (read_made, read_answer):
        with pytest.raises(NotGenuine):
            read(text)


@given(st.data())
def test_bytes_that_were_touched_are_refused_and_never_an_accident(data):
    key = SecurityKey(HERE.origin)
    credential = json.loads(made_at(key))
    whole = bytearray(from_base64(credential["response"]["attestationObject"]))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    credential["response"]["attestationObject"] = in_base64(bytes(whole))
    with suppress(NotGenuine):
        check_made(read_made(json.dumps(credential)), HERE)


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=4))
def test_any_value_in_any_place_is_refused(value):
    written = json.loads(made_at(SecurityKey(HERE.origin)))
    for place in ("id", "rawId", "type", "response"):
        with pytest.raises(NotGenuine):
            check_made(read_made(json.dumps({**written, place: value})), HERE)
