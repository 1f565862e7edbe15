"""The work of learning: one process of a site writes the files, in batches."""

import asyncio

from arengo.base.ids import MAX_ID, AccountId
from arengo.social.search import actions, store
from arengo.social.search.documents import documents_of_people, documents_of_posts
from arengo.social.search.model import Kind
from arengo.storage import Database
from arengo.storage.sidecar import SearchFiles

BATCH = 500


async def learn(db: Database, files: SearchFiles) -> None:
    """Bring the files of the search up to date with everything that was noted."""
    while noted := await db.read(store.noted, limit=BATCH):
        posts = {each.id for each in noted if each.kind is Kind.POST}
        people = {each.id for each in noted if each.kind is Kind.ACCOUNT}
        if posts:
            found = await db.read(documents_of_posts, posts)
            await asyncio.to_thread(files.put, found, posts - {each.id for each in found})
        if people:
            found = await db.read(documents_of_people, people)
            await asyncio.to_thread(files.put_people, found, people - {each.id for each in found})
        await db.write(actions.forget, noted)


async def learn_posts_of(db: Database, *, account_id: int) -> None:
    """Note everything that somebody wrote: who may find it has changed."""
    before = MAX_ID
    while ids := await db.read(store.own_posts, AccountId(account_id), before=before, limit=BATCH):
        await db.write(actions.note, Kind.POST, ids)
        before = ids[-1]


async def settle(files: SearchFiles) -> None:
    """Rewrite the files that something was taken out of: until then its words stand in them."""
    await asyncio.to_thread(files.settle)
