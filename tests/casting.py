"""The cast, signed up once for every combination of them: a test begins with a copy of that site.

To sign three people up takes as long as the test that needs them; the copy takes some milliseconds.
"""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arengo.config.settings import Settings
from tests.sessions import Broom
from tests.world import open_world

CAST: Final = ("alice", "bob", "carol")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """People who are there when a test begins, and where their site lies."""

    folder: Path
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
        self._known: dict[Key, Cast] = {}

    def bring(self, names: Key, data: Path) -> Cast:
        """Bring these people, who signed up in this order, into an empty folder and database."""
        if names not in self._known:
            self._known[names] = asyncio.run(self._sign_up(names))
        cast = self._known[names]
        shutil.copytree(cast.folder, data, dirs_exist_ok=True)
        if self._broom:
            self._broom.sweep()
            self._broom.restore(cast.rows)
        return cast

    async def _sign_up(self, names: Key) -> Cast:
        folder = self._folder / "-".join(names)
        folder.mkdir()
        async with open_world(self._empty_site(folder)) as world:
            people = [await world.meet(name) for name in names]
            app_token = await world.app_token()
            world.whole.gate.attendance._waiting.clear()  # in their test they were not seen yet
        tokens = {each.name: (each.token or "", each.account_id) for each in people}
        rows = self._broom.keep(f"cast_{len(self._known)}") if self._broom else ""
        return Cast(folder, tokens, app_token, rows)
