"""Questions about what the staff did, and whether the log is whole."""

from collections.abc import Collection
from typing import Final

from arengo.base.ids import MAX_ID, AccountId
from arengo.moderation.audit import store
from arengo.moderation.audit.model import Act, Entry
from arengo.moderation.audit.policy import FIRST, seal_of
from arengo.storage import ReadTransaction

_STEP: Final = 1_000


def entries(tx: ReadTransaction, *, before: int = MAX_ID, limit: int) -> list[Entry]:
    """Return what was done, newest first."""
    return store.newest(tx, before=before, limit=limit)


def entries_about(
    tx: ReadTransaction, person: AccountId, *, before: int = MAX_ID, limit: int
) -> list[Entry]:
    """Return what was done about somebody, newest first."""
    return store.about_person(tx, person, before=before, limit=limit)


def changes_of(tx: ReadTransaction, setting: str, *, limit: int) -> list[Entry]:
    """Return how a setting was changed, newest first."""
    return store.about_setting(tx, setting, limit=limit)


def was_ever(tx: ReadTransaction, about: str, acts: Collection[Act]) -> bool:
    """Return whether any of these acts was ever about this."""
    return store.names(tx, about, acts)


def broken_at(tx: ReadTransaction) -> int | None:
    """Return the number of the first entry whose seal is wrong or that is missing, else None."""
    seal, seq = FIRST, 0
    while found := store.onwards(tx, after=seq, limit=_STEP):
        for each in found:
            seq += 1
            seal = seal_of(seal, seq=seq, at_ms=each.at_ms, deed=each.deed)
            if (each.seq, each.seal) != (seq, seal):
                return seq
    return None
