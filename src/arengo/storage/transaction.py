"""What a verb or a question holds in its hands: a transaction that can read, or also change."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from itertools import starmap
from typing import Any, Literal, TypeVar

from arengo.base.events import Event
from arengo.base.lanes import Lane
from arengo.storage.outbox import job_row

T = TypeVar("T")
Row = tuple[Any, ...]
Engine = Literal["sqlite", "postgresql"]


class ReadTransaction(ABC):
    """One consistent view of the database. SQL: `:name`; a list is `IN :names`, never empty."""

    engine: Engine

    @abstractmethod
    def rows(self, sql: str, /, **params: Any) -> list[Row]:
        """Return all rows."""

    def row(self, sql: str, /, **params: Any) -> Row | None:
        """Return the first row, or None."""
        found = self.rows(sql, **params)
        return found[0] if found else None

    def value(self, sql: str, /, **params: Any) -> Any:
        """Return the first column of the first row, or None."""
        found = self.rows(sql, **params)
        return found[0][0] if found else None

    def all(self, make: Callable[..., T], sql: str, /, **params: Any) -> list[T]:
        """Return each row as `make(*columns)`, columns in the order of the statement."""
        return list(starmap(make, self.rows(sql, **params)))

    def one(self, make: Callable[..., T], sql: str, /, **params: Any) -> T | None:
        """Return the first row as `make(*columns)`, or None."""
        found = self.rows(sql, **params)
        return make(*found[0]) if found else None


class Transaction(ReadTransaction):
    """A view that may also change things: all it does stands or falls together."""

    def __init__(self, tell: "Callable[[Transaction, Event], None]") -> None:
        """Announce through `tell`; begin with nothing to call afterwards."""
        self._tell = tell
        self.calls: list[Callable[[], None]] = []
        self.enqueued = False

    @abstractmethod
    def execute(self, sql: str, /, **params: Any) -> int:
        """Run one statement and return how many rows it changed."""

    @abstractmethod
    def execute_many(self, sql: str, rows: Iterable[Mapping[str, Any]], /) -> None:
        """Run one statement for each set of parameters."""

    @abstractmethod
    def lock(self, name: str, key: int) -> None:
        """Let nobody else pass here with the same name and key until this transaction ends."""

    def announce(self, event: Event) -> None:
        """Tell every listener now, inside this transaction."""
        self._tell(self, event)

    def enqueue(
        self,
        kind: str,
        /,
        *,
        lane: Lane = Lane.INTERACTIVE,
        run_ms: int | None = None,
        dedup: str | None = None,
        **args: str | int | bool | None,
    ) -> None:
        """Add a job that exists if and only if this transaction commits.

        With `dedup`, a job of the same kind and key that still waits is left as it is.
        """
        sql, row = job_row(kind, lane=lane, run_ms=run_ms, dedup=dedup, args=args)
        self.execute(sql, **row)
        self.enqueued = True

    def after_commit(self, call: Callable[[], None]) -> None:
        """Call once the transaction is durable; may be lost in a crash."""
        self.calls.append(call)
