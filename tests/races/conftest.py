"""Races need an engine that runs verbs side by side."""

import pytest

from tests.world import Person, World

MANY = 8


@pytest.fixture
def engine() -> str:
    """On SQLite one writer runs verbs one after the other: there is no race to lose."""
    return "postgresql"


@pytest.fixture
async def crowd(world: World) -> list[Person]:
    """Sign several people up."""
    return [await world.join(f"person{number}") for number in range(MANY)]
