"""The cast, signed up once for every combination of them: a test begins with a copy of that site.

To sign three people up takes as long as the test that needs them; the copy takes some milliseconds.
"""

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from time_machine import escape_hatch

from arengo.config.settings import Settings
from tests.sessions import Broom
from tests.world import open_world

DAY_S: Final = 86_400
CAST: Final = ("alice", "bob", "carol")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """People who are there when a test begins, and what lies in the folder of their site."""

    folders: dict[str, int]  # and their modes
    files: dict[str, tuple[bytes, int]]
    tokens: dict[str, tuple[str, int]]
    app_token: str
    rows: str  # the statement that brings them into PostgreSQL; empty on SQLite


class Casting:
    """Knows every cast that was asked for, on one engine."""

    def __init__(
        self, folder: Path, empty_site: Callable[[Path], Settings], broom: Broom | None
    ) -> None:
        """Keep sites below `folder`; `empty_site` makes one and returns its settings."""
        self._folder = folder
        self._empty_site = empty_site
        self._broom = broom
        self._known: dict[tuple[int, Key], Cast] = {}

    def bring(self, names: Key, data: Path) -> Cast:
        """Bring these people, who signed up in this order, into an empty folder and database."""
        clock = escape_hatch.time if escape_hatch.is_travelling() else time
        today = int(clock.time() // DAY_S)  # who joined before midnight would be one of yesterday
        if (today, names) not in self._known:
            self._known[today, names] = asyncio.run(self._sign_up(names))
        cast = self._known[today, names]
        _unfold(cast, str(data))
        if self._broom:
            self._broom.sweep()
            self._broom.restore(cast.rows)
        return cast

    async def _sign_up(self, names: Key) -> Cast:
        folder = self._folder / f"{len(self._known)}-{'-'.join(names)}"
        folder.mkdir()
        assert not escape_hatch.is_travelling(), "later tests would meet people of the future"
        async with open_world(self._empty_site(folder)) as world:
            people = [await world.meet(name) for name in names]
            app_token = await world.app_token()
            world.whole.gate.attendance._waiting.clear()  # in their test they were not seen yet
        tokens = {each.name: (each.token or "", each.account_id) for each in people}
        rows = self._broom.keep(f"cast_{len(self._known)}") if self._broom else ""
        folders, files = _folded(folder)
        return Cast(folders, files, tokens, app_token, rows)


def _folded(folder: Path) -> tuple[dict[str, int], dict[str, tuple[bytes, int]]]:
    paths = {str(each.relative_to(folder)): each for each in sorted(folder.rglob("*"))}
    modes = {name: each.stat().st_mode & 0o777 for name, each in paths.items()}
    folders = {name: modes[name] for name, each in paths.items() if each.is_dir()}
    files = {n: (each.read_bytes(), modes[n]) for n, each in paths.items() if each.is_file()}
    return folders, files


def _unfold(cast: Cast, data: str) -> None:
    """Write a site anew: that takes half as long as to copy a tree of files."""
    for name, mode in cast.folders.items():
        os.mkdir(f"{data}/{name}", mode)  # noqa: PTH102  a Path for each would double the time
    for name, (content, mode) in cast.files.items():
        file = os.open(f"{data}/{name}", os.O_CREAT | os.O_WRONLY, mode)
        try:
            assert os.write(file, content) == len(content)
        finally:
            os.close(file)
