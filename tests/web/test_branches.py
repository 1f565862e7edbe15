"""The tree of replies and the differences of an edit: laws that hold for any of them."""

from hypothesis import given
from hypothesis import strategies as st

from arengo.base.ids import PostId
from arengo.web.branches import DEPTH, MOST_IN_BRANCH, Twig, children_of, twig
from arengo.web.diffing import diff

ROOT = 0


@st.composite
def threads(draw) -> tuple[dict[PostId, PostId], set[int]]:
    """Each reply answers an earlier one; some of them are not to be seen."""
    size = draw(st.integers(1, 60))
    parents = {PostId(n): PostId(draw(st.integers(0, n - 1))) for n in range(1, size + 1)}
    return parents, draw(st.sets(st.sampled_from(sorted(parents))))


def depth(each: Twig) -> int:
    return 1 + max((depth(answer) for answer in each.answers), default=0)


def counted(each: Twig) -> int:
    return 1 + each.more + sum(counted(answer) for answer in each.answers)


@given(threads())
def test_every_reply_that_is_seen_stands_in_the_tree_or_is_counted_once(thread):
    parents, seen = thread
    children = children_of(ROOT, seen, parents)
    assert sorted(each for found in children.values() for each in found) == sorted(seen)
    twigs = [twig(each, children) for each in children[ROOT]]
    assert sum(counted(each) for each in twigs) == len(seen)
    for each in twigs:
        ids = list(each.ids())
        assert len(ids) == len(set(ids)) <= MOST_IN_BRANCH
        assert depth(each) <= DEPTH


@given(threads())
def test_a_reply_stands_under_the_nearest_that_is_seen(thread):
    parents, seen = thread
    for above, below in children_of(ROOT, seen, parents).items():
        for each in below:
            between = parents[PostId(each)]
            while between != above:
                assert between not in seen
                between = parents[between]


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_difference_holds_both_texts(before, after):
    pieces = diff(before, after)
    assert "".join(p.text for p in pieces if p.kind != "new") == before
    assert "".join(p.text for p in pieces if p.kind != "gone") == after


def test_an_edit_shows_words_and_a_text_without_end_is_changed_as_a_whole():
    assert [(p.kind, p.text) for p in diff("a red loaf", "a new loaf")] == [
        ("same", "a "),
        ("gone", "red"),
        ("new", "new"),
        ("same", " loaf"),
    ]
    assert [p.kind for p in diff("a " * 5_000, "a " * 5_000 + "b")] == ["gone", "new"]
