"""Keywords are found as Mastodon's regular expressions would, in time linear in the text."""

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from arengo.social.filters.matching import Matcher, searchable
from arengo.social.filters.model import Keyword

LETTERS = st.text(alphabet="ab é-#_ßİ1\u0301\n", max_size=40)


def keyword(text, *, whole_word):
    """Return a keyword that nobody owns."""
    return Keyword(1, 1, text, whole_word)


def found(text, word, *, whole_word=True):
    """Tell whether a word is found in a text."""
    return Matcher([keyword(word, whole_word=whole_word)]).found_in(searchable([text])) == (0,)


def test_a_whole_word_is_no_part_of_another():
    assert found("I like TEA.", "tea")
    assert not found("a teapot", "tea")
    assert found("a teapot", "tea", whole_word=False)
    assert found("green tea, please", "Tea, please")
    assert found("see #tea", "#tea")
    assert not found("see #teapot", "#tea")
    assert found("x#tea", "#tea"), "what begins with no letter has no edge there"
    assert found("50€!", "€")
    assert not found("tea_pot", "tea"), "an underscore joins words"
    assert found("tea-pot", "tea")


def test_words_of_other_scripts_have_edges_too():
    assert found("Ich trinke Größe", "GRÖSSE")
    assert not found("хлебный", "хлеб")
    assert found("это хлеб.", "ХЛЕБ")
    assert not found("कि", "क"), "a mark upon a letter belongs to it"
    assert found("コーヒーを飲む", "コーヒー", whole_word=False)
    assert found("e\u0301", "\u00e9"), "however it was typed"


def test_all_parts_are_looked_into_and_none_runs_into_the_next():
    text = searchable(["warning", "", "words", "picture of tea"])
    both = Matcher([keyword("tea", whole_word=True), keyword("warningwords", whole_word=False)])
    assert both.found_in(text) == (0,)
    assert Matcher([]).found_in(text) == ()


@given(LETTERS, st.lists(st.tuples(LETTERS.filter(str.strip), st.booleans()), max_size=6))
def test_the_same_is_found_as_by_looking_for_each_at_every_place(text, words):
    keywords = [keyword(word, whole_word=whole) for word, whole in words]
    plain = searchable([text]).replace("\0", "")
    expected = tuple(n for n, each in enumerate(keywords) if _is_there(plain, each))
    assert Matcher(keywords).found_in(searchable([text])) == expected


def _is_there(text, each):
    word = searchable([each.text]).replace("\0", "")
    inside = "[\\w\u0301\u0307]"  # the second is what İ leaves upon its i
    before = f"(?<!{inside})" if each.whole_word and re.match(inside, word) else ""
    after = f"(?!{inside})" if each.whole_word and re.match(inside, word[-1]) else ""
    return re.search(before + re.escape(word) + after, text) is not None


def steps(matcher, text):
    """Return how many lines of Python a search ran: the same on every machine."""
    count = 0

    def trace(_frame, _event, _arg):
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        matcher.found_in(text)
    finally:
        sys.settrace(before)
    return count


def test_hostile_texts_cost_as_much_as_they_are_long_and_no_more():
    few = [keyword("a" * n + "b", whole_word=False) for n in range(1, 5)]
    many = [keyword("a" * n + end, whole_word=False) for n in range(1, 120) for end in "bcd"]
    nested = [keyword("a" * n, whole_word=False) for n in range(1, 200)]
    edges = [keyword("ab " * n + "a", whole_word=True) for n in range(1, 60)]
    length = 400
    for text in ("a" * length, "ab " * (length // 3), ("a" * 150 + "c") * 2, "(a+)+$" * 66):
        for words in (few, many, nested, edges):
            cost = steps(Matcher(words), searchable([text]))
            assert cost < 40 * length + 10 * len(words), (text[:10], len(words))
