"""How many examples a law is tried with: a quick run is content with a part of them."""

import os
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

EVERYTHING: Final = bool(os.environ.get("ARENGO_FULL"))  # `scripts/check --full`
_OF_A_QUICK_RUN: Final = 50  # of a hundred


def begin(*, quick: bool) -> None:
    """Let all laws of this run be tried with so many examples; new ones only in the full run."""
    settings.register_profile(
        "shared cores",
        deadline=None,  # a pause is no failure
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=not EVERYTHING,  # new examples are for who looks for them
    )
    settings.register_profile(
        "quick", settings.get_profile("shared cores"), max_examples=_OF_A_QUICK_RUN
    )
    settings.load_profile("quick" if quick else "shared cores")
    if not EVERYTHING:
        _meet_the_same_examples_each_time()


def _meet_the_same_examples_each_time() -> None:
    """Let no example be a constant of our source: those of the modules that happen to be loaded.

    Which ones these are depends on the tests that ran before in the same process.
    """
    nothing = providers._local_constants
    providers._get_local_constants = lambda: nothing


def times(many: int) -> int:
    """Return how often to try a law for which a hundred would be too few or too many."""
    part: int = settings.default.max_examples  # type: ignore[union-attr]  # there is a profile
    return -(-many * part // 100)
