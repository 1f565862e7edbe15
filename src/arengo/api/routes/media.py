"""Media: upload an image or a recording, describe it, take it away again."""

from typing import Final

import msgspec

from arengo.api.entities.attachment import MediaAttachment, attachment
from arengo.base.errors import Invalid
from arengo.base.ids import MediaId
from arengo.gate.answers import EMPTY, Answer, json_answer
from arengo.gate.parameters import UploadedFile
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.providers.images.model import TOO_BIG
from arengo.social.media import actions, storing
from arengo.social.media.model import Attached
from arengo.social.media.queries import own_media
from arengo.storage import ReadTransaction

UPLOAD_BODY_BYTES: Final = 100 * 1024 * 1024  # a whole film, and what a form adds to it
_NO_FILE: Final = "Validation failed: File can't be blank"


class UploadForm(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters of an upload."""

    file: UploadedFile | str | None = None
    thumbnail: UploadedFile | str | None = None
    description: str = ""
    focus: str = ""


class MediaForm(msgspec.Struct, frozen=True, kw_only=True):
    """What may be changed afterwards; what is absent stays as it is."""

    thumbnail: UploadedFile | str | None = None
    description: str | None = None
    focus: str | None = None


@acts(
    "POST",
    "/api/v1/media",
    scope="write:media",
    bucket="media",
    answers=MediaAttachment,
    max_body_bytes=UPLOAD_BODY_BYTES,
)
@acts(
    "POST",
    "/api/v2/media",
    scope="write:media",
    bucket="media",
    answers=MediaAttachment,
    max_body_bytes=UPLOAD_BODY_BYTES,
)
async def upload_media(request: Request, form: UploadForm) -> Answer:
    """Keep an image or a recording for a post that is going to be written within a day.

    The first version answers when all is done; the second at once, and recordings follow.
    """
    upload = _sent(form.file)
    if upload is None:
        raise Invalid(_NO_FILE)
    kept = await storing.add_media(
        request.site,
        by=request.me,
        upload=upload,
        thumbnail=uploaded(request, form.thumbnail),
        description=form.description,
        focus=form.focus,
        wait=request.path.startswith("/api/v1/"),
    )
    return _answer(request, kept, unfinished=202)


@reads("/api/v1/media/{media_id}", scope="write:media", answers=MediaAttachment)
def show_media(tx: ReadTransaction, request: Request, media_id: MediaId) -> Answer:
    """Return an own upload, with the status 206 while it is being processed."""
    media = own_media(tx, media_id, by=request.me)
    if media.failure:
        raise Invalid(media.failure)
    return _answer(request, media.attached, unfinished=206)


@acts(
    "PUT",
    "/api/v1/media/{media_id}",
    scope="write:media",
    bucket="media",
    answers=MediaAttachment,
    max_body_bytes=UPLOAD_BODY_BYTES,
)
async def change_media(request: Request, media_id: MediaId, form: MediaForm) -> Answer:
    """Change an own upload that no post has yet."""
    thumbnail = uploaded(request, form.thumbnail)
    kept = await request.write(
        actions.describe,
        by=request.me,
        media_id=media_id,
        description=form.description,
        focus=form.focus,
    )
    if thumbnail:
        kept = await storing.change_small(
            request.site, by=request.me, media_id=media_id, thumbnail=thumbnail
        )
    return _answer(request, kept, unfinished=206)


@acts("DELETE", "/api/v1/media/{media_id}", scope="write:media", bucket="delete")
async def delete_media(request: Request, media_id: MediaId) -> Answer:
    """Delete an own upload that no post has."""
    await request.write(actions.delete, by=request.me, media_id=media_id)
    return EMPTY


def uploaded(request: Request, value: UploadedFile | str | None) -> UploadedFile | None:
    """Return an image that came along; None when there is none, Invalid when it is too big."""
    sent = _sent(value)
    if sent and sent.size_bytes > request.site.settings.upload_max_bytes:
        raise Invalid(TOO_BIG)
    return sent


def _sent(value: UploadedFile | str | None) -> UploadedFile | None:
    if not isinstance(value, UploadedFile) or not (value.size_bytes or value.name):
        return None  # browsers send an empty part for a field that was left alone
    return value


def _answer(request: Request, media: Attached, *, unfinished: int) -> Answer:
    entity = attachment(media, origin=request.site.settings.origin, open_to_all=False)
    return json_answer(entity, status=200 if media.key else unfinished)
