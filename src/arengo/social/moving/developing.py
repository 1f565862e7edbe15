"""Pictures and recordings of an archive, made anew like every upload before their post is taken.

A crash in between leaves media that no post has; `media.sweep` takes them away, and the next try
makes them again from what lies here until the line is taken.
"""

import asyncio
import os
import shutil
from pathlib import Path
from typing import Final

import msgspec

from arengo.base.errors import Busy, Refusal
from arengo.base.ids import AccountId, key_hash
from arengo.social.media.actions import delete
from arengo.social.media.model import DESCRIPTION_MAX, RECORDINGS, TYPES, Attached
from arengo.social.media.ports import Darkroom
from arengo.social.media.storing import add_media
from arengo.social.moving.entries import Entry, Piece
from arengo.social.moving.files import ImportFiles
from arengo.social.moving.model import Developed, Import
from arengo.social.moving.queries import was_taken
from arengo.social.posts.drafting import MOST_MEDIA

ABSENT: Final = "is not in the archive, or too large"
ONLY_SO_MANY: Final = f"Only {MOST_MEDIA} of its pictures were taken"
ALONE: Final = "stands beside others, and a recording must stand alone"
_TRIES: Final = 30
_PAUSE_S: Final = 1.0
_ALONE: Final = frozenset(TYPES[kind] for kind in RECORDINGS)


class Found(msgspec.Struct, frozen=True):
    """A file as the pipeline of uploads takes it: nobody said what it is."""

    path: Path
    type: str = ""
    data: bytes = b""


async def develop(room: Darkroom, files: ImportFiles, found: Import, entry: Entry) -> Developed:
    """Keep the pictures of a post that was not taken yet; what cannot be kept is said."""
    by = found.account_id
    if await room.db.read_bounded(was_taken, by, key_hash(entry.source)):
        return Developed()
    kept: list[Attached] = []
    remarks: list[str] = []
    for number, piece in enumerate(entry.pieces, 1):
        if len(kept) == MOST_MEDIA:
            remarks.append(ONLY_SO_MANY)
            break
        try:
            kept.append(await _keep(room, _lies_at(files, found, piece), piece, kept, by=by))
        except _Refused as refused:
            remarks.append(f"Picture {number} {refused}")
    return Developed(tuple(each.id for each in kept), tuple(remarks))


def used_up(files: ImportFiles, found: Import, entry: Entry) -> None:
    """Remove the pictures of a post that is taken: each is made anew once."""
    for piece in entry.pieces:
        path = _lies_at(files, found, piece)
        if path:
            path.unlink(missing_ok=True)


class _Refused(Exception):
    """A picture that is left out; says why."""


def _lies_at(files: ImportFiles, found: Import, piece: Piece) -> Path | None:
    paths = (files.media(found.id, name) for name in piece.names if name)
    return next((path for path in paths if path.exists()), None)


async def _keep(
    room: Darkroom, path: Path | None, piece: Piece, kept: list[Attached], *, by: AccountId
) -> Attached:
    if path is None:
        raise _Refused(ABSENT)
    try:
        made = await _made(room, path, piece, by=by)
    except Busy:
        raise
    except Refusal as refusal:
        words = refusal.message.removeprefix("Validation failed: ")
        raise _Refused(f"was refused: {words}") from refusal
    if kept and (made.type in _ALONE or kept[0].type in _ALONE):
        await room.db.write(delete, by=by, media_id=made.id)
        raise _Refused(ALONE)
    return made


async def _made(room: Darkroom, path: Path, piece: Piece, *, by: AccountId) -> Attached:
    """Hand a file to the pipeline, which may take it away; wait while others are in front."""
    for tried in range(_TRIES):
        copy = room.spool.fresh()
        await asyncio.to_thread(_link, path, copy)
        try:
            return await add_media(
                room,
                by=by,
                upload=Found(copy),
                description=piece.description[:DESCRIPTION_MAX],
                focus=piece.focus,
            )
        except Busy:
            if tried == _TRIES - 1:
                raise
            await asyncio.sleep(_PAUSE_S)
        finally:
            copy.unlink(missing_ok=True)
    raise Busy


def _link(path: Path, copy: Path) -> None:
    """Give a file a second name; where that cannot be, a second self."""
    try:
        os.link(path, copy)
    except OSError:
        shutil.copyfile(path, copy)
