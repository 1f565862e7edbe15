"""The page on which people bring along what they have elsewhere, and how far that is."""

from typing import Final, Literal

import msgspec

from arengo.base.errors import Invalid
from arengo.base.ids import MAX_ID, time_of
from arengo.gate.answers import Answer
from arengo.gate.parameters import UploadedFile
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.moving.actions import cancel, retry
from arengo.social.moving.model import MAY_OVERWRITE, MOST_AT_ONCE, UNFINISHED, Import, Kind
from arengo.social.moving.queries import imports_of, own_import, problems_of
from arengo.social.moving.receiving import most_body_bytes, receive
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.context.settings import ImportView
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.settings.forms import sent, typed

_PATH: Final = "/settings/import"
_SHOWN: Final = 20
_PROBLEMS: Final = 200
_KINDS: Final = {kind.name.lower(): kind for kind in Kind}


class ImportForm(msgspec.Struct, frozen=True, kw_only=True):
    """A file, what is in it, and whether it takes the place of what is here."""

    kind: str = ""
    mode: Literal["merge", "overwrite"] = "merge"
    data: UploadedFile | str | None = None


class ProblemsForm(msgspec.Struct, frozen=True, kw_only=True):
    """From which line on."""

    after: int = 0


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_imports(tx: ReadTransaction, request: Request) -> Answer:
    """Show one's imports, and the form for another."""
    return _page(tx, request, {"mode": "merge"})


@acts(
    "POST",
    _PATH,
    access=Access.MEMBER,
    bucket="media",
    max_body_bytes=most_body_bytes,
)
async def begin_import(request: Request, form: ImportForm) -> Answer:
    """Take a file; a job does the rest."""
    kind, upload = _KINDS.get(form.kind), sent(form.data)
    if kind is None or upload is None or not upload.size_bytes:
        error = wrong("kind", "kind_missing") if kind is None else wrong("data", "file_missing")
        return await request.read(_page, request, typed(form), error)
    if form.mode == "overwrite" and kind not in MAY_OVERWRITE:
        return await request.read(_page, request, typed(form), wrong("mode", "only_added"))
    try:
        await receive(
            request.site,
            by=request.me,
            kind=kind,
            upload=upload,
            overwrite=form.mode == "overwrite",
        )
    except Invalid:
        error = wrong("", "import_refused", most=MOST_AT_ONCE)
        return await request.read(_page, request, typed(form), error)
    return done(request, _PATH, "import_begun")


@acts("POST", f"{_PATH}/{{import_id}}/cancel", access=Access.MEMBER, bucket="write")
async def cancel_import(request: Request, import_id: int) -> Answer:
    """Take nothing more of an own import."""
    await request.write(cancel, by=request.me, import_id=import_id)
    return done(request, _PATH, "import_cancelled")


@acts("POST", f"{_PATH}/{{import_id}}/retry", access=Access.MEMBER, bucket="write")
async def retry_import(request: Request, import_id: int) -> Answer:
    """Go on with an own import that an error ended."""
    try:
        await request.write(retry, by=request.me, import_id=import_id)
    except Invalid:
        error = wrong("", "import_refused", most=MOST_AT_ONCE)
        return await request.read(_page, request, {"mode": "merge"}, error)
    return done(request, _PATH, "import_retried")


@reads(f"{_PATH}/{{import_id}}", access=Access.MEMBER, bucket="page")
def show_import(
    tx: ReadTransaction, request: Request, import_id: int, form: ProblemsForm
) -> Answer:
    """Show what of an own import could not be taken, line by line."""
    found = own_import(tx, import_id, by=request.me)
    after = min(max(form.after, 0), 1 << 30)
    problems = problems_of(tx, import_id, by=request.me, after=after, limit=_PROBLEMS + 1)
    shown = tuple(problems[:_PROBLEMS])
    more = f"{_PATH}/{found.id}?after={shown[-1].line}" if len(problems) > _PROBLEMS else ""
    return page_answer(
        request,
        "settings/import.html",
        frame_of(tx, request),
        each=_view(found),
        problems=shown,
        older_url=more,
    )


def _page(
    tx: ReadTransaction, request: Request, values: dict[str, str], *errors: FieldError
) -> Answer:
    found = imports_of(tx, request.me, before=MAX_ID, after=0, upwards=False, limit=_SHOWN)
    return page_answer(
        request,
        "settings/imports.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, values=values, errors=errors),
        most_mb=request.site.settings.import_max_bytes // (1024 * 1024),
        imports=tuple(_view(each) for each in found),
    )


def _view(found: Import) -> ImportView:
    return ImportView(
        url=f"{_PATH}/{found.id}",
        kind=found.kind.name.lower(),
        state=found.state.name.lower(),
        at_ms=time_of(found.id),
        lines=found.lines,
        done=found.done,
        taken=found.taken,
        refused=found.failed,
        problems=found.noted,
        unfinished=found.state in UNFINISHED,
        error=found.error or "",
    )
