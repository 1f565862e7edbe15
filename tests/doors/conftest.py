"""What tests at every door may ask for beside the stage: a day that does not end meanwhile."""

from collections.abc import Iterator

import pytest

from tests.travelling import early_in

DAY_S = 86_400


@pytest.fixture
def early_today(request: pytest.FixtureRequest) -> Iterator[None]:
    """Begin when a day has begun; people have signed up before, for later tests too."""
    if "cast" in request.fixturenames:
        request.getfixturevalue("cast")
    with early_in(DAY_S):
        yield
