"""Remembers every statement that verbs and questions send, through a real transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from typing_extensions import override

from arengo.base.events import Event
from arengo.storage import Database, Listeners, Transaction
from arengo.storage.transaction import Row


@dataclass
class Log:
    """Statements with their parameters, in order."""

    said: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def note(self, sql: str, params: Mapping[str, Any]) -> None:
        self.said.append((sql, dict(params)))


class Recorder(Transaction):
    """Passes everything on; listeners are told by it, so that it sees theirs too."""

    def __init__(self, inner: Any, log: Log, listeners: Listeners) -> None:
        self._inner = inner
        self._heard_by = listeners
        self._log = log
        self.engine = inner.engine

    @override
    def rows(self, sql: str, /, **params: Any) -> list[Row]:
        self._log.note(sql, params)
        return self._inner.rows(sql, **params)

    @override
    def execute(self, sql: str, /, **params: Any) -> int:
        self._log.note(sql, params)
        return self._inner.execute(sql, **params)

    @override
    def execute_many(self, sql: str, rows: Iterable[Mapping[str, Any]], /) -> None:
        sets = list(rows)
        if sets:  # one statement however many rows it is sent for
            self._log.note(sql, sets[0])
        self._inner.execute_many(sql, sets)

    @override
    def announce(self, event: Event) -> None:
        self._heard_by.tell(self, event)

    @override
    def enqueue(self, kind: str, /, **options: Any) -> None:
        self._log.note(f"-- job {kind}", {})
        self._inner.enqueue(kind, **options)

    @override
    def after_commit(self, call: Callable[[], None]) -> None:
        self._inner.after_commit(call)

    @override
    def lock(self, name: str, key: int) -> None:
        self._inner.lock(name, key)


@contextmanager
def recording(db: Database) -> Iterator[Log]:
    """Record what passes through a database in the meantime."""
    log = Log()

    def wrapped(original: Any) -> Any:
        def call(verb: Any, /, *args: Any, **options: Any) -> Any:
            return original(lambda tx: verb(Recorder(tx, log, db.listeners), *args, **options))

        return call

    names = ("write", "read", "read_bounded", "run_now")
    for name in names:
        setattr(db, name, wrapped(getattr(db, name)))
    try:
        yield log
    finally:
        for name in names:
            delattr(db, name)
