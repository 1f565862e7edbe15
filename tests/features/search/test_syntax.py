"""What people type: no text breaks the language of the index, and its words are looked for."""

import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arengo.social.search.facts import ANY
from arengo.social.search.model import Question
from arengo.social.search.queries import _joined
from arengo.social.search.syntax import read_question
from arengo.social.search.words import indexed, phrases
from arengo.storage.sidecar.schema import WORDS

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\"'*^:()-+{}<>,.\\ \x00NEAROTD body:facts"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.fixture(scope="module")
def index():
    connection = sqlite3.connect(":memory:")
    connection.execute(
        f'CREATE VIRTUAL TABLE words USING fts5(body, facts, content="", tokenize="{WORDS}")'
    )
    yield connection
    connection.close()


def ask(index, question):
    expression = _joined([*(question.wanted or (f"facts : {ANY}",))], [*question.unwanted])
    return index.execute("SELECT rowid FROM words WHERE words MATCH ?", (expression,)).fetchall()


@given(HOSTILE)
@example('"')
@example('-"" NEAR(a b) body:x')
@example("from: has: before: -")
@example("a" * 5_000 + ' "' * 500)
def test_no_text_is_a_mistake_of_the_index(index, text):
    ask(index, read_question(text))


@given(
    st.text(
        st.characters(categories=["Lu", "Ll", "Lo", "Nd"], max_codepoint=0xFFFF),
        min_size=1,
        max_size=20,
    )
)
@example("straße")
@example("東京都")
@example("iPhone修理")
@example("İstanbul")
def test_a_text_is_found_by_its_own_word(index, word):
    question = read_question(word)
    if not question.wanted:
        return
    index.execute("DROP TABLE words")
    index.execute(
        f'CREATE VIRTUAL TABLE words USING fts5(body, facts, content="", tokenize="{WORDS}")'
    )
    index.execute("INSERT INTO words (rowid, body) VALUES (1, ?)", (indexed(f"so {word} so"),))
    assert ask(index, question) == [(1,)]


@given(HOSTILE)
def test_a_text_is_indexed_whatever_it_holds(text):
    assert isinstance(indexed(text), str)
    assert all(phrase.startswith('"') for phrase in phrases(text))


def test_a_question_that_asks_for_nothing_says_so():
    for text in ("", "!!!", '""', "- + *", "in:all"):
        assert not read_question(text).says_something, text
    assert Question(authors=("me",)).says_something
    assert read_question("before:2024").says_something


def test_what_is_no_operator_is_a_word():
    assert read_question("is:nothing").wanted == ('body : "is nothing"',)
    assert read_question("before:yesterday").wanted == ('body : "before yesterday"',)
    assert read_question("-during:2024").unwanted == ('body : "during 2024"',)
