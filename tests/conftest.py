"""How a run of the tests begins: what is left out, what goes first, what each process loads."""

import gc
import warnings
from pathlib import Path

import pytest

from tests.second_engine import left_out, listen

# Folders whose files take long: they meet every route, or start servers and browsers.
LONG = ("surface", "web", "drills", "clients", "cli")
QUICK = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a whole run say how much of it PostgreSQL sees."""
    add = parser.getgroup("arengo").addoption
    add("--both", action="store_true", help="run every test on both engines")
    add("--choose", action="store_true", help="the same, and write second_engine.txt anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a quick run does not need; let the longest files go first.

    So no process ends long after the other.
    """
    if config.stash[QUICK]:
        gone = {*left_out(items), *(each for each in items if each.get_closest_marker("whole"))}
        config.hook.pytest_deselected(items=list(gone))
        items[:] = [item for item in items if item not in gone]

    def turn(item: pytest.Item) -> int:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        return LONG.index(folder) if folder in LONG else len(LONG)

    items.sort(key=turn)


def pytest_configure(config: pytest.Config) -> None:
    """Look for no garbage while everything is imported: there is none; load what tests ask for.

    A process that only tells others what to run asks for nothing.
    """
    gc.disable()
    config.stash[QUICK] = listen(config)
    if config.getoption("dist", "no") == "no" or config.option.collectonly:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            config.pluginmanager.import_plugin("tests.stage")
            from tests import trying  # noqa: PLC0415  only here are laws tried

            trying.begin(quick=config.stash[QUICK])


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays: thousands of tests and all modules.

    The little garbage among it stays too: to look for it takes longer than it is worth.
    """
    gc.freeze()
    gc.set_threshold(20_000)  # each test leaves a site behind; seven hundred objects are few
    gc.enable()
