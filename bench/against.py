"""Measures this tree beside another revision: both serve on one core and are asked in turn.

Figures of two days on a shared machine say little about a change; the least CPU of many short
rounds, taken alternately, says what it cost.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import asked
from bench.data import Size
from bench.filling import recall
from bench.load import ask
from bench.process import Server, serving

HERE: Final = Path(__file__).resolve().parent.parent
ROUNDS: Final = 8
WRITERS: Final = 64


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: where its code is, which interpreter runs it."""

    name: str
    tree: Path
    python: str

    @property
    def env(self) -> Mapping[str, str]:
        """Return what puts that revision's program and bench first."""
        return {"PYTHONPATH": f"{self.tree / 'src'}:{self.tree}"}


def compare(revision: str, folder: Path, size: Size, requests: int, *, only: str = "") -> None:
    """Print what each row costs before (at `revision`) and now, on SQLite."""
    with _checked_out(revision, folder / "before") as tree:
        before = Side("before", tree, str(tree / ".venv" / "bin" / "python"))
        sides = (before, Side("now", HERE, sys.executable))
        for side in sides:
            _fill(side, folder / f"site-{side.name}", size)
        print(f"| what | µs at {revision} | µs now | now / before | body kB before | now |")
        print("|---|---|---|---|---|---|")
        with ExitStack() as stack:
            servers = [
                stack.enter_context(
                    serving(folder / f"site-{side.name}", None, side.env, python=side.python)
                )
                for side in sides
            ]
            asyncio.run(_rows(folder, sides, servers, requests, only))


@contextmanager
def _checked_out(revision: str, tree: Path) -> Iterator[Path]:
    git = ["git", "-C", str(HERE), "worktree"]
    subprocess.run([*git, "add", "--detach", "--quiet", str(tree), revision], check=True)
    try:
        subprocess.run(["scripts/setup"], cwd=tree, check=True, stdout=sys.stderr)
        yield tree
    finally:
        subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def _fill(side: Side, data: Path, size: Size) -> None:
    data.mkdir(parents=True)
    command = [side.python, str(HERE / "bench" / "filling.py"), str(data)]
    env = {**os.environ, **side.env}
    numbers = [str(size.accounts), str(size.posts)]
    subprocess.run([*command, *numbers], env=env, cwd=side.tree, check=True)


async def _rows(
    folder: Path, sides: tuple[Side, Side], servers: list[Server], requests: int, only: str
) -> None:
    sites = [recall(folder / f"site-{side.name}") for side in sides]
    rows = [{**asked.reads(site), asked.CREATE: asked.posts(site)} for site in sites]
    for what in rows[1]:
        if only in what and all(what in each for each in rows):
            connections = WRITERS if what == asked.CREATE else 16
            pairs = list(zip(servers, (each[what] for each in rows), strict=True))
            await _row(what, pairs, max(requests // ROUNDS, 1), connections)


async def _row(
    what: str, pairs: list[tuple[Server, list[bytes]]], requests: int, connections: int
) -> None:
    least = [float("inf")] * len(pairs)
    sizes = [0] * len(pairs)
    for turn in range(ROUNDS + 1):
        for number, (server, questions) in enumerate(pairs):
            began = server.cpu_ns()
            timing = await ask(server.port, questions, times=requests, connections=connections)
            spent = (server.cpu_ns() - began) / requests / 1_000
            sizes[number] = timing.body_bytes
            if turn:  # the first warms up
                least[number] = min(least[number], spent)
    before, now = least
    print(
        f"| {what} | {before:.0f} | {now:.0f} | {now / before:.2f} "
        f"| {sizes[0] / 1000:.1f} | {sizes[1] / 1000:.1f} |",
        flush=True,
    )
