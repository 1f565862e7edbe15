"""The way of an upload: processed, promised by a row, written to files, then declared ready.

A crash on the way leaves a row that says STORING, and `media.sweep` takes it and its files away.
"""

import asyncio
from collections.abc import Mapping
from typing import Final, Literal

import msgspec

from arengo.base.errors import Invalid
from arengo.base.ids import AccountId
from arengo.providers.files import new_name, new_sealed_name
from arengo.providers.images.model import (
    ATTACHMENT,
    AVATAR,
    HEADER,
    THUMBNAIL,
    TOO_BIG,
    Picture,
    ProcessedImage,
    Variant,
)
from arengo.providers.images.sniffing import sniffed
from arengo.providers.recordings.sniffing import HEAD_BYTES, demuxer_of, gif_moves
from arengo.social.accounts.model import Picture as ProfilePicture
from arengo.social.media.actions import finish, replace_small, stage
from arengo.social.media.model import Attached, MediaKind, ProfileImage, Stored
from arengo.social.media.policy import clean_description, clean_focus
from arengo.social.media.ports import Darkroom, Upload
from arengo.social.media.recordings import add_recording, put_promised

Slot = Literal["avatar", "header"]
_SHAPES: Final[Mapping[Slot, tuple[Variant, ...]]] = {"avatar": AVATAR, "header": HEADER}
_LOOKED_THROUGH_BYTES: Final = 16 * 1024 * 1024


async def add_media(
    room: Darkroom,
    *,
    by: AccountId,
    upload: Upload,
    thumbnail: Upload | None = None,
    description: str = "",
    focus: str = "",
    wait: bool = True,
) -> Attached:
    """Keep an image or a recording for a post. Raises Invalid, and keeps nothing, when it is none.

    Images are ready at once; recordings without a key until a job is done, unless one waits.
    """
    words, point = clean_description(description), clean_focus(focus)
    if await _is_recording(room, upload):
        return await add_recording(
            room,
            by=by,
            upload=upload,
            thumbnail=thumbnail,
            description=words,
            focus=point,
            wait=wait,
        )
    _check_size(room, upload)
    image = await _processed(room, upload, ATTACHMENT)
    original, small = image["original"], image["small"]
    if thumbnail:
        small = (await _processed(room, thumbnail, THUMBNAIL))["small"]
    stored = _stored(original, small, blurhash=image.blurhash)
    media_id = await room.db.write(
        stage,
        by=by,
        kind=MediaKind.IMAGE,
        stored=stored,
        description=words,
        focus=point,
        quota_bytes=room.settings.media_quota_bytes,
    )
    pictures = {stored.key: original, stored.small_key or stored.key: small}
    await put_promised(room, pictures, by=by, media_id=media_id)
    return await room.db.write(finish, by=by, media_id=media_id)


async def change_small(
    room: Darkroom, *, by: AccountId, media_id: int, thumbnail: Upload
) -> Attached:
    """Give an image that no post has yet another small version."""
    small = (await _processed(room, thumbnail, THUMBNAIL))["small"]
    stored = _stored(small, small)
    staged_id = await room.db.write(stage, by=by, kind=MediaKind.PREVIEW, stored=stored)
    await put_promised(room, {stored.key: small}, by=by, media_id=staged_id)
    return await room.db.write(replace_small, by=by, media_id=media_id, staged_id=staged_id)


async def store_profile_image(
    room: Darkroom, *, by: AccountId, slot: Slot, upload: Upload
) -> ProfileImage:
    """Keep an avatar or a header until `actions.wear` shows it; unworn, it is gone after a day."""
    image = await _processed(room, upload, _SHAPES[slot])
    moving, static = image["original"], image["static"]
    shown = moving if moving.data == static.data else static
    stored = _stored(moving, shown, sealed=False)
    staged_id = await room.db.write(stage, by=by, kind=MediaKind.PROFILE, stored=stored)
    small_key = stored.small_key or stored.key
    await put_promised(room, {stored.key: moving, small_key: static}, by=by, media_id=staged_id)
    picture = ProfilePicture(stored.key, small_key, stored.type)
    return ProfileImage(staged_id=staged_id, picture=picture)


async def _is_recording(room: Darkroom, upload: Upload) -> bool:
    """Say whether this is none of our images: a film, a sound, or a GIF that moves."""
    head = await asyncio.to_thread(_head, upload)
    demuxer = demuxer_of(head)
    if demuxer == "gif":
        return room.recordings.programs is not None and await asyncio.to_thread(_moves, upload)
    return demuxer is not None and sniffed(head) is None


def _check_size(room: Darkroom, upload: Upload) -> None:
    """Raise Invalid when an image is larger than the operator allows."""
    size = upload.path.stat().st_size if upload.path else len(upload.data)
    if size > room.settings.upload_max_bytes:
        raise Invalid(TOO_BIG)


def _head(upload: Upload) -> bytes:
    if upload.path is None:
        return upload.data[:HEAD_BYTES]
    with upload.path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _moves(upload: Upload) -> bool:
    if upload.path is None:
        return gif_moves(upload.data)
    with upload.path.open("rb") as file:
        return gif_moves(file.read(_LOOKED_THROUGH_BYTES))


async def _processed(
    room: Darkroom, upload: Upload, variants: tuple[Variant, ...]
) -> ProcessedImage:
    content = upload.path or upload.data
    return await room.images.process_image(content, variants=variants, declared=upload.type)


def _stored(
    large: Picture, small: Picture, *, sealed: bool = True, blurhash: str | None = None
) -> Stored:
    """Name the files; one picture for both needs one file. Those of profiles are for everybody."""
    name = new_sealed_name if sealed else new_name
    key = name(large.content_type)
    pictures = (large,) if small is large else (large, small)
    sizes = ProcessedImage(pictures=pictures, animated=False, blurhash="").meta()
    return Stored(
        key=key,
        small_key=key if small is large else name(small.content_type),
        type=large.content_type,
        size_bytes=sum(len(picture.data) for picture in pictures),
        meta=msgspec.json.encode(sizes).decode(),
        blurhash=blurhash,
    )
