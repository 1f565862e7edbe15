"""Archives of one's own, an extension of ours: everything somebody wrote here, to take along."""

import asyncio

from arengo.api.entities.archive import ArchiveEntity, archive_entity
from arengo.base.clock import now_ms
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.moving.packing import actions, queries
from arengo.social.moving.packing.addresses import archive_path
from arengo.social.moving.packing.model import Archive
from arengo.storage import ReadTransaction

PATH = "/api/arengo/v1/archives"


@acts("POST", PATH, scope="write", bucket="media", answers=ArchiveEntity)
async def begin_archive(request: Request) -> ArchiveEntity:
    """Ask for an archive; a job makes it, and this answers at once."""
    await asyncio.to_thread(request.site.spool.check_room)
    every_days = request.site.settings.archive_every_days
    return _entity(
        request, await request.write(actions.begin, by=request.me, every_days=every_days)
    )


@reads(PATH, scope="read", answers=list[ArchiveEntity])
def show_archives(tx: ReadTransaction, request: Request) -> list[ArchiveEntity]:
    """Return one's archives, the last one first."""
    return [_entity(request, each) for each in queries.archives_of(tx, request.me)]


@reads(PATH + "/{archive_id}", scope="read", answers=ArchiveEntity)
def show_archive(tx: ReadTransaction, request: Request, archive_id: int) -> ArchiveEntity:
    """Return how far an own archive is, with a fresh address once it can be fetched."""
    return _entity(request, queries.own_archive(tx, archive_id, by=request.me))


@acts("DELETE", PATH + "/{archive_id}", scope="write", bucket="delete")
async def discard_archive(request: Request, archive_id: int) -> Answer:
    """Throw an own archive away, finished or not."""
    await request.write(actions.discard, by=request.me, archive_id=archive_id)
    return EMPTY


def _entity(request: Request, found: Archive) -> ArchiveEntity:
    url = request.site.settings.origin + archive_path(request.site.keys, found.id)
    return archive_entity(found, now=now_ms(), url=url)
