"""Words that people copy into a command line: the length asked for, and never an option."""

import pytest

from arengo.auth.users.tokens import is_ours, new_token
from arengo.base.words import draw_word
from arengo.config.keys import load_keys

DRAWS = 2_000


@pytest.mark.parametrize("length", [12, 16, 43])
def test_a_word_has_its_length_and_only_letters_and_digits(length):
    drawn = {draw_word(length) for _ in range(DRAWS)}
    assert len(drawn) == DRAWS
    assert all(len(word) == length and word.isascii() and word.isalnum() for word in drawn)


def test_no_token_looks_like_an_option(tmp_path):
    keys = load_keys(tmp_path)
    drawn = [new_token(keys) for _ in range(DRAWS)]
    assert all(is_ours(token, keys) for token in drawn)
    assert not [token for token in drawn if token.startswith("-")]
