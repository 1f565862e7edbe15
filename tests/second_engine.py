"""Which tests run again on PostgreSQL when the whole suite runs: all, or those that are enough.

The quick run (`scripts/test`) takes those named in second_engine.txt and those of `ALWAYS`: they
send PostgreSQL every statement that the whole suite sends. `--both` (`scripts/check`) runs all and
says at its end which statements that is no longer true of; `--choose` writes the list anew. Files
that are named on the command line always run on both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from arengo.storage.postgresql import transaction

SECOND: Final = "postgresql"
LIST: Final = Path(__file__).with_suffix(".txt")
# What asks an engine something else than statements: its locks, its crashes, its clients.
ALWAYS: Final = ("storage/", "races/", "drills/", "clients/test_mastodon_py.py")
ROOT: Final = Path(__file__).parent

Sent = dict[str, set[str]]  # what a test sent: name of the test → statements


def chosen_tests() -> frozenset[str]:
    """Return the names on the list: `folder/file.py::test`."""
    lines = LIST.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def name_of(item: pytest.Item) -> str:
    """Return what the list calls a test, whatever it is given: `folder/file.py::test`."""
    path = item.path.relative_to(ROOT).as_posix()
    return f"{path}::{getattr(item, 'originalname', item.name)}"


def is_second(item: pytest.Item, ids: Iterable[str]) -> bool:
    """Tell whether the test runs on PostgreSQL what it also runs on SQLite."""
    return SECOND in item.name and item.nodeid.replace(SECOND, "sqlite") in ids


def left_out(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return what the quick run does not take."""
    ids, chosen = {item.nodeid for item in items}, chosen_tests()
    return [
        item
        for item in items
        if is_second(item, ids)
        and not name_of(item).startswith(ALWAYS)
        and name_of(item) not in chosen
    ]


def choose(sent: Sent, seconds: dict[str, float], kept: frozenset[str]) -> list[str]:
    """Return tests that send every statement: greedily, the most new ones for their time.

    Those in `kept` count as quicker than they are, so that the list stays much as it is.
    """
    open_, found = set().union(*sent.values()), []
    costs = {name: (0.05 + seconds[name]) * (0.5 if name in kept else 1) for name in sent}
    while open_:
        best = max(sorted(sent), key=lambda name: len(sent[name] & open_) / costs[name])
        found.append(best)
        open_ -= sent[best]
    return sorted(found)


class SecondEngine:
    """Notes what each test sends to PostgreSQL, in every process, and compares it at the end."""

    def __init__(self, config: pytest.Config) -> None:
        """Listen to `config`'s run."""
        self._config = config
        self._sent: Sent = defaultdict(set)
        self._seconds: dict[str, float] = defaultdict(float)
        self._current: set[str] = set()
        self._missing: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Note what is sent while this test runs."""
        may_be_chosen = SECOND in item.name and not name_of(item).startswith(ALWAYS)
        self._current = self._sent[name_of(item)] if may_be_chosen else set()
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how long it took."""
        path, _, rest = report.nodeid.partition("::")
        name = f"{path.removeprefix('tests/')}::{rest.partition('[')[0]}"
        if SECOND in report.nodeid:
            self._seconds[name] += report.duration

    def note(self, sql: str) -> str:
        """Translate a statement as ever, and note it unless it makes the tables."""
        if not sql.lstrip().startswith(("CREATE", "ALTER", "DROP")):
            self._current.add(sql)
        return _TRANSLATE(sql)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a process has noted."""
        for name, statements in getattr(node, "workeroutput", {}).get("sent", {}).items():
            self._sent[name] |= set(statements)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand on what was noted; where all of it comes together, compare or choose."""
        if hasattr(self._config, "workeroutput"):
            self._config.workeroutput["sent"] = {
                name: list(statements) for name, statements in self._sent.items()
            }
        elif session.exitstatus == pytest.ExitCode.OK and self._sent:
            self._compare()

    def _compare(self) -> None:
        if self._config.option.choose:
            names = choose(self._sent, self._seconds, chosen_tests())
            LIST.write_text(HEAD + "".join(f"{name}\n" for name in names), "utf-8")
            return
        enough = set().union(*(self._sent.get(name, set()) for name in chosen_tests()))
        self._missing = set().union(*self._sent.values()) - enough

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which statements PostgreSQL meets in the whole run only."""
        if self._missing:
            terminalreporter.section("missing in the quick run: scripts/test --choose")
        for sql in sorted(self._missing):
            terminalreporter.write_line(" ".join(sql.split()))


HEAD: Final = """\
# Tests that the quick run takes on PostgreSQL too: together they send it every statement that the
# whole suite sends. Written by `scripts/test --choose`.
"""
_TRANSLATE: Final = transaction.for_postgresql


class Decided:
    """Tells every process what the one that started them decided."""

    def __init__(self, config: pytest.Config) -> None:
        """Decide from how pytest was called; raises UsageError where some would choose for all."""
        asked, whole = config.option, config.args_source is not pytest.Config.ArgsSource.ARGS
        if asked.choose and not whole:
            raise pytest.UsageError("--choose looks at all tests: name no files")
        self.quick = whole and not (asked.both or asked.choose)
        self.noted = asked.choose or (whole and asked.both and not asked.keyword)

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Give it to a process of xdist on its way."""
        node.workerinput["decided"] = (self.quick, self.noted)


def listen(config: pytest.Config) -> bool:
    """Note what is sent if this run is to; returns whether it is a quick one."""
    if hasattr(config, "workerinput"):
        quick, noted = config.workerinput["decided"]
    else:
        decided = Decided(config)
        config.pluginmanager.register(decided)
        quick, noted = decided.quick, decided.noted
    if noted:
        notes = SecondEngine(config)
        config.pluginmanager.register(notes)
        transaction.for_postgresql = notes.note  # type: ignore[assignment]  # not cached, then
    return bool(quick)
