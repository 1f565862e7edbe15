"""Media: upload an image, describe it, take it away again."""

from typing import Final

import msgspec

from arengo.api.entities.attachment import MediaAttachment, attachment
from arengo.base.errors import Invalid
from arengo.base.ids import MediaId
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.parameters import UploadedFile
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.providers.images.model import TOO_BIG
from arengo.social.media import actions, storing
from arengo.social.media.model import Attached
from arengo.social.media.queries import own_image
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
async def upload_media(request: Request, form: UploadForm) -> MediaAttachment:
    """Keep an image for a post that is going to be written within a day."""
    upload = uploaded(request, form.file)
    if upload is None:
        raise Invalid(_NO_FILE)
    kept = await storing.add_image(
        request.site,
        by=request.me,
        upload=upload,
        thumbnail=uploaded(request, form.thumbnail),
        description=form.description,
        focus=form.focus,
    )
    return _entity(request, kept)


@reads("/api/v1/media/{media_id}", scope="write:media", answers=MediaAttachment)
def show_media(tx: ReadTransaction, request: Request, media_id: MediaId) -> MediaAttachment:
    """Return an own image."""
    return _entity(request, own_image(tx, media_id, by=request.me).attached)


@acts(
    "PUT",
    "/api/v1/media/{media_id}",
    scope="write:media",
    bucket="media",
    answers=MediaAttachment,
    max_body_bytes=UPLOAD_BODY_BYTES,
)
async def change_media(request: Request, media_id: MediaId, form: MediaForm) -> MediaAttachment:
    """Change an own image that no post has yet."""
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
    return _entity(request, kept)


@acts("DELETE", "/api/v1/media/{media_id}", scope="write:media", bucket="delete")
async def delete_media(request: Request, media_id: MediaId) -> Answer:
    """Delete an own image that no post has."""
    await request.write(actions.delete, by=request.me, media_id=media_id)
    return EMPTY


def uploaded(request: Request, value: UploadedFile | str | None) -> UploadedFile | None:
    """Return a file that came along; None when there is none. Raises Invalid when it is too big."""
    if not isinstance(value, UploadedFile) or not (value.size_bytes or value.name):
        return None  # browsers send an empty part for a field that was left alone
    if value.size_bytes > request.site.settings.upload_max_bytes:
        raise Invalid(TOO_BIG)
    return value


def _entity(request: Request, media: Attached) -> MediaAttachment:
    return attachment(media, origin=request.site.settings.origin)
