"""Applies migrations in order, forward only, and refuses a program that is too old for the data."""

from functools import lru_cache
from importlib import resources

from arengo.base.clock import now_ms
from arengo.storage.migrations.dialect import Migration, parse
from arengo.storage.transaction import ReadTransaction, Transaction

_BOOK = """
CREATE TABLE IF NOT EXISTS schema_migrations (
  number integer PRIMARY KEY, name text NOT NULL, compat integer NOT NULL,
  applied_ms bigint NOT NULL
)
"""


class SchemaTooNew(RuntimeError):
    """The data was changed by a newer program that this one would damage."""


@lru_cache(maxsize=1)
def all_migrations() -> tuple[Migration, ...]:
    """Return every migration that this program knows, in order."""
    found = []
    for entry in resources.files(__package__).iterdir():
        if entry.name.endswith(".sql"):
            number, name = entry.name.removesuffix(".sql").split("_", 1)
            found.append(parse(int(number), name, entry.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda migration: migration.number))


def newest() -> int:
    """Return the schema number of this program."""
    return all_migrations()[-1].number


def migrate(tx: Transaction, *, partitions: int = 0) -> list[Migration]:
    """Bring the schema up to date in this transaction and return what was applied.

    Raises SchemaTooNew when the data needs a newer program.
    """
    tx.lock("schema", 0)
    tx.execute(_BOOK)
    refuse_newer(tx)
    new = pending(tx)
    for migration in new:
        _apply(tx, migration, partitions)
    return new


def pending(tx: Transaction) -> list[Migration]:
    """Return what `migrate` would apply."""
    done = {row[0] for row in tx.rows("SELECT number FROM schema_migrations ORDER BY number")}
    return [migration for migration in all_migrations() if migration.number not in done]


def applied(tx: ReadTransaction) -> list[tuple[int, str, int]]:
    """Return (number, name, when) of every migration that this database has had."""
    rows = tx.rows(
        "SELECT number, name, applied_ms FROM schema_migrations ORDER BY number LIMIT 10000"
    )
    return [(row[0], row[1], row[2]) for row in rows]


def refuse_newer(tx: Transaction) -> None:
    """Raise SchemaTooNew when a migration that we do not know says we are too old."""
    needed = tx.value("SELECT max(compat) FROM schema_migrations")
    if needed is not None and needed > newest():
        raise SchemaTooNew(
            f"This data needs schema {needed}, this program knows {newest()}. "
            "Start the newer program again, or restore a backup from before the upgrade."
        )


def _apply(tx: Transaction, migration: Migration, partitions: int) -> None:
    for statement in migration.statements(tx.engine, partitions=partitions):
        tx.execute(statement)
    tx.execute(
        """
        INSERT INTO schema_migrations (number, name, compat, applied_ms)
        VALUES (:number, :name, :compat, :now)
        """,
        number=migration.number,
        name=migration.name,
        compat=migration.compat,
        now=now_ms(),
    )
