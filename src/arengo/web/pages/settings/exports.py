"""The page from which people take along what is theirs: lists as tables, and all as an archive."""

import asyncio
from typing import Final

from arengo.base.clock import now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import time_of
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.moving.exporting import table_of
from arengo.social.moving.model import ARCHIVES, UNFINISHED, Kind, Place
from arengo.social.moving.packing import actions, queries
from arengo.social.moving.packing.addresses import archive_path
from arengo.social.moving.packing.model import Archive
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.context.settings import ArchiveView
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer

_PATH: Final = "/settings/export"
_CSV: Final = b"text/csv; charset=utf-8"
_TABLES: Final = {f"{kind.name.lower()}.csv": kind for kind in Kind if kind not in ARCHIVES}


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_exports(tx: ReadTransaction, request: Request) -> Answer:
    """Show what can be taken along, and the last archive."""
    return _page(tx, request)


@reads(f"{_PATH}/{{table}}", access=Access.MEMBER, bounded=False, bucket="search")
def export_table(tx: ReadTransaction, request: Request, table: str) -> Answer:
    """Answer with one list as a table."""
    if table not in _TABLES:
        raise NotFound
    settings = request.site.settings
    place = Place(
        host_name=settings.host_name,
        origin=settings.origin,
        most_characters=settings.post_max_characters,
    )
    headers = (
        (b"content-disposition", f'attachment; filename="{table}"'.encode()),
        (b"cache-control", b"private, no-store"),
    )
    return Answer(table_of(tx, _TABLES[table], request.me, place), 200, _CSV, headers)


@acts("POST", f"{_PATH}/archive", access=Access.MEMBER, bucket="media")
async def begin_archive(request: Request) -> Answer:
    """Ask for an archive; a job makes it."""
    await asyncio.to_thread(request.site.spool.check_room)
    every_days = request.site.settings.archive_every_days
    try:
        await request.write(actions.begin, by=request.me, every_days=every_days)
    except Invalid:
        return await request.read(_page, request, wrong("", "archive_later", days=every_days))
    return done(request, _PATH, "archive_begun")


@acts("POST", f"{_PATH}/archive/{{archive_id}}/discard", access=Access.MEMBER, bucket="write")
async def discard_archive(request: Request, archive_id: int) -> Answer:
    """Throw an own archive away."""
    await request.write(actions.discard, by=request.me, archive_id=archive_id)
    return done(request, _PATH, "archive_gone")


def _page(tx: ReadTransaction, request: Request, *errors: FieldError) -> Answer:
    found = queries.archives_of(tx, request.me)
    return page_answer(
        request,
        "settings/exports.html",
        frame_of(tx, request, form=True),
        form=Form(action=f"{_PATH}/archive", errors=errors),
        archive=_view(request, found[0]) if found else None,
        every_days=request.site.settings.archive_every_days,
    )


def _view(request: Request, found: Archive) -> ArchiveView:
    kept = found.is_kept(now_ms())
    return ArchiveView(
        state=found.state.name.lower(),
        at_ms=time_of(found.id),
        posts=found.progress.posts,
        todo=found.todo,
        size_bytes=found.size_bytes,
        until_ms=found.until_ms() if kept else None,
        url=archive_path(request.site.keys, found.id) if kept else "",
        unfinished=found.state in UNFINISHED,
        discard_action=f"{_PATH}/archive/{found.id}/discard",
    )
