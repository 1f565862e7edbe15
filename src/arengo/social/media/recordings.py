"""The way of a recording: looked at while its sender waits, then made anew by a job.

The source waits in the spool, is never served, and goes when the job is done. A crash on the way
leaves a row that says so, and `media.sweep` takes it away.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, MediaId
from arengo.providers.files import new_sealed_name
from arengo.providers.files.spool import private_file
from arengo.providers.images.model import (
    ATTACHMENT,
    THUMBNAIL,
    TOO_BIG,
    Picture,
    ProcessedImage,
)
from arengo.providers.recordings.converting import CONTENT_TYPES, kind_of
from arengo.providers.recordings.model import NO_PROGRAM, Facts, Kind, Refused
from arengo.social.media import actions, measures
from arengo.social.media.model import Attached, MediaKind, MediaState, Stored
from arengo.social.media.ports import Darkroom, Upload
from arengo.social.media.queries import own_upload

KINDS: Final[Mapping[Kind, MediaKind]] = {
    Kind.VIDEO: MediaKind.VIDEO,
    Kind.LOOP: MediaKind.LOOP,
    Kind.AUDIO: MediaKind.AUDIO,
}
_SMALL: Final = tuple(variant for variant in ATTACHMENT if variant.name == "small")
_PIECE_BYTES: Final = 1024 * 1024


async def add_recording(
    room: Darkroom,
    *,
    by: AccountId,
    upload: Upload,
    thumbnail: Upload | None,
    description: str | None,
    focus: str | None,
    wait: bool,
) -> Attached:
    """Keep a recording for a post: at once when its sender waits for it, else by a job.

    Raises Invalid, and keeps nothing, when it is none or none that we take.
    """
    if room.recordings.programs is None:
        raise Invalid(NO_PROGRAM)
    source = await _on_disk(room, upload)
    try:
        facts, preview = await _looked_at(room, source, thumbnail)
        stored = _stored(room, facts, preview, source.stat().st_size)
        media_id = await room.db.write(
            actions.stage,
            by=by,
            kind=KINDS[kind_of(facts, room.recordings.limits)],
            stored=stored,
            description=description,
            focus=focus,
            quota_bytes=room.settings.media_quota_bytes,
        )
        if preview and stored.small_key:
            pictures = {stored.small_key: preview["small"]}
            await put_promised(room, pictures, by=by, media_id=media_id)
        await asyncio.to_thread(source.rename, room.spool.waiting(stored.key))
    except Refused as refused:
        raise Invalid(str(refused)) from refused
    finally:
        source.unlink(missing_ok=True)
    if not wait:
        return await room.db.write(
            actions.begin_processing, by=by, media_id=media_id, key=stored.key
        )
    await process(room, account_id=by, media_id=media_id, key=stored.key)
    media = await room.db.read_bounded(own_upload, media_id, by=by)
    if media is None or media.state is not MediaState.READY:
        raise Invalid(media.failure if media else None)
    return media.attached


async def put_promised(
    room: Darkroom, pictures: Mapping[str, Picture], *, by: AccountId, media_id: MediaId
) -> None:
    """Write the files that a row promises; NotFound, and none stays, when the row is gone."""
    for name, picture in pictures.items():
        await room.files.put(name, picture.data, picture.content_type)
    if await room.db.read_bounded(own_upload, media_id, by=by) is None:  # its owner has left
        for name in pictures:
            await room.files.delete(name)
        raise NotFound


async def process(room: Darkroom, *, account_id: int, media_id: int, key: str) -> None:
    """Make a recording anew from its source; doing it twice is doing it once."""
    by, row_id = AccountId(account_id), MediaId(media_id)
    source = room.spool.waiting(key)
    media = await room.db.read_bounded(own_upload, media_id, by=by)
    if media and media.state in {MediaState.PROCESSING, MediaState.STORING}:
        try:
            wanted = await _converted(room, source, by=by, media_id=row_id, key=key)
        except (Refused, FileNotFoundError) as error:
            words = str(error) if isinstance(error, Refused) else None
            failure = words or "Validation failed: File is gone"
            await room.db.write(actions.fail_processing, by=by, media_id=row_id, failure=failure)
            wanted = True
        if not wanted:
            await room.files.delete(key)
    source.unlink(missing_ok=True)


async def _converted(
    room: Darkroom, source: Path, *, by: AccountId, media_id: MediaId, key: str
) -> bool:
    """Make the file and tell its row; False when the row is gone meanwhile."""
    facts = await room.recordings.look(source)
    target = room.spool.fresh()
    try:
        made = await room.recordings.convert(facts, source, target)
        kind = kind_of(facts, room.recordings.limits)
        size = target.stat().st_size
        await room.files.put(key, _pieces(target), CONTENT_TYPES[kind])
    finally:
        target.unlink(missing_ok=True)
    meta = measures.of_recording(made)
    return await room.db.write(
        actions.finish_processing, by=by, media_id=media_id, meta=meta, size_bytes=size
    )


async def _on_disk(room: Darkroom, upload: Upload) -> Path:
    """Return a file of our own with an upload in it; raises Invalid when it is too large."""
    source = room.spool.fresh()
    most = min(room.settings.video_max_bytes, room.recordings.limits.size_bytes)
    size = upload.path.stat().st_size if upload.path else len(upload.data)
    if size > most:
        raise Invalid(TOO_BIG)
    if upload.path:
        await asyncio.to_thread(upload.path.rename, source)
    else:
        await asyncio.to_thread(room.spool.check_room)
        await asyncio.to_thread(_write, source, upload.data)
    return source


async def _looked_at(
    room: Darkroom, source: Path, thumbnail: Upload | None
) -> tuple[Facts, ProcessedImage | None]:
    """Return what is in a recording, and its preview: its own, or the one that came along."""
    facts = await room.recordings.look(source)
    if thumbnail:
        content: bytes | Path = thumbnail.path or thumbnail.data
        return facts, await room.images.process_image(
            content, variants=THUMBNAIL, declared=thumbnail.type
        )
    if facts.pictures:
        frame = await room.recordings.poster(facts, source)
        return facts, await room.images.process_image(frame, variants=_SMALL)
    if facts.cover_index is not None:
        with suppress(Refused, Invalid):  # a cover that cannot be shown is no reason to refuse
            frame = await room.recordings.poster(facts, source)
            return facts, await room.images.process_image(frame, variants=_SMALL)
    return facts, None


def _stored(
    room: Darkroom, facts: Facts, preview: ProcessedImage | None, size_bytes: int
) -> Stored:
    content_type = CONTENT_TYPES[kind_of(facts, room.recordings.limits)]
    meta = {**measures.of_recording(facts), **measures.of_pictures(preview)}
    return Stored(
        key=new_sealed_name(content_type),
        small_key=new_sealed_name(preview["small"].content_type) if preview else None,
        type=content_type,
        size_bytes=size_bytes,
        meta=msgspec.json.encode(meta).decode(),
        blurhash=preview.blurhash if preview else None,
    )


def _write(path: Path, data: bytes) -> None:
    with private_file(path) as file:
        file.write(data)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece
