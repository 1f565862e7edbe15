"""Takes an import from where it stands to its end, some lines at a time."""

import asyncio
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Final

from arengo.base.ids import MAX_ID
from arengo.social.media.ports import Darkroom
from arengo.social.moving.actions import finish, give_up, go_on, know_lines, take_lines
from arengo.social.moving.archives import BadArchive, Limits, unpack
from arengo.social.moving.developing import develop, used_up
from arengo.social.moving.entries import Entry
from arengo.social.moving.files import ImportFiles, count_lines, some_lines
from arengo.social.moving.leaving import leave_some, named_in
from arengo.social.moving.model import ARCHIVES, NEEDED, UNFINISHED, Developed, Import, Line, Place
from arengo.social.moving.queries import import_to_do
from arengo.social.moving.taking import read_entry
from arengo.storage import Database

_LOST: Final = "The file of this import is not there any more; begin it again"
_COMPARED: Final = 500  # lines that are looked up at once


async def take_import(room: Darkroom, files: ImportFiles, here: Place, *, import_id: int) -> None:
    """Take every line that is not taken yet; a crash goes on where the last step ended."""
    db = room.db
    found = await db.write(go_on, import_id=import_id)
    if found is not None and found.state in UNFINISHED:
        try:
            await _take(room, files, here, found)
        except BadArchive as error:
            await db.write(finish, import_id=import_id, error=str(error))
        except FileNotFoundError:
            await db.write(finish, import_id=import_id, error=_LOST)
    now = await db.read(import_to_do, import_id)
    if now is None or now.state not in NEEDED:  # else somebody else works on it, or will
        await asyncio.to_thread(files.forget, import_id)


async def stop_trying(db: Database, *, import_id: int) -> None:
    """Tell whoever waits for an import that its job was given up."""
    await db.write(give_up, import_id=import_id)


async def _take(room: Darkroom, files: ImportFiles, here: Place, found: Import) -> None:
    if found.kind in ARCHIVES:
        await _unpack(room, files, found)
    place, number = found.place, found.done + 1
    while True:
        lines, place = await _some(files, found, here, place=place, number=number)
        if not lines:
            break
        for step in _steps(lines):
            if not await _take_step(room, files, here, found, step):
                return
        number += len(lines)
    if found.overwrite:
        await _leave_rest(room.db, files, here, found)
    await room.db.write(finish, import_id=found.id)


async def _take_step(
    room: Darkroom, files: ImportFiles, here: Place, found: Import, lines: list[Line]
) -> bool:
    """Take some lines at once; False when there is nothing more to do here."""
    developed: dict[int, Developed] = {}
    for line in lines:
        if isinstance(line.entry, Entry) and line.entry.pieces:
            developed[line.number] = await develop(room, files, found, line.entry)
    went_on = await room.db.write(
        take_lines, import_id=found.id, lines=lines, here=here, developed=developed
    )
    for line in lines:
        if went_on and isinstance(line.entry, Entry) and line.entry.pieces:
            await asyncio.to_thread(used_up, files, found, line.entry)
    return went_on


def _steps(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield lines that are taken together: words many at once, what has pictures by itself."""
    for shows, group in groupby(lines, key=_has_pieces):
        if shows:
            yield from ([line] for line in group)
        else:
            yield list(group)


def _has_pieces(line: Line) -> bool:
    return isinstance(line.entry, Entry) and bool(line.entry.pieces)


async def _unpack(room: Darkroom, files: ImportFiles, found: Import) -> None:
    """Read an archive once; what came out is there as a whole or not at all."""
    lines = files.lines(found.id)
    if not lines.exists():
        most = max(room.settings.upload_max_bytes, room.settings.video_max_bytes)
        limits = Limits(file_bytes=most, check_room=room.spool.check_room)
        await asyncio.to_thread(unpack, found.kind, found.id, files, limits)
    if not found.lines:
        count = await asyncio.to_thread(count_lines, lines)
        await room.db.write(know_lines, import_id=found.id, lines=count)


async def _leave_rest(db: Database, files: ImportFiles, here: Place, found: Import) -> None:
    """Take away what the file does not name."""
    keep: set[int | str] = set()
    place, number = 0, 1
    while True:
        lines, place = await _some(files, found, here, place=place, number=number, most=_COMPARED)
        if not lines:
            break
        number += len(lines)
        keep |= await db.read(named_in, found.kind, found.account_id, lines, here)
    before: int | None = MAX_ID
    while before is not None:
        before = await db.write(leave_some, found=found, keep=frozenset(keep), before=before)


async def _some(
    files: ImportFiles, found: Import, here: Place, *, place: int, number: int, most: int = 50
) -> tuple[list[Line], int]:
    read = partial(some_lines, files.lines(found.id), longest=found.longest_line, most=most)
    return await asyncio.to_thread(_read, read, found, here, place=place, number=number)


def _read(
    read: partial[tuple[list[Line], int]], found: Import, here: Place, *, place: int, number: int
) -> tuple[list[Line], int]:
    lines, behind = read(place=place, number=number)
    if found.kind in ARCHIVES:
        lines = [read_entry(found.kind, line, host_name=here.host_name) for line in lines]
    return lines, behind
