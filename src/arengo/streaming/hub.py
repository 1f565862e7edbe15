"""The live door of one process as a whole: it starts, lets people in, minds them, and stops."""

import asyncio
import logging
from typing import Final

from typing_extensions import override

from arengo.auth.oauth.queries import viewers_of_tokens
from arengo.auth.sessions.queries import living_sessions
from arengo.base.errors import Busy
from arengo.base.networks import customer_of
from arengo.bus import Bus
from arengo.gate.authentication import is_welcome
from arengo.gate.limits import Limiter
from arengo.gate.live import Line, LiveAnswer, Streams
from arengo.gate.request import Request
from arengo.storage import Database
from arengo.streaming import conversation
from arengo.streaming.connections import Caller, Connection, Parting
from arengo.streaming.dispatcher import Dispatcher
from arengo.streaming.seats import Seats
from arengo.streaming.streams import Subscription

CHECK_S: Final = 1.0  # a token that ended elsewhere keeps a line open at most so long
THUMP_EVERY: Final = 15  # checks
_AT_ONCE: Final = 500
_EVENTS: Final = (
    (b"x-accel-buffering", b"no"),  # a front passes each event on as it comes
    (b"connection", b"close"),
)
_log = logging.getLogger("arengo.streaming")


class Hub(Streams):
    """Fills what the gate asks for; made once by `app.py`."""

    def __init__(self, db: Database, bus: Bus, limiter: Limiter, *, origin: str) -> None:
        """Hear of news on `bus`."""
        self._db = db
        self._bus = bus
        self._limiter = limiter
        self.seats = Seats(limited=limiter.enabled)
        self._dispatcher = Dispatcher(db, self.seats, origin=origin)
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = False

    def start(self) -> None:
        """Begin to tell news and to mind the lines."""
        self._bus.on_message.append(self._dispatcher.take)
        self._tasks = [
            asyncio.create_task(self._dispatcher.work()),
            asyncio.create_task(self._mind()),
        ]

    async def stop(self) -> None:
        """Tell nothing any more; every line ends."""
        if self._tasks:
            self._bus.on_message.remove(self._dispatcher.take)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        self.part()

    def part(self) -> None:
        """End every line and begin none, so that a server that stops waits for nobody."""
        self._stopping = True
        self.seats.close()

    @override
    def socket(self, request: Request) -> LiveAnswer:
        """Answer a WebSocket; raises TooMany."""
        caller = self._caller(request)
        asked = conversation.asked_in(request.params)

        async def run(line: Line) -> None:
            await conversation.converse(
                caller, line, asked, seats=self.seats, db=self._db, limiter=self._limiter
            )

        return LiveAnswer(run)

    @override
    def events(self, request: Request, wanted: Subscription) -> LiveAnswer:
        """Answer with a stream of events; raises TooMany."""
        caller = self._caller(request)

        async def run(line: Line) -> None:
            await conversation.narrate(caller, line, wanted, seats=self.seats)

        return LiveAnswer(run, headers=_EVENTS)

    async def gauges(self) -> list[tuple[str, dict[str, str], float]]:
        """Return how many lines are open."""
        return [("arengo_streams_open", {}, float(len(self.seats)))]

    def _caller(self, request: Request) -> Caller:
        if self._stopping or request.viewer is None:
            raise Busy
        address = customer_of(request.ip)
        self.seats.check(request.me, address)
        return Caller(request.viewer, address)

    async def _mind(self) -> None:
        """Look after the lines again and again: who may not listen any more, who needs a sign."""
        turn = 0
        while True:
            await asyncio.sleep(CHECK_S)
            turn += 1
            try:
                await self._check_tokens()
            except Exception:  # noqa: BLE001  the next turn tries again
                _log.warning("open lines could not be checked", exc_info=True)
            if turn % THUMP_EVERY == 0:
                for each in self.seats:
                    each.thump()

    async def _check_tokens(self) -> None:
        """End the lines whose tokens count no more; the bus may have lost that."""
        there = list(self.seats)
        for first in range(0, len(there), _AT_ONCE):
            await self._check_some(there[first : first + _AT_ONCE])

    async def _check_some(self, connections: list[Connection]) -> None:
        tokens = {each.token_id for each in connections if each.token_id}
        sessions = {each.session_id for each in connections if each.session_id}
        viewers = await self._db.read(viewers_of_tokens, tokens)
        living = await self._db.read(living_sessions, sessions) if sessions else set()
        for each in connections:
            viewer = viewers.get(each.token_id or 0)
            good = each.session_id in living if each.session_id else viewer and is_welcome(viewer)
            if not good:
                each.part(Parting.REVOKED)
