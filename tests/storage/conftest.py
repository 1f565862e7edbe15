"""An empty database of each engine, and a table to write into."""

import pytest

from arengo.storage import Listeners
from arengo.storage.opening import open_database


@pytest.fixture
def listeners():
    """Give a table in which nobody listens yet."""
    return Listeners()


@pytest.fixture
async def db(anyio_backend, settings, listeners):
    """Give an open database."""
    del anyio_backend
    db = open_database(settings.data, settings.database_url, listeners)
    await db.start()
    yield db
    await db.stop()


def put(tx, name, value="x"):
    """Write one row of a small table; a second one of that name is refused."""
    tx.execute(
        "INSERT INTO settings (name, value, changed_ms) VALUES (:name, :value, 0)",
        name=name,
        value=value,
    )
    return name


def names(tx):
    """Return what was written."""
    return [row[0] for row in tx.rows("SELECT name FROM settings ORDER BY name")]
