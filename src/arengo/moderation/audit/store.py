"""SQL of the audit log: entries are added and read, nothing else. Owns: audit_entries."""

from collections.abc import Collection
from typing import Any, Final

from arengo.base.ids import AccountId
from arengo.moderation.audit.model import Act, Deed, Entry
from arengo.storage import ReadTransaction, Transaction

_COLUMNS: Final = "seq, at_ms, actor_id, act, person_id, entry_id, about, after, seal"


def add(tx: Transaction, entry: Entry) -> None:
    """Append an entry."""
    deed = entry.deed
    tx.execute(
        f"""
        INSERT INTO audit_entries ({_COLUMNS})
        VALUES (:seq, :at_ms, :by, :act, :person, :entry, :about, :after, :seal)
        """,
        seq=entry.seq,
        at_ms=entry.at_ms,
        by=deed.by,
        act=deed.act.value,
        person=deed.person,
        entry=deed.entry,
        about=deed.about,
        after=deed.after,
        seal=entry.seal,
    )


def last(tx: ReadTransaction) -> Entry | None:
    """Return the newest entry."""
    return tx.one(_entry, f"SELECT {_COLUMNS} FROM audit_entries ORDER BY seq DESC LIMIT 1")


def newest(tx: ReadTransaction, *, before: int, limit: int) -> list[Entry]:
    """Return entries, newest first."""
    return tx.all(
        _entry,
        f"SELECT {_COLUMNS} FROM audit_entries WHERE seq < :before ORDER BY seq DESC LIMIT :limit",
        before=before,
        limit=limit,
    )


def about_person(tx: ReadTransaction, person: AccountId, *, before: int, limit: int) -> list[Entry]:
    """Return the entries that concern somebody, newest first."""
    return tx.all(
        _entry,
        f"""
        SELECT {_COLUMNS} FROM audit_entries WHERE person_id = :person AND seq < :before
        ORDER BY seq DESC LIMIT :limit
        """,
        person=person,
        before=before,
        limit=limit,
    )


def about_setting(tx: ReadTransaction, name: str, *, limit: int) -> list[Entry]:
    """Return how a setting was changed, newest first."""
    return tx.all(
        _entry,
        f"""
        SELECT {_COLUMNS} FROM audit_entries WHERE about = :name AND act = 'change setting'
        ORDER BY seq DESC LIMIT :limit
        """,
        name=name,
        limit=limit,
    )


def names(tx: ReadTransaction, about: str, acts: Collection[Act]) -> bool:
    """Return whether any of these acts was ever about this."""
    row = tx.value(
        "SELECT min(seq) FROM audit_entries WHERE about = :about AND act IN :acts",
        about=about,
        acts=[act.value for act in acts],
    )
    return row is not None


def onwards(tx: ReadTransaction, *, after: int, limit: int) -> list[Entry]:
    """Return entries in the order in which they were written."""
    return tx.all(
        _entry,
        f"SELECT {_COLUMNS} FROM audit_entries WHERE seq > :after ORDER BY seq LIMIT :limit",
        after=after,
        limit=limit,
    )


def _entry(*row: Any) -> Entry:
    seq, at_ms, actor, act, person, entry, about, after, seal = row
    return Entry(
        seq=seq,
        at_ms=at_ms,
        deed=Deed(
            by=None if actor is None else AccountId(actor),
            act=Act(act),
            person=None if person is None else AccountId(person),
            entry=entry,
            about=about,
            after=after,
        ),
        seal=bytes(seal),
    )
