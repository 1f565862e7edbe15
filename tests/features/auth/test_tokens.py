"""Tokens: random, ours or not without a database, and never stored as they are."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from arengo.auth.oauth.tokens import hash_token, is_ours, new_token
from arengo.auth.users.codes import new_nonce, read_code, write_code
from arengo.auth.users.model import CodePurpose
from arengo.base.ids import AccountId
from arengo.config.keys import Keys

KEYS = Keys(shield=b"s" * 32, vault=b"v" * 32, push=b"p" * 32, instance=b"i" * 32)
OTHER = Keys(shield=b"t" * 32, vault=b"v" * 32, push=b"p" * 32, instance=b"i" * 32)


def test_a_token_is_known_as_ours_and_another_sites_is_not():
    token = new_token(KEYS)
    assert is_ours(token, KEYS)
    assert not is_ours(token, OTHER)
    assert len(token) == 32


def test_a_thousand_tokens_are_a_thousand_different_ones():
    assert len({new_token(KEYS) for _ in range(1_000)}) == 1_000


@given(st.integers(0, 23), st.integers(1, 255))
def test_a_token_with_any_byte_changed_is_not_ours(position, difference):
    raw = bytearray(base64.urlsafe_b64decode(new_token(KEYS)))
    raw[position] ^= difference
    assert not is_ours(base64.urlsafe_b64encode(raw).decode(), KEYS)


@given(st.text(max_size=64))
def test_no_text_that_somebody_makes_up_is_ours(text):
    assert not is_ours(text, KEYS)


def test_the_hash_of_a_token_does_not_contain_it():
    token = new_token(KEYS)
    assert token.encode() not in hash_token(token)
    assert len(hash_token(token)) == 32


def test_a_code_says_whose_it_is_and_is_good_for_one_purpose():
    code = write_code(KEYS, CodePurpose.CONFIRM_EMAIL, AccountId(77), new_nonce())
    known = read_code(KEYS, CodePurpose.CONFIRM_EMAIL, code)
    assert known is not None
    assert known.account_id == 77
    assert read_code(KEYS, CodePurpose.RESET_PASSWORD, code) is None
    assert read_code(OTHER, CodePurpose.CONFIRM_EMAIL, code) is None


def test_the_same_nonce_writes_the_same_code_again():
    nonce = new_nonce()
    codes = {write_code(KEYS, CodePurpose.RESET_PASSWORD, AccountId(1), nonce) for _ in range(3)}
    assert len(codes) == 1


@given(st.text(max_size=80))
def test_no_code_that_somebody_makes_up_is_read(text):
    assert read_code(KEYS, CodePurpose.RESET_PASSWORD, text) is None
