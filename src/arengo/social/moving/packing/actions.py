"""The verbs of packing: ask for an archive, move on, end it, throw it away, forget."""

from typing import Final

from arengo.base.clock import DAY_MS, iso_day, now_ms
from arengo.base.errors import Invalid
from arengo.base.ids import AccountId, first_id_at, new_id, time_of
from arengo.base.lanes import Lane
from arengo.social.accounts.queries import account_by_id
from arengo.social.moving.model import UNFINISHED, State
from arengo.social.moving.packing import store
from arengo.social.moving.packing.model import KEPT_MS, Archive, Cursor, Progress
from arengo.social.moving.packing.queries import own_archive
from arengo.storage import Transaction

JOB: Final = "moving.write_archive"
FORGET_JOB: Final = "moving.forget_archive"
_LOOKED_AT: Final = 20


def begin(tx: Transaction, *, by: AccountId, every_days: int) -> Archive:
    """Ask for an archive in place of the last one; a job writes it.

    Invalid when the last one is too young or unfinished.
    """
    tx.lock("archives", by)  # of two at once the second sees the first
    earlier = store.archives_of(tx, by, limit=_LOOKED_AT)
    if any(each.state in UNFINISHED for each in earlier):
        raise Invalid("Validation failed: An archive is being made already")
    wait_ms = every_days * DAY_MS
    made = [time_of(each.id) for each in earlier if each.state is not State.FAILED]
    if made and made[0] + wait_ms > now_ms():
        day = iso_day(made[0] + wait_ms)
        raise Invalid(f"Validation failed: The next archive can be made after {day}")
    for each in earlier:
        _throw_away(tx, each)
    store.remove_older(tx, by, before_id=first_id_at(now_ms() - max(wait_ms, KEPT_MS)))
    archive_id = new_id(by)
    store.add_archive(tx, archive_id, by=by, todo=account_by_id(tx, by).stats.posts)
    tx.enqueue(JOB, lane=Lane.INGRESS, archive_id=archive_id)
    return own_archive(tx, archive_id, by=by)


def move_on(
    tx: Transaction, *, archive_id: int, was: Cursor, cursor: Cursor, progress: Progress
) -> bool:
    """Say where to go on; False when there is nothing more to do here."""
    tx.lock("archive", archive_id)
    found = store.archive_by_id(tx, archive_id)
    if found is None or found.state not in UNFINISHED or found.cursor != was:
        return False
    store.move_on(tx, archive_id, cursor, progress)
    return True


def finish(
    tx: Transaction, *, archive_id: int, size_bytes: int = 0, error: str | None = None
) -> None:
    """Nothing is left to be packed, or nothing can be."""
    found = store.archive_by_id(tx, archive_id)
    if found is not None and found.state in UNFINISHED:
        state = State.DONE if error is None else State.FAILED
        store.end(tx, archive_id, state, at_ms=now_ms(), size_bytes=size_bytes, error=error)


def discard(tx: Transaction, *, by: AccountId, archive_id: int) -> None:
    """Throw an own archive away, finished or not; twice is once."""
    _throw_away(tx, own_archive(tx, archive_id, by=by))


def _throw_away(tx: Transaction, found: Archive) -> None:
    if found.state in {*UNFINISHED, State.DONE}:
        store.end(tx, found.id, State.CANCELLED, at_ms=now_ms(), size_bytes=0, error=None)
        tx.enqueue(FORGET_JOB, lane=Lane.MAINTENANCE, archive_id=found.id)


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Forget the archives of an account that is going, with their files; returns how many."""
    found = store.archives_of(tx, account_id, limit=_LOOKED_AT)
    for each in found:
        tx.enqueue(FORGET_JOB, lane=Lane.MAINTENANCE, archive_id=each.id)
    if found:
        store.remove_older(tx, account_id, before_id=found[0].id + 1)
    return len(found)
