"""The power goes at any moment: nothing is lost that somebody was told is done.

A real server is recorded under `strace` from its first start to its end: every write, truncation,
sync and naming in its data folder, and the answers on its sockets, in one order. From that, states
of the disk are built for cuts at random moments (the model is in `disk.py`), opened with SQLite,
checked page by page and compared with the answers of 200 given before the cut.
The same life at `synchronous = NORMAL` must break promises and at `OFF` damage the file: the
drill can fail.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drills.power.disk import Luck
from tests.drills.power.recording import record
from tests.drills.power.states import Promised, states_of
from tests.trying import EVERYTHING

STATES = 1_000 if EVERYTHING else 100
SEED = 1789


@pytest.fixture
def memory() -> Iterator[Path]:
    """Give a folder in memory: states are many, and safe already."""
    shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="arengo-power-", dir=shared) as folder:
        yield Path(folder)


def test_no_promise_is_broken_by_a_power_cut(tmp_path: Path, memory: Path) -> None:
    life = record(tmp_path, "FULL")
    promised = Promised.by(life.promised(life.steps[-1][0]))
    assert len(promised.posts) == 64
    assert len(promised.deleted) == len(promised.favourites) == 16
    broken = {
        state.name: complaints
        for state in states_of(life, STATES, SEED)
        if (complaints := state.broken_promises(memory))
    }
    assert not broken


@pytest.mark.whole
def test_the_same_drill_finds_what_normal_would_lose(tmp_path: Path, memory: Path) -> None:
    states = states_of(record(tmp_path, "NORMAL"), STATES, SEED)
    broken = {state.name: state.broken_promises(memory) for state in states}
    complaints = [each for found in broken.values() for each in found]
    assert any("post" in each for each in complaints)
    assert not any("damaged" in each for each in complaints)
    lucky = [found for name, found in broken.items() if Luck.EVERYTHING_KEPT.value in name]
    assert len(lucky) == STATES / len(Luck)
    assert not any(lucky)


@pytest.mark.whole
def test_the_same_drill_finds_what_no_sync_at_all_would_damage(
    tmp_path: Path, memory: Path
) -> None:
    states = states_of(record(tmp_path, "OFF"), STATES, SEED)
    complaints = (each for state in states for each in state.broken_promises(memory))
    assert any("damaged" in each for each in complaints)
