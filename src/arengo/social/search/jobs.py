"""The work of learning: one process of a site writes the files, in batches."""

import asyncio
import time
from collections import deque
from typing import Final

from arengo.base.ids import MAX_ID, AccountId
from arengo.social.search import actions, store
from arengo.social.search.documents import documents_of_people, documents_of_posts
from arengo.social.search.model import Kind
from arengo.storage import Database
from arengo.storage.sidecar import SearchFiles

BATCH: Final = 500
OFTEN: Final = 24  # rounds in a second
GATHER_S: Final = 0.25


class Learner:
    """Learns at once while little happens; under load it lets changes gather: that costs less."""

    def __init__(self, db: Database, files: SearchFiles) -> None:
        """Let `files` follow `db`."""
        self._db = db
        self._files = files
        self._rounds: deque[float] = deque(maxlen=OFTEN)

    async def learn(self) -> None:
        """Bring the files of the search up to date with everything that was noted."""
        await self._let_gather()
        while noted := await self._db.read(store.noted, limit=BATCH):
            posts = {each.id for each in noted if each.kind is Kind.POST}
            people = {each.id for each in noted if each.kind is Kind.ACCOUNT}
            if posts:
                found = await self._db.read(documents_of_posts, posts)
                gone = posts - {each.id for each in found}
                await asyncio.to_thread(self._files.put, found, gone)
            if people:
                found = await self._db.read(documents_of_people, people)
                gone = people - {each.id for each in found}
                await asyncio.to_thread(self._files.put_people, found, gone)
            await self._db.write(actions.forget, noted)
            await self._let_gather()

    async def _let_gather(self) -> None:
        """Wait a little when this is one of many rounds within a second."""
        now = time.monotonic()
        if len(self._rounds) == OFTEN and now - self._rounds[0] < 1:
            await asyncio.sleep(GATHER_S)
        self._rounds.append(now)


async def learn_posts_of(db: Database, *, account_id: int) -> None:
    """Note everything that somebody wrote: who may find it has changed."""
    before = MAX_ID
    while ids := await db.read(store.own_posts, AccountId(account_id), before=before, limit=BATCH):
        await db.write(actions.note, Kind.POST, ids)
        before = ids[-1]


async def settle(files: SearchFiles) -> None:
    """Rewrite the files that something was taken out of: until then its words stand in them."""
    await asyncio.to_thread(files.settle)
