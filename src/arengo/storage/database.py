"""The door to the database: `await db.write(verb, …)` and `await db.read(question, …)`."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from arengo.storage.listeners import Listeners
from arengo.storage.transaction import Engine, ReadTransaction, Transaction
from arengo.storage.wire import Wire

P = ParamSpec("P")
T = TypeVar("T")


def _nobody_waits() -> None:
    """Stand in until a worker asks to be woken."""


class Database(ABC):
    """One site's data. Both engines run the same verbs and questions."""

    engine: Engine
    wire: Wire | None = None  # to other processes of the site, where there can be any

    def __init__(self, listeners: Listeners) -> None:
        """Remember who listens to what."""
        self.listeners = listeners
        self.on_enqueue: Callable[[], None] = _nobody_waits

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
        """Run a question that may take its time on a reader of its own."""

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
    def run_now(self, question: Callable[[ReadTransaction], T], /) -> T:
        """Run a question on the caller's thread; for start-up and the command line."""

    @abstractmethod
    async def settle(self) -> None:
        """Empty our log, as far as readers allow: what was deleted still stands in it."""
