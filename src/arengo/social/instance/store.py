"""The rows of what the operator set.

Owns: settings.
"""

from arengo.base.clock import now_ms
from arengo.storage import ReadTransaction, Transaction


def all_settings(tx: ReadTransaction) -> list[tuple[str, str, int]]:
    """Return (name, JSON value, when) of everything that was ever set."""
    rows = tx.rows("SELECT name, value, changed_ms FROM settings ORDER BY name LIMIT 200")
    return [(row[0], row[1], row[2]) for row in rows]


def put_setting(tx: Transaction, name: str, value: str) -> None:
    """Write one setting."""
    tx.execute(
        """
        INSERT INTO settings (name, value, changed_ms) VALUES (:name, :value, :now)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_ms = excluded.changed_ms
        """,
        name=name,
        value=value,
        now=now_ms(),
    )
