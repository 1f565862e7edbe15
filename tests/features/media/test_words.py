"""What may be said about an image: a description and a point, whatever comes in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.base.errors import Invalid
from arengo.social.media.policy import clean_description, clean_focus

INSIDE = st.floats(-1, 1)
OUTSIDE = st.floats(allow_nan=True, allow_infinity=True).filter(lambda number: not abs(number) <= 1)


@given(INSIDE, INSIDE)
def test_a_point_inside_is_kept_exactly(x, y):
    kept = clean_focus(f" {x} , {y} ")
    assert tuple(float(part) for part in kept.split(",")) == (x, y)
    assert clean_focus(kept) == kept


@given(INSIDE, OUTSIDE, st.booleans())
def test_a_point_outside_is_refused(inside, outside, first):
    pair = (outside, inside) if first else (inside, outside)
    with pytest.raises(Invalid, match="between -1"):
        clean_focus(f"{pair[0]},{pair[1]}")


@given(st.text(max_size=30))
def test_whatever_is_said_is_a_point_or_nothing_or_refused(text):
    try:
        kept = clean_focus(text)
    except Invalid:
        return
    if kept is None:
        assert not text.strip()
    else:
        assert all(abs(float(part)) <= 1 for part in kept.split(","))


@pytest.mark.parametrize("text", ["1", "1,2,3", "a,b", "0.1;0.2", ",", "0,", "0,nan", "1e400,0"])
def test_what_is_no_point_is_refused(text):
    with pytest.raises(Invalid):
        clean_focus(text)


def test_a_description_has_a_length_and_no_controls():
    assert clean_description(" a\x00b \u2028 c ") == "ab \n c"
    assert clean_description(" \n ") is None
    assert len(clean_description("x" * 1500)) == 1500
    with pytest.raises(Invalid, match="Description is too long"):
        clean_description("x" * 1501)
