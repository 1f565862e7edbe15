"""A database of its own engine and people to tell, without a site around them."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from arengo.base.ids import AccountId
from arengo.config.settings import Settings
from arengo.social.accounts.actions import create_account
from arengo.storage import Database, Transaction
from arengo.storage.listeners import Listeners
from arengo.storage.opening import open_database


@dataclass(frozen=True)
class Place:
    """A database and the loop that talks to it."""

    db: Database
    runner: asyncio.Runner

    def write(self, verb: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Run one verb to its end."""
        return self.runner.run(self.db.write(verb, *args, **options))

    def read(self, question: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Ask one question."""
        return self.runner.run(self.db.read(question, *args, **options))

    def write_all(self, *calls: Callable[[Transaction], Any]) -> list[Any]:
        """Run verbs at the same time."""

        async def together() -> list[Any]:
            return list(await asyncio.gather(*(self.db.write(call) for call in calls)))

        return self.runner.run(together())

    def people(self, number: int, prefix: str = "p") -> list[AccountId]:
        """Let some people join."""

        def join(tx: Transaction) -> list[AccountId]:
            return [create_account(tx, username=f"{prefix}{n}").id for n in range(number)]

        found: list[AccountId] = self.write(join)
        return found


@pytest.fixture
def place(settings: Settings) -> Iterator[Place]:
    """Give an empty database on each engine, with nobody listening."""
    db = open_database(settings.data, settings.database_url, Listeners())
    with asyncio.Runner() as runner:
        runner.run(db.start())
        yield Place(db, runner)
        runner.run(db.stop())
