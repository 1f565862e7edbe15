"""The arithmetic of trends: what rises, what cools down."""

from hypothesis import given
from hypothesis import strategies as st

from arengo.social.discover.trends.model import COOLS_MS, POST_HALVES_MS
from arengo.social.discover.trends.policy import cooled, is_over, liked, surge

people = st.integers(0, 10_000)
days = st.lists(people, max_size=6)
ages = st.integers(0, 10**9)


@given(people, days)
def test_as_many_as_always_is_no_trend(count, before):
    usual = sum(before) / len(before) if before else 0
    assert (surge(count, before) > 0) == (count > max(1, usual))


@given(people, people, days)
def test_more_people_are_more_of_a_trend_and_a_busy_past_is_less(one, other, before):
    less, more = sorted((one, other))
    assert surge(less, before) <= surge(more, before)
    assert surge(one, [each + 1 for each in before] or [5]) <= surge(one, before)


@given(st.floats(0, 1e6), ages)
def test_a_peak_halves_every_four_hours(peak, age):
    assert 0 <= cooled(peak, age) <= peak
    assert abs(cooled(peak, COOLS_MS) - peak / 2) < 1e-6
    assert cooled(peak, -age) == peak, "a clock that goes back warms nothing up"


@given(people, people, ages)
def test_a_post_halves_every_twelve_hours_and_a_boost_counts_twice(favourites, boosts, age):
    now = liked(favourites, boosts, 0)
    assert now == favourites + 2 * boosts
    assert liked(favourites, boosts, age) <= now
    assert abs(liked(favourites, boosts, POST_HALVES_MS) - now / 2) < 1e-6


def test_what_is_little_is_over():
    assert is_over(surge(1, []))
    assert not is_over(surge(3, []))
    assert is_over(cooled(surge(3, []), 4 * COOLS_MS))
