"""The door to the database: `await db.write(verb, …)` and `await db.read(question, …)`."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, Final, ParamSpec, TypeVar

from arengo.base.errors import Busy
from arengo.storage.listeners import Listeners
from arengo.storage.transaction import Engine, ReadTransaction, Transaction
from arengo.storage.wire import Wire

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger("arengo.storage")
MOST_WAITING: Final = 1_000  # for a thread; whoever comes then is told to come again


def _nobody_waits() -> None:
    """Stand in until a worker asks to be woken."""


class Database(ABC):
    """One site's data. Both engines run the same verbs and questions."""

    engine: Engine
    wire: Wire | None = None  # to other processes of the site, where there can be any

    def __init__(self, listeners: Listeners, threads: ThreadPoolExecutor) -> None:
        """Remember who listens to what, and where questions run that may take their time."""
        self.listeners = listeners
        self.on_enqueue: Callable[[], None] = _nobody_waits
        self._threads = threads
        self._waiting = 0

    @abstractmethod
    async def start(self) -> None:
        """Open the database and its threads; check it after an unclean stop."""

    @abstractmethod
    async def stop(self) -> None:
        """Finish what was accepted, then close."""

    @abstractmethod
    async def write(
        self, verb: Callable[Concatenate[Transaction, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb in its own transaction; when this returns, the change is durable.

        Raises what the verb raises (nothing of it is kept), and Busy when the queue is full.
        """

    @abstractmethod
    async def read(
        self,
        question: Callable[Concatenate[ReadTransaction, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a question that may take its time on a reader of its own; Busy when too many wait."""

    @abstractmethod
    async def read_bounded(
        self,
        question: Callable[Concatenate[ReadTransaction, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a question bounded to about a millisecond: inline where that is cheaper."""

    @abstractmethod
    async def state(self) -> str:
        """Name what is seen now: the same name later means that nobody committed anything.

        Of one process; names of several, or of one before and after a start, mean nothing.
        """

    @abstractmethod
    def run_now(self, question: Callable[[ReadTransaction], T], /) -> T:
        """Run a question on the caller's thread; for start-up and the command line."""

    @abstractmethod
    async def settle(self) -> None:
        """Empty our log, as far as readers allow: what was deleted still stands in it."""

    async def _on_thread(self, call: Callable[[], T]) -> T:
        if self._waiting >= MOST_WAITING:
            raise Busy
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, call)
        finally:
            self._waiting -= 1

    def _conclude(self, calls: Iterable[Callable[[], None]], *, enqueued: bool) -> None:
        """Call what waited for a commit: what breaks there can take nothing back any more."""
        for call in calls:
            try:
                call()
            except Exception:  # noqa: BLE001  the change stands, and its caller is to hear so
                _log.exception("what follows a commit failed")
        if enqueued:
            self.on_enqueue()
