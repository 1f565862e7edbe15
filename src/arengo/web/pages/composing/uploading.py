"""Takes pictures and recordings as soon as they are chosen, while scripts run in the page."""

from typing import Annotated, Final

import msgspec

from arengo.base.errors import NotFound
from arengo.base.ids import MediaId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.storage import ReadTransaction
from arengo.web.composing.fields import MOST_PIECES, ComposeForm, PieceField, UploadField
from arengo.web.composing.views import found_uploads, upload_views
from arengo.web.pages.composing.taking import UPLOAD_BODY_BYTES, take
from arengo.web.pages.frames import frame_of, page_answer

_LAST: Final = MOST_PIECES - 1


class PieceForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which post of a thread it belongs to."""

    piece: Annotated[int, msgspec.Meta(ge=0, le=_LAST)] = 0


class FilesForm(ComposeForm, frozen=True, kw_only=True):
    """The whole composer, with the files of one post."""

    piece: Annotated[int, msgspec.Meta(ge=0, le=_LAST)] = 0


@acts(
    "POST",
    "/compose/media",
    access=Access.MEMBER,
    bucket="page",
    max_body_bytes=UPLOAD_BODY_BYTES,
)
async def upload(request: Request, form: FilesForm) -> Answer:
    """Keep the files of one post, and answer with all that it has."""
    piece = form.pieces[form.piece] if form.piece < len(form.pieces) else PieceField()
    uploads, problems = await take(request, piece)
    whole = PieceField(uploads=uploads)
    frame = await request.read(frame_of, request, form=True)
    found = await request.read(found_uploads, request, [whole])
    return page_answer(
        request,
        "parts/uploads.html",
        frame,
        uploads=upload_views(request, uploads, found),
        piece=form.piece,
        errors=problems,
    )


@reads("/compose/media/{media_id}", access=Access.MEMBER, bucket="page")
def show_upload(
    tx: ReadTransaction, request: Request, media_id: MediaId, form: PieceForm
) -> Answer:
    """Show a recording that is being made anew, until it is ready."""
    fields = [UploadField(id=str(media_id))]
    found = found_uploads(tx, request, [PieceField(uploads=fields)])
    if not found:
        raise NotFound
    return page_answer(
        request,
        "parts/uploads.html",
        frame_of(tx, request, form=True),
        uploads=upload_views(request, fields, found),
        piece=form.piece,
        errors=(),
    )
