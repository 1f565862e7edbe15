"""The verb of the audit log: write down what was done, in the transaction that does it."""

import logging
from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, TypeVar

from arengo.base.clock import now_ms
from arengo.moderation.audit import store
from arengo.moderation.audit.model import Deed, Entry
from arengo.moderation.audit.policy import FIRST, seal_of
from arengo.storage import Transaction

P = ParamSpec("P")
T = TypeVar("T")
_log: Final = logging.getLogger("arengo.moderation")


def note(tx: Transaction, deed: Deed) -> None:
    """Append an entry, and a line of the log once it is durable; the last thing that a verb does.

    Twice is two entries: the staff did it twice.
    """
    tx.lock("audit", 0)  # until this transaction ends: nobody else seals with the same entry before
    before = store.last(tx)
    seq, at_ms = (before.seq if before else 0) + 1, now_ms()
    seal = seal_of(before.seal if before else FIRST, seq=seq, at_ms=at_ms, deed=deed)
    store.add(tx, Entry(seq=seq, at_ms=at_ms, deed=deed, seal=seal))
    tx.after_commit(lambda: _tell(deed))


def noted(
    verb: Callable[Concatenate[Transaction, P], T], deed_of: Callable[[T], Deed | None], /
) -> Callable[Concatenate[Transaction, P], T]:
    """Return the verb that also writes down what it did, as its result says; None is nothing."""

    def verb_and_note(tx: Transaction, /, *args: P.args, **kwargs: P.kwargs) -> T:
        result = verb(tx, *args, **kwargs)
        deed = deed_of(result)
        if deed is not None:
            note(tx, deed)
        return result

    return verb_and_note


def _tell(deed: Deed) -> None:
    facts = {
        "by": "operator" if deed.by is None else str(deed.by),
        "act": deed.act.value,
        "account": deed.person,
        "entry": deed.entry,
        "about": deed.about or None,
    }
    said = {name: str(value) for name, value in facts.items() if value is not None}
    _log.info("the staff acted", extra={"facts": said})
