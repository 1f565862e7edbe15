"""Laws of names: what may be one, when two are the same, and which languages there are."""
# ruff: noqa: RUF001 - letters that look alike are what is tested

import contextlib
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.base.errors import Invalid
from arengo.base.text import (
    LANGUAGES,
    RESERVED,
    email_key,
    is_language,
    is_reserved,
    normalise_email,
    normalise_language,
    normalise_username,
    username_key,
)
from tests.properties.texts import anything_at_all

ADDRESSES = st.emails() | anything_at_all


@given(anything_at_all | st.from_regex(r"\A *\w{1,31} *\Z"))
def test_a_user_name_is_refused_or_stays_as_it_is(raw):
    with contextlib.suppress(Invalid):
        name = normalise_username(raw)
        assert normalise_username(name) == name == raw.strip(" ")
        assert name.isascii()
        assert 1 <= len(name) <= 30


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("", "Username can't be blank"),
        ("a b", "Username must contain only letters, numbers and underscores"),
        ("ſmith", "Username must contain only letters, numbers and underscores"),
        ("alice\n", "Username must contain only letters, numbers and underscores"),
        ("x" * 31, "Username is too long (maximum is 30 characters)"),
    ],
)
def test_a_refused_user_name_is_refused_in_mastodons_words(raw, message):
    with pytest.raises(Invalid) as refused:
        normalise_username(raw)
    assert refused.value.message == f"Validation failed: {message}"
    (problem,) = refused.value.details["username"]
    assert message == f"Username {problem['description']}"


def test_the_key_of_every_character_is_final():
    every = (chr(code) for code in range(sys.maxunicode + 1))
    assert [c for c in every if (key := username_key(c)) != username_key(key)] == []


def test_names_that_speak_for_the_server_are_reserved_in_every_disguise():
    assert is_reserved("Admin")
    assert is_reserved("__ad_min__")
    assert is_reserved("privacy_policy")
    assert not is_reserved("alice")
    assert all(name == username_key(name) and "_" not in name for name in RESERVED)


@given(ADDRESSES)
def test_an_address_is_refused_or_read_one_way(raw):
    with contextlib.suppress(Invalid):
        address = normalise_email(raw)
        assert normalise_email(address) == address
        assert address.isascii()
        assert address.count("@") == 1
        assert not set(address) & set(' "(),:;<>[\\]\r\n\t\0')
        assert email_key(address) == email_key(email_key(address))


@pytest.mark.parametrize(
    "raw",
    [
        *("", " ", "alice", "alice@", "@a.example", "alice@gmail", "a@b@c.example", "alice@a..b"),
        *("Alice <a@b.example>", '"a b"@b.example', "a(x)@b.example", "a@[127.0.0.1]"),
        *("a@b.example,c@d.example", "a@b.example;c@d.example", "a@b.example c@d.example"),
        *("a@b.example\n", "a@b.example\r\nBcc: c@d.example", "a\0@b.example", "a@b.example\u2028"),
        *("a@b.example>", "é@b.example", "a@münchen.example", "a@ⓔxample.com", ".a@b.example"),
        *("a..b@c.example", "a" * 65 + "@b.example", "a@" + "b." * 130 + "example", "a@-b.example"),
    ],
)
def test_what_is_not_one_plain_address_is_refused(raw):
    with pytest.raises(Invalid):
        normalise_email(raw)


def test_an_address_keeps_its_local_part_and_loses_the_case_of_its_domain():
    assert normalise_email(" Alice+Tag@B.EXAMPLE ") == "Alice+Tag@b.example"
    assert email_key("Alice+Tag@b.example") == "alice+tag@b.example"
    assert normalise_email("alice@arengo.test") == "alice@arengo.test"


@given(anything_at_all | st.sampled_from(sorted(LANGUAGES)))
def test_a_language_is_a_known_code_or_none(code):
    known = normalise_language(code)
    assert known is None or (is_language(known) and normalise_language(known) == known)
    assert known == code or not is_language(code)


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("it", "it"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("zh_tw", "zh-TW"),
        ("zh-Hant", "zh"),
        ("tok", "tok"),
        ("und", None),
        ("english", None),
        ("", None),
    ],
)
def test_a_region_is_dropped_where_it_is_no_language_of_its_own(code, known):
    assert normalise_language(code) == known
