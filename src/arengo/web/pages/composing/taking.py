"""The files that come with a form: kept as they come, and named in the form from then on."""

from collections.abc import Sequence
from typing import Final

import msgspec

from arengo.base.errors import Invalid, TooMany
from arengo.gate.parameters import UploadedFile
from arengo.gate.request import Request
from arengo.social.media.storing import add_media
from arengo.social.posts.drafting import MOST_MEDIA
from arengo.web.composing.fields import ComposeForm, PieceField, UploadField
from arengo.web.composing.problems import problems_of
from arengo.web.context import FieldError
from arengo.web.pages.composing.charging import charge

UPLOAD_BODY_BYTES: Final = 100 * 1024 * 1024  # a whole film, and what a form adds to it


async def take_files(
    request: Request, form: ComposeForm
) -> tuple[ComposeForm, tuple[FieldError, ...]]:
    """Keep the files of every post; returns the form that names them, and what went wrong."""
    pieces, problems = [], list[FieldError]()
    for piece in form.pieces:
        uploads, wrong = await take(request, piece)
        pieces.append(msgspec.structs.replace(piece, uploads=uploads, files=[]))
        problems += wrong
    once = {each.key: each for each in problems}
    return msgspec.structs.replace(form, pieces=pieces), tuple(once.values())


async def take(
    request: Request, piece: PieceField
) -> tuple[list[UploadField], Sequence[FieldError]]:
    """Keep the files of one post, up to as many as it may have; one that fails stops no other."""
    uploads, problems = list(piece.uploads), list[FieldError]()
    for file in piece.files:
        if not isinstance(file, UploadedFile) or not (file.size_bytes or file.name):
            continue  # browsers send an empty part for a field that was left alone
        try:
            uploads.append(await _kept(request, file, room=MOST_MEDIA - len(uploads)))
        except (Invalid, TooMany) as refusal:
            problems += problems_of(refusal, most=0)
    return uploads, problems


async def _kept(request: Request, file: UploadedFile, *, room: int) -> UploadField:
    if room <= 0:
        raise Invalid(f"Validation failed: Cannot attach more than {MOST_MEDIA} files")
    charge(request, "media")
    kept = await add_media(request.site, by=request.me, upload=file, wait=False)
    return UploadField(id=str(kept.id))
