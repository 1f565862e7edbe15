"""The verb of the timetable: enqueue what is due."""

from arengo.jobs.timetable import store
from arengo.jobs.timetable.model import Timetable
from arengo.storage import Transaction


def enqueue_due(tx: Transaction, *, timetable: Timetable, now: int) -> int:
    """Enqueue each entry that is due, once, and plan those that are new; returns how many."""
    planned = store.all_due(tx)
    enqueued = 0
    for entry in timetable:
        due_ms = planned.get(entry.name)
        if due_ms is None:
            store.plan(tx, entry.name, next_ms=now + entry.every_ms)
        elif due_ms <= now and store.move_on(
            tx, entry.name, due_ms=due_ms, next_ms=entry.after(due_ms, now)
        ):
            tx.enqueue(entry.kind, lane=entry.lane, run_ms=now, dedup=f"timetable:{entry.name}")
            enqueued += 1
    return enqueued
