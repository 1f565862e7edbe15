"""Takes an import from where it stands to its end, some lines at a time."""

import asyncio
from typing import Final

from arengo.base.ids import MAX_ID
from arengo.social.moving.actions import finish, know_lines, take_lines
from arengo.social.moving.archives import BadArchive, unpack
from arengo.social.moving.files import ImportFiles, some_lines
from arengo.social.moving.leaving import leave_some, named_in
from arengo.social.moving.model import ARCHIVES, UNFINISHED, Import, Line
from arengo.social.moving.queries import import_to_do
from arengo.social.moving.taking import Place
from arengo.storage import Database

_LOST: Final = "The file of this import is not there any more; begin it again"
_COMPARED: Final = 500  # lines that are looked up at once


async def take_import(db: Database, files: ImportFiles, here: Place, *, import_id: int) -> None:
    """Take every line that is not taken yet; a crash goes on where the last step ended."""
    found = await db.read(import_to_do, import_id)
    if found is not None and found.state in UNFINISHED:
        try:
            await _take(db, files, here, found)
        except BadArchive as error:
            await db.write(finish, import_id=import_id, error=str(error))
        except FileNotFoundError:
            await db.write(finish, import_id=import_id, error=_LOST)
    now = await db.read(import_to_do, import_id)
    if now is None or now.state not in UNFINISHED:  # else somebody else works on it
        files.forget(import_id)


async def _take(db: Database, files: ImportFiles, here: Place, found: Import) -> None:
    if found.kind in ARCHIVES:
        await _unpack(db, files, found)
    place, number = found.place, found.done + 1
    while True:
        lines, behind = await _some(files, found, place=place, number=number)
        if not lines:
            break
        step = {"import_id": found.id, "from_place": place, "to_place": behind}
        if not await db.write(take_lines, lines=lines, here=here, **step):
            return
        place, number = behind, number + len(lines)
    if found.overwrite:
        await _leave_rest(db, files, here, found)
    await db.write(finish, import_id=found.id)


async def _unpack(db: Database, files: ImportFiles, found: Import) -> None:
    """Read an archive once; what came out is there as a whole or not at all."""
    lines = files.lines(found.id)
    if not lines.exists():
        count = await asyncio.to_thread(unpack, found.kind, files.source(found.id), lines)
        await db.write(know_lines, import_id=found.id, lines=count)


async def _leave_rest(db: Database, files: ImportFiles, here: Place, found: Import) -> None:
    """Take away what the file does not name."""
    keep: set[int | str] = set()
    place, number = 0, 1
    while True:
        lines, place = await _some(files, found, place=place, number=number, most=_COMPARED)
        if not lines:
            break
        number += len(lines)
        keep |= await db.read(named_in, found.kind, found.account_id, lines, here)
    before: int | None = MAX_ID
    while before is not None:
        before = await db.write(leave_some, found=found, keep=frozenset(keep), before=before)


async def _some(
    files: ImportFiles, found: Import, *, place: int, number: int, most: int = 50
) -> tuple[list[Line], int]:
    path, longest = files.lines(found.id), found.longest_line
    return await asyncio.to_thread(
        some_lines, path, place=place, number=number, longest=longest, most=most
    )
