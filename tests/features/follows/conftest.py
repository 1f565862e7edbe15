"""A database of each engine without a site, and what was announced in it."""

import pytest

from arengo.base.events import Event
from arengo.social.accounts.actions import create_account
from arengo.social.follows import events
from arengo.storage import Database, Listeners
from arengo.storage.opening import open_database


class Town:
    """People in a database, and everything that was announced between them."""

    def __init__(self, db: Database, heard: list[Event]) -> None:
        self.db = db
        self.heard = heard

    async def person(self, name):
        """Let somebody join and return the id."""
        return (await self.db.write(create_account, username=name)).id

    async def do(self, verb, **options):
        """Run a verb and return what it announced."""
        before = len(self.heard)
        await self.db.write(verb, **options)
        return self.heard[before:]


@pytest.fixture
async def town(anyio_backend, settings):
    """Give an empty town."""
    del anyio_backend
    listeners, heard = Listeners(), []
    for name in vars(events).values():
        if isinstance(name, type) and issubclass(name, Event) and name is not Event:
            listeners.add(name, lambda _, event: heard.append(event))
    db = open_database(settings.data, settings.database_url, listeners)
    await db.start()
    yield Town(db, heard)
    await db.stop()
