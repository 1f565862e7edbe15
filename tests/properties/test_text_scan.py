"""Laws of reading a text: whom it mentions, what it is tagged with, how long it is."""
# ruff: noqa: RUF001 - letters that look alike are what is tested

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.base.text import (
    Handle,
    find_links,
    find_mentions,
    find_tags,
    is_tag,
    normalise_tag,
    post_length,
    tag_id,
    visible_length,
)
from tests.properties.texts import HOSTILE, anything, anything_at_all, costs_too_much


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("@alice and @Bob@B.example.", ["alice", "bob@b.example"]),
        ("@Alice @alice @ALICE", ["alice"]),
        ("mail eve@a.example or mailto:eve@a.example", []),
        ("https://a.example/@alice @bob", ["bob"]),
        ("/@alice =@alice x@alice é@alice _@alice", []),
        (".@alice, (@bob) ❤️@carol @@dave", ["alice", "bob", "carol", "dave"]),
        ("@aliceさん @a@例え.jp", ["alice", "a@例え.jp"]),
        ("@a@b@c", ["a@b"]),
        ("@a.b-c. @- @ſ", ["a.b-c"]),
        (f"@{'a' * 300} @a@{'b' * 300}", []),
    ],
)
def test_mentions_are_found_where_people_mean_them(text, keys):
    assert [handle.key for handle in find_mentions(text)] == keys


def test_the_first_spelling_of_a_mention_is_kept():
    assert find_mentions("@Bob @bob") == [Handle("Bob")]
    assert str(find_mentions("@Bob@B.example")[0]) == "Bob@B.example"


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#Arengo #arengo #ARENGO", ["Arengo"]),
        ("#1 #2026 #_ #１２ #️⃣ #·a #-", []),
        ("#2026_25 #3d #a· #x-y", ["2026_25", "3d", "a", "x"]),
        ("x#a é#a /#a =#a )#a &#39;", []),
        ("(#a) ❤️#b ##c \uff03d", ["a", "b", "c", "d"]),
        ("https://a.example/#frag #ok", ["ok"]),
        ("#l·l #日本語 #سلام\u200cها #क्षि", ["l·l", "日本語", "سلام\u200cها", "क्षि"]),
        ("#ﱞ", []),
        (f"#{'a' * 101}", []),
    ],
)
def test_tags_are_found_where_people_mean_them(text, tags):
    assert find_tags(text) == tags


@given(anything_at_all)
def test_found_tags_are_tags_in_every_form_and_different(text):
    tags = find_tags(text)
    assert all(is_tag(name) and is_tag(normalise_tag(name)) for name in tags)
    assert len({normalise_tag(name) for name in tags}) == len(tags)


@given(anything_at_all)
def test_normalising_a_tag_twice_is_normalising_it_once(name):
    assert normalise_tag(normalise_tag(name)) == normalise_tag(name)


def test_every_single_character_is_normalised_for_good():
    letters = (chr(c) for c in range(0x30000) if not 0xD800 <= c <= 0xDFFF)
    assert [c for c in letters if (n := normalise_tag(c)) != normalise_tag(n)] == []


def test_spellings_of_one_tag_are_one():
    spellings = ["#Café", "cafe\u0301", "CAFÉ", "\uff23afé"]
    assert {normalise_tag(name) for name in spellings} == {"café"}
    assert len({tag_id(name) for name in spellings}) == 1


@given(anything_at_all)
def test_the_id_of_a_tag_is_a_positive_number_of_63_bits(name):
    assert 0 < tag_id(name) < 2**63


def test_the_id_of_a_tag_never_changes():
    assert tag_id("Arengo") == 9175558778412557362


@given(st.text(string.ascii_letters + string.digits + " .,:;!?'\"()/<>\n", max_size=200))
def test_plain_ascii_is_as_long_as_it_is(text):
    assert post_length(text) == len(text)


@given(anything_at_all)
def test_nothing_is_longer_than_its_code_points_unless_a_short_link_counts_as_23(text):
    links = len(find_links(text)) and text.count("://")
    assert 0 <= post_length(text) <= len(text) + 23 * links
    assert visible_length(text) * 16 >= len(text)


@given(anything)
def test_the_warning_counts_too(text):
    assert post_length("x", text) == 1 + visible_length(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("é", 1),
        ("e\u0301", 1),
        ("👩\u200d👩\u200d👧", 1),
        ("🇸🇲🇮🇹", 2),
        ("日本語", 3),
        ("https://a.example/" + "x" * 200, 23),
        ("https://a.io https://münchen.example/", 47),
        ("@alice", 6),
        ("@alice@a-very-long-domain.example!", 7),
        ("@a@例え.jp", 2),
        ("👩" + "\u200d👩" * 1000, 126),
    ],
)
def test_a_post_is_as_long_as_people_see(text, length):
    assert post_length(text) == length


@pytest.mark.parametrize("unit", HOSTILE)
def test_reading_stays_linear(unit):
    for read in (find_mentions, find_tags, find_links, post_length, normalise_tag):
        assert not costs_too_much(read, unit), read.__name__
