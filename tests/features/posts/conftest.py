"""A database of each engine in which everybody listens, without a door."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from arengo import wiring
from arengo.base.ids import AccountId, new_account_id
from arengo.bus import Bus
from arengo.config.settings import Settings
from arengo.social.accounts.actions import create_account
from arengo.social.posts import actions
from arengo.social.posts.drafting import make_draft
from arengo.social.posts.model import Post
from arengo.storage import Database, Listeners, Transaction
from arengo.storage.opening import open_database


class Desk:
    """Writes from tests that are not asynchronous themselves."""

    def __init__(self, db: Database, runner: asyncio.Runner) -> None:
        self.db = db
        self.runner = runner

    def write(self, verb: Callable[..., Any], *args: Any, **options: Any) -> Any:
        return self.runner.run(self.db.write(verb, *args, **options))

    def read(self, question: Callable[..., Any], *args: Any, **options: Any) -> Any:
        return self.runner.run(self.db.read(question, *args, **options))

    def rows(self, sql: str, **params: Any) -> list[Any]:
        return self.read(lambda tx: tx.rows(sql, **params))

    def person(self) -> AccountId:
        return self.write(_arrive)

    def publish(self, by: AccountId, text: str = "words", **options: Any) -> Post:
        return self.write(publish, by=by, text=text, **options)

    def at_once(self, *calls: Callable[[Transaction], Any]) -> list[Any]:
        async def together() -> list[Any]:
            return await asyncio.gather(*map(self.db.write, calls), return_exceptions=True)

        return self.runner.run(together())


def publish(tx: Transaction, *, by: AccountId, text: str, **options: Any) -> Post:
    draft = make_draft(text=text, most_characters=1_000, **options)
    return actions.publish(tx, by=by, draft=draft, host_name="arengo.test")


def _arrive(tx: Transaction) -> AccountId:
    new_id = new_account_id()
    return create_account(tx, username=f"p{new_id}", account_id=new_id).id


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    listeners = Listeners()
    wiring.listen(listeners, Bus())
    db = open_database(settings.data, settings.database_url, listeners)
    with asyncio.Runner() as runner:
        runner.run(db.start())
        yield Desk(db, runner)
        runner.run(db.stop())
