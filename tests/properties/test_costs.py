"""What tells a slow machine from slow reading: neither a bad moment nor a good one deceives it."""

from itertools import chain, repeat

import pytest

from tests.properties import texts
from tests.properties.texts import costs_too_much


@pytest.fixture
def spent(monkeypatch):
    """Give a way to say what reading costs, and how many others share the machine each time."""

    def choose(cost, *others):
        shared = chain(others, repeat(others[-1]))
        monkeypatch.setattr(texts, "_spent", lambda _, text: cost(len(text)) * next(shared))

    return choose


def test_what_grows_with_the_text_is_fine_on_any_machine(spent):
    spent(lambda length: length / 100_000, 1)
    assert not costs_too_much(len, "a")
    spent(lambda length: length / 100_000, 2.2, 2.2, 2.2, 1)
    assert not costs_too_much(len, "a"), "others left while it was measured"
    spent(lambda length: length / 100_000, *[2.2, 1] * 5, 1)
    assert not costs_too_much(len, "a")


def test_what_grows_faster_is_not(spent):
    for others in ([1], [2, 2, 2, 1], [1, 2, 1]):
        spent(lambda length: 2 * (length / 100_000) ** 2, *others)
        assert "growing by 16" in costs_too_much(len, "a")
