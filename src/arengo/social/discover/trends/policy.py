"""How much of a trend something is: pure arithmetic, told in docs/trends.md."""

from collections.abc import Sequence

from arengo.social.discover.trends.model import COOLS_MS, LEAST_SCORE, POST_HALVES_MS


def surge(people: int, before: Sequence[int]) -> float:
    """Return how much more people use something than on the days before: 0 when no more."""
    expected = max(1.0, sum(before) / len(before) if before else 0.0)
    return (people - expected) ** 2 / expected if people > expected else 0.0


def cooled(peak: float, age_ms: int) -> float:
    """Return what is left of a peak after a time."""
    return float(peak * 0.5 ** (max(age_ms, 0) / COOLS_MS))


def liked(favourites: int, boosts: int, age_ms: int) -> float:
    """Return the score of a post: a boost counts twice, and all of it halves with age."""
    return float((favourites + 2 * boosts) * 0.5 ** (max(age_ms, 0) / POST_HALVES_MS))


def is_over(score: float) -> bool:
    """Tell whether something is no trend any more."""
    return score < LEAST_SCORE
