"""Who listens to which event: filled once by `app.py`, called inside the announcing transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from arengo.base.events import Event
from arengo.storage.transaction import Transaction

E = TypeVar("E", bound=Event)


class Listeners:
    """A table of event types and the functions that hear of them, in order of registration."""

    def __init__(self) -> None:
        """Start with nobody listening."""
        self._table: dict[type[Event], list[Callable[[Transaction, Any], None]]] = defaultdict(list)

    def add(self, event: type[E], listener: Callable[[Transaction, E], None]) -> None:
        """Let `listener` hear of every `event`."""
        self._table[event].append(listener)

    def tell(self, tx: Transaction, event: Event) -> None:
        """Call each listener; a listener that fails makes the verb fail."""
        for listener in self._table.get(type(event), ()):
            listener(tx, event)

    def pairs(self) -> list[tuple[type[Event], Callable[[Transaction, Any], None]]]:
        """Return the whole table, for the documentation."""
        return [(event, listener) for event, all_ in self._table.items() for listener in all_]
