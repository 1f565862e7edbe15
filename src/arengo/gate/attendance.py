"""Who was here today: the first request of a token or a browser each day is written down later."""

import asyncio
import logging
from typing import Final

from arengo.auth.oauth.actions import remember_tokens
from arengo.auth.sessions.actions import remember_sessions
from arengo.auth.users.model import Viewer
from arengo.base.clock import today
from arengo.social.accounts.actions import touch_active
from arengo.storage import Database, Transaction

KEPT: Final = 200_000
AT_ONCE: Final = 200
_LATER_S: Final = 1.0
_log = logging.getLogger("arengo.gate")


class Attendance:
    """Keeps in the memory of one process whom it has seen today, so that a day costs one write."""

    def __init__(self, db: Database) -> None:
        """Begin a day on which nobody was here."""
        self._db = db
        self._day = 0
        self._seen: set[int] = set()
        self._waiting: list[Viewer] = []
        self._timer: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None

    def note(self, viewer: Viewer) -> None:
        """Take note of an answered request; nearly always that is one look into a set."""
        if viewer.token_id or viewer.session_id:
            day = today()
            if day != self._day or (viewer.token_id or viewer.session_id) not in self._seen:
                self._note_first(viewer, day)

    async def write_down(self) -> None:
        """Write what is known and not written yet, some at a time."""
        while self._waiting:
            some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
            await self._db.write(_remember, some)

    async def stop(self) -> None:
        """Write the rest before the database closes."""
        if self._timer is not None:
            self._timer.cancel()
        if self._writing is not None:
            await self._writing
        await self._write()

    def _note_first(self, viewer: Viewer, day: int) -> None:
        # Whoever is forgotten in a full set is written twice; the second time changes no row.
        if day != self._day or len(self._seen) >= KEPT:
            self._day = day
            self._seen.clear()
        self._seen.add(viewer.token_id or viewer.session_id or 0)
        self._waiting.append(viewer)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_LATER_S, self._begin)

    def _begin(self) -> None:
        self._timer = None
        if self._writing is None or self._writing.done():  # else that one takes them along
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        try:
            await self.write_down()
        except Exception:  # noqa: BLE001  a note of the day is not worth more than a line in the log
            _log.warning("who was here today could not be written down", exc_info=True)
            self._seen.clear()  # their next request tries again
            self._waiting.clear()


def _remember(tx: Transaction, viewers: list[Viewer]) -> None:
    """Write rows in the order of their ids, so that two processes never wait for each other."""
    remember_tokens(tx, token_ids=sorted(v.token_id for v in viewers if v.token_id))
    remember_sessions(tx, session_ids=sorted(v.session_id for v in viewers if v.session_id))
    active = {v.account_id for v in viewers if v.account_id is not None and not v.barred}
    touch_active(tx, *sorted(active))
