"""When each periodic job is next due.

Owns: timetable.
"""

from arengo.storage import ReadTransaction, Transaction


def all_due(tx: ReadTransaction) -> dict[str, int]:
    """Return the next moment of every entry that was ever planned."""
    return dict(tx.rows("SELECT name, next_ms FROM timetable ORDER BY name LIMIT 1000"))


def plan(tx: Transaction, name: str, *, next_ms: int) -> None:
    """Write down the first moment of an entry, unless another process already did."""
    tx.execute(
        """
        INSERT INTO timetable (name, next_ms) VALUES (:name, :next_ms)
        ON CONFLICT (name) DO NOTHING
        """,
        name=name,
        next_ms=next_ms,
    )


def move_on(tx: Transaction, name: str, *, due_ms: int, next_ms: int) -> bool:
    """Claim the moment `due_ms` by writing the next one; False when another process was faster."""
    moved = tx.execute(
        "UPDATE timetable SET next_ms = :next_ms WHERE name = :name AND next_ms = :due_ms",
        name=name,
        due_ms=due_ms,
        next_ms=next_ms,
    )
    return moved == 1
