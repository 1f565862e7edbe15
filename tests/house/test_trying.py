"""Laws meet the same examples in every run, whatever else their process has loaded."""

import sys
from types import ModuleType

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trying import EVERYTHING


def met() -> list[list[int]]:
    """Return the examples of a law."""
    examples: list[list[int]] = []

    @settings(max_examples=100)
    @given(st.lists(st.integers(), min_size=20, max_size=20))
    def law(numbers: list[int]) -> None:
        examples.append(numbers)

    law()
    return examples


def test_a_module_more_changes_no_example(tmp_path, monkeypatch):
    before = met()
    loaded = ModuleType("somewhere")
    loaded.__file__ = str(tmp_path / "somewhere.py")
    (tmp_path / "somewhere.py").write_text(f"THERE = {[*range(98_765, 98_865)]}")
    monkeypatch.setitem(sys.modules, "somewhere", loaded)
    assert met() == before or EVERYTHING
