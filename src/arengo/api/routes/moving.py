"""Moving in and out, an extension of ours: imports with their reports, and tables of one's own."""

from typing import Final

import msgspec

from arengo.api.entities.moving import (
    KINDS_BY_NAME,
    ImportEntity,
    ImportProblem,
    import_entity,
    problem_entity,
)
from arengo.base.errors import Invalid, NotFound
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.parameters import UploadedFile
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.moving import actions, queries
from arengo.social.moving.exporting import table_of
from arengo.social.moving.model import ARCHIVES, MOST_LINES, Kind, Place
from arengo.social.moving.receiving import most_body_bytes, receive
from arengo.storage import ReadTransaction

_CSV: Final = b"text/csv; charset=utf-8"
_NO_FILE: Final = "Validation failed: Data can't be blank"
_EXPORTS: Final = frozenset(Kind) - ARCHIVES


class ImportForm(msgspec.Struct, frozen=True, kw_only=True):
    """A file, what it holds, and whether it is all there shall be (`overwrite`)."""

    type: str = ""
    mode: str = "merge"
    data: UploadedFile | str | None = None


class ProblemsForm(msgspec.Struct, frozen=True, kw_only=True):
    """From which line on."""

    after: int = 0
    limit: int = 40


@acts(
    "POST",
    "/api/arengo/v1/imports",
    scope="write",
    bucket="media",
    answers=ImportEntity,
    max_body_bytes=most_body_bytes,
)
async def begin_import(request: Request, form: ImportForm) -> ImportEntity:
    """Begin to take a file; a job does it, and this answers at once."""
    kind = KINDS_BY_NAME.get(form.type)
    if kind is None:
        raise Invalid("Validation failed: Type is not included in the list")
    if form.mode not in {"merge", "overwrite"}:
        raise Invalid("Validation failed: Mode is not included in the list")
    if not isinstance(form.data, UploadedFile) or not form.data.size_bytes:
        raise Invalid(_NO_FILE)
    begun = await receive(
        request.site,
        by=request.me,
        kind=kind,
        upload=form.data,
        overwrite=form.mode == "overwrite",
    )
    return import_entity(begun)


@reads("/api/arengo/v1/imports", scope="read:accounts", answers=list[ImportEntity])
def show_imports(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return one's imports, the last one first."""
    window = form.window(default=20, most=40)
    found = queries.imports_of(
        tx,
        request.me,
        before=window.before,
        after=window.after,
        upwards=window.upwards,
        limit=window.limit,
    )
    return page(request, [import_entity(each) for each in found], [each.id for each in found])


@reads("/api/arengo/v1/imports/{import_id}", scope="read:accounts", answers=ImportEntity)
def show_import(tx: ReadTransaction, request: Request, import_id: int) -> ImportEntity:
    """Return how far an own import is."""
    return import_entity(queries.own_import(tx, import_id, by=request.me))


@reads(
    "/api/arengo/v1/imports/{import_id}/problems",
    scope="read:accounts",
    answers=list[ImportProblem],
)
def show_problems(
    tx: ReadTransaction, request: Request, import_id: int, form: ProblemsForm
) -> list[ImportProblem]:
    """Return what was not taken, by line: from the line after `after` on."""
    after, limit = min(max(form.after, 0), MOST_LINES), min(max(form.limit, 1), 500)
    found = queries.problems_of(tx, import_id, by=request.me, after=after, limit=limit)
    return [problem_entity(each) for each in found]


@acts(
    "POST",
    "/api/arengo/v1/imports/{import_id}/cancel",
    scope="write",
    answers=ImportEntity,
)
async def cancel_import(request: Request, import_id: int) -> ImportEntity:
    """Take nothing more of an own import; what was taken stays."""
    return import_entity(await request.write(actions.cancel, by=request.me, import_id=import_id))


@acts(
    "POST",
    "/api/arengo/v1/imports/{import_id}/retry",
    scope="write",
    answers=ImportEntity,
)
async def retry_import(request: Request, import_id: int) -> ImportEntity:
    """Go on with an own import that failed by an error of this server."""
    return import_entity(await request.write(actions.retry, by=request.me, import_id=import_id))


@reads("/api/arengo/v1/exports/{table}", scope="read", bounded=False, bucket="search")
def export_table(tx: ReadTransaction, request: Request, table: str) -> Answer:
    """Return one's follows, blocks, mutes, blocked servers, bookmarks or lists as a table."""
    kind = KINDS_BY_NAME.get(table.removesuffix(".csv"))
    if kind is None or kind not in _EXPORTS or not table.endswith(".csv"):
        raise NotFound
    body = table_of(tx, kind, request.me, place_of(request))
    named = f'attachment; filename="{table}"'.encode()
    return Answer(body, 200, _CSV, ((b"content-disposition", named),))


def place_of(request: Request) -> Place:
    """Return where we are."""
    settings = request.site.settings
    return Place(
        host_name=settings.host_name,
        origin=settings.origin,
        most_characters=settings.post_max_characters,
    )
