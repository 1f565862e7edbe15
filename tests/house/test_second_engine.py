"""The tests that the quick run takes on PostgreSQL: they exist, and a choice leaves nothing out."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.second_engine import ALWAYS, ROOT, choose, chosen_tests

statements = st.sets(st.sampled_from("abcdefgh"))
noted = st.dictionaries(st.sampled_from(["one", "two", "three", "four"]), statements, min_size=1)


@given(noted, st.data())
def test_what_is_chosen_sends_every_statement_and_none_is_chosen_for_nothing(sent, data):
    seconds = {name: data.draw(st.floats(0, 9)) for name in sent}
    names = choose(sent, seconds, frozenset(data.draw(st.sets(st.sampled_from(sorted(sent))))))
    assert set().union(*(sent[name] for name in names)) == set().union(*sent.values())
    assert len(names) == len(set(names)) <= len(set().union(*sent.values()))


def test_of_two_that_send_the_same_the_quicker_one_is_chosen_unless_the_other_was_before():
    sent, seconds = {"one": {"a"}, "two": {"a"}}, {"one": 0.3, "two": 0.2}
    assert choose(sent, seconds, frozenset()) == ["two"]
    assert choose(sent, seconds, frozenset({"one"})) == ["one"]


def test_what_is_on_the_list_exists():
    for name in chosen_tests():
        path, _, test = name.partition("::")
        found = re.search(rf"\bdef {test.partition('[')[0]}\(", (ROOT / path).read_text("utf-8"))
        assert found, name
        assert not name.startswith(ALWAYS), "it runs on both engines anyway"
