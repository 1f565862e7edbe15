"""Laws of cleaning: once is enough, nothing that turns or climbs gets past its place."""

import unicodedata
from functools import partial

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from arengo.base.errors import Invalid
from arengo.base.text import clean_text
from tests.properties.texts import HOSTILE, anything, anything_at_all, costs_too_much

MARKS = st.text(st.characters(categories=["Mn", "Mc", "Me"]) | st.sampled_from("aかΩ\u200d"))


@given(anything | MARKS, st.booleans())
def test_cleaning_twice_is_cleaning_once(text, multiline):
    once = clean_text(text, multiline=multiline)
    assert clean_text(once, multiline=multiline) == once


@given(anything | MARKS, st.booleans())
def test_what_comes_out_is_composed_and_printable(text, multiline):
    cleaned = clean_text(text, multiline=multiline)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {c for c in cleaned if unicodedata.category(c) == "Cc"} - set("\n\t" * multiline)
    assert cleaned == cleaned.strip()
    assert not regex.search(r"\p{M}{9}", cleaned)


@given(anything)
def test_a_name_turns_nothing(text):
    assert not regex.search("[\u202a-\u202e\u2066-\u2069\n\t]", clean_text(text, multiline=False))


@given(anything)
def test_every_line_closes_what_it_turns(text):
    for line in clean_text(text, multiline=True).split("\n"):
        assert left_open(line) == []


@given(anything_at_all, st.booleans())
def test_only_refusals_are_raised(text, multiline):
    broken = bool(regex.search(r"\p{Cs}", text))
    try:
        clean_text(text, multiline=multiline)
    except Invalid:
        assert broken
    else:
        assert not broken


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_ascii_only_loses_the_space_around_it(text):
    assert clean_text(text, multiline=True) == text.strip()


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        (" a\x00b\x1b\x7f\x85\ufeffc\ufffe ", "abc"),
        ("a\tb", "a\tb"),
        ("e\u0301", "é"),
        ("\u202eabc\nd", "\u202eabc\u202c\nd"),
        ("\u2067\u202babc", "\u2067\u202babc\u202c\u2069"),
        ("\u2067\u202babc\u2069 d", "\u2067\u202babc\u2069 d"),
        ("a\u202c\u2069b", "ab"),
        ("\u2067a\u202cb\u2069", "\u2067ab\u2069"),
        ("\u202e" * 20 + "a", "\u202e" * 16 + "a" + "\u202c" * 16),
        ("x" + "\u0317" * 50, "x" + "\u0317" * 4),
        ("ก" + "\u0e47" * 50, "ก" + "\u0e47" * 8),
        ("👩\u200d❤️\u200d💋\u200d👨", "👩\u200d❤️\u200d💋\u200d👨"),
        ("\u200b \n", ""),
    ],
)
def test_texts_of_many_lines_become(text, cleaned):
    assert clean_text(text, multiline=True) == cleaned


def test_a_name_is_one_line():
    assert clean_text("a\nb\tc\r\n\u202ed", multiline=False) == "a b c d"


@pytest.mark.parametrize("unit", [*HOSTILE, "\u0301\u0323", "a\u0315\u0300\u0316"])
def test_cleaning_stays_linear(unit):
    assert not costs_too_much(partial(clean_text, multiline=True), unit)
    assert not costs_too_much(partial(clean_text, multiline=False), unit)


def test_half_a_character_is_refused():
    with pytest.raises(Invalid, match=r"^Validation failed: "):
        clean_text("a\ud800b", multiline=True)


def left_open(line: str) -> list[str]:
    """Read a line as the bidirectional algorithm does: what is open at its end, or wrongly shut."""
    stack = []
    for mark in line:
        if mark in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068":
            stack.append("\u2069" if mark >= "\u2066" else "\u202c")
        elif mark in "\u202c\u2069":
            if mark not in stack:
                return ["stray"]
            while stack.pop() != mark:
                pass
    return stack
