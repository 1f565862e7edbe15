"""One open line to a listener: what waits for it, and what becomes of it when it does not read."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Final, NamedTuple

from arengo.auth.users.model import Viewer
from arengo.base.ids import AccountId
from arengo.gate.live import Line
from arengo.streaming.frames import THUMP, News, error_frame
from arengo.streaming.streams import Stream

MOST_WAITING: Final = 128  # frames; a listener that is so far behind reads the database anyway
WRITE_S: Final = 10.0  # so long may a line take nothing
REMEMBERED: Final = 40  # posts: as many as a home shows no second boost of


class Parting(Enum):
    """Why we end a line; the code of a WebSocket."""

    REVOKED = 1008
    OVERRUN = 1013
    STOPPING = 1012
    MISBEHAVED = 1007


class Caller(NamedTuple):
    """Who opened a line, and from where."""

    viewer: Viewer
    address: str


class Connection:
    """Frames wait in a short queue; a task writes them and ends when none is left.

    An idle line has no task but the server's own, so that thousands of them cost little.
    """

    __slots__ = (
        "_line",
        "_recent",
        "_waiting",
        "_write",
        "_writer",
        "account_id",
        "address",
        "is_socket",
        "labels",
        "parted",
        "session_id",
        "token_id",
        "viewer",
    )

    def __init__(
        self,
        caller: Caller,
        *,
        is_socket: bool,
        line: Line,
        write: Callable[[str | bytes | Parting], Awaitable[None]],
    ) -> None:
        """Write to somebody through `write`, which waits for them."""
        viewer, self.address = caller
        assert viewer.account_id is not None
        assert viewer.token_id is not None or viewer.session_id is not None
        self.viewer = viewer
        self.account_id: AccountId = viewer.account_id
        self.token_id = viewer.token_id  # None: a browser, with a session
        self.session_id = viewer.session_id
        self.is_socket = is_socket
        self.labels: dict[Stream, str] = {}
        self.parted: Parting | None = None
        self._waiting: deque[str | bytes | Parting] = deque()
        self._writer: asyncio.Task[None] | None = None
        self._write = write
        self._line = line
        self._recent: deque[int] | None = None

    def tell(self, news: News, stream: Stream) -> None:
        """Say what is new on a stream that this line listens to."""
        label = self.labels.get(stream)
        if label is None:
            return
        if not self.is_socket:
            self._put(news.event())
            return
        frame = news.frame(label)
        is_idle = self.parted is None and self._writer is None and not self._waiting
        if not is_idle or not self._line.write_now(frame.wire):
            self._put(frame.text)

    def complain(self, words: str, status: int) -> None:
        """Say that something asked for cannot be."""
        self._put(error_frame(words, status))

    def thump(self) -> None:
        """Show that we are here; a WebSocket has its own pings."""
        if not self.is_socket and not self._waiting:
            self._put(THUMP)

    def part(self, why: Parting) -> None:
        """End the line once what waits is written; twice is once."""
        if self.parted is None:
            self.parted = why
            self._waiting.append(why)
            self._begin()

    def is_repeated(self, shown_id: int) -> bool:
        """Tell whether a post was shown here a moment ago: no second boost of it is needed."""
        if self._recent is None:
            self._recent = deque(maxlen=REMEMBERED)
        if shown_id in self._recent:
            return True
        self._recent.append(shown_id)
        return False

    async def settle(self) -> None:
        """Wait until nothing is being written any more; the line is over."""
        self.parted = self.parted or Parting.STOPPING
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)

    def _put(self, frame: str | bytes) -> None:
        if self.parted is not None:
            return
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            self.part(Parting.OVERRUN)
            return
        self._waiting.append(frame)
        self._begin()

    def _begin(self) -> None:
        if self._writer is None:
            self._writer = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        try:
            while self._waiting:
                async with asyncio.timeout(WRITE_S):
                    await self._write(self._waiting.popleft())
        except TimeoutError:
            self.parted = self.parted or Parting.OVERRUN
            self._line.abort()
        except OSError:  # the other side has left; its door hears of it
            self._waiting.clear()
        finally:
            self._writer = None
