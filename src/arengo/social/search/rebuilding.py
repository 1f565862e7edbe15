"""Building the files of the search anew from the database, while they are in use."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

from arengo.base.ids import BUCKETS
from arengo.social.search import store
from arengo.social.search.documents import documents_of_people, documents_of_posts
from arengo.storage import Database
from arengo.storage.sidecar import SearchFiles
from arengo.storage.sidecar.files import PEOPLE

Tell = Callable[[int, int, str], None]
_BATCH = 1_000
_TO_WORDS = "Reading posts and people"


async def rebuild(db: Database, files: SearchFiles, *, tell: Tell) -> dict[str, int]:
    """Compare every entry with the database and correct it; a damaged file is made anew.

    Nothing is ever missing meanwhile that was there before, and a rebuild that was broken off can
    simply be begun again. Returns how many posts and people were read, and what was wrong.
    """
    tell(0, BUCKETS, "Looking for damage")
    damaged = await asyncio.to_thread(files.drop_damaged)
    posts = people = 0
    for bucket in range(BUCKETS):
        tell(bucket, BUCKETS, _TO_WORDS)
        posts += await _bucket(db, "posts", bucket, lambda ids: _learn_posts(db, files, ids))
        people += await _bucket(db, "accounts", bucket, lambda ids: _learn_people(db, files, ids))
    tell(BUCKETS, BUCKETS, "Removing what is gone")
    gone = 0
    for name in await asyncio.to_thread(files.months):
        gone += await _sweep(files, name, lambda ids: _learn_posts(db, files, ids))
    gone += await _sweep(files, PEOPLE, lambda ids: _learn_people(db, files, ids))
    await asyncio.to_thread(files.settle)
    return {"posts": posts, "people": people, "removed": gone, "damaged_files": len(damaged)}


async def _bucket(
    db: Database, table: str, bucket: int, learn: Callable[[list[int]], Awaitable[int]]
) -> int:
    total, after = 0, 0
    while ids := await db.read(store.ids_of_bucket, table, bucket, after=after, limit=_BATCH):
        await learn(ids)
        total, after = total + len(ids), ids[-1]
    return total


async def _sweep(
    files: SearchFiles, name: str, learn: Callable[[list[int]], Awaitable[int]]
) -> int:
    """Look for everything in a file once more in the database; returns how much was gone."""
    gone, after = 0, 0
    while ids := await asyncio.to_thread(files.documents, name, after=after, limit=_BATCH):
        gone += await learn(ids)
        after = ids[-1]
    return gone


async def _learn_posts(db: Database, files: SearchFiles, ids: Collection[int]) -> int:
    found = await db.read(documents_of_posts, ids)
    gone = set(ids) - {each.id for each in found}
    await asyncio.to_thread(files.put, found, gone)
    return len(gone)


async def _learn_people(db: Database, files: SearchFiles, ids: Collection[int]) -> int:
    found = await db.read(documents_of_people, ids)
    gone = set(ids) - {each.id for each in found}
    await asyncio.to_thread(files.put_people, found, gone)
    return len(gone)
