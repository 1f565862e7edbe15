"""Writes an archive down, packs it, and clears away what is old."""

import asyncio
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.errors import NotFound
from arengo.base.ids import MAX_ID, AccountId, time_of
from arengo.providers.files import FileStore
from arengo.social.media.ports import Darkroom
from arengo.social.moving.actions import BROKE, let_go
from arengo.social.moving.files import ImportFiles
from arengo.social.moving.model import GIVEN_UP_KEPT_MS, UNFINISHED, State
from arengo.social.moving.packing.actions import finish, move_on
from arengo.social.moving.packing.activities import CONTEXT
from arengo.social.moving.packing.files import ArchiveFiles, Lost, append
from arengo.social.moving.packing.model import KEPT_MS, Archive, Cursor, Progress, Step
from arengo.social.moving.packing.pages import Page, page_of_marks, page_of_posts, profile
from arengo.social.moving.packing.queries import archive_to_do
from arengo.social.moving.packing.zips import GrowingZip
from arengo.social.moving.queries import import_to_do
from arengo.social.reactions.model import Reaction
from arengo.storage import Database

SAVED_EVERY_BYTES: Final = 32 * 1024 * 1024
SAVED_EVERY: Final = 200  # files
_PIECE: Final = 1024 * 1024
_HEAD: Final = '{"@context":"%s","id":"%s.json","type":"OrderedCollection","orderedItems":['
_MARKS: Final = {"likes": Reaction.FAVOURITE, "bookmarks": Reaction.BOOKMARK}
_PARTS: Final = ("actor", "outbox", *_MARKS)
_NOT_WHOLE: Final = "What was written is not there any more; ask again"


async def write_archive(room: Darkroom, files: ArchiveFiles, *, archive_id: int) -> None:
    """Write an archive from where it stands to its end; a crash repeats one page at most."""
    found = await room.db.read_bounded(archive_to_do, archive_id)
    if found is not None and found.state in UNFINISHED:
        try:
            await _Packer(room, files, found).run()
        except (Lost, EOFError, FileNotFoundError):
            await room.db.write(finish, archive_id=archive_id, error=_NOT_WHOLE)
    now = await room.db.read_bounded(archive_to_do, archive_id)
    if now is None or now.state not in UNFINISHED:  # else somebody else works on it
        tidy = files.clear if now and now.is_kept(now_ms()) else files.forget
        await asyncio.to_thread(tidy, archive_id)


async def stop_trying(db: Database, *, archive_id: int) -> None:
    """Tell whoever waits for an archive that its job was given up; they may ask for another."""
    await db.write(finish, archive_id=archive_id, error=BROKE)


async def forget_archive(files: ArchiveFiles, *, archive_id: int) -> None:
    """Remove the files of an archive; twice is once."""
    await asyncio.to_thread(files.forget, archive_id)


async def sweep(room: Darkroom, files: ArchiveFiles, imports: ImportFiles) -> None:
    """Remove archives that are older than a week, and files that nobody works on any more."""
    for archive_id in await asyncio.to_thread(lambda: list(files.known())):
        archive = await room.db.read_bounded(archive_to_do, archive_id)
        busy = archive is not None and archive.state in UNFINISHED
        if busy and time_of(archive_id) < now_ms() - KEPT_MS:  # its job was given up
            await room.db.write(finish, archive_id=archive_id, error=_NOT_WHOLE)
        elif not busy and not (archive and archive.is_kept(now_ms())):
            await asyncio.to_thread(files.forget, archive_id)
    for import_id in await asyncio.to_thread(lambda: list(imports.known())):
        found = await room.db.read_bounded(import_to_do, import_id)
        waits = found is not None and found.state is State.GIVEN_UP
        kept_ms = GIVEN_UP_KEPT_MS if waits else DAY_MS  # its row may be on the way
        young = time_of(import_id) > now_ms() - kept_ms
        busy = found is not None and found.state in UNFINISHED
        if not young and not busy and await room.db.write(let_go, import_id=import_id):
            await asyncio.to_thread(imports.forget, import_id)


class _Stopped(Exception):
    """Somebody else works on it, or nobody wants it any more."""


class _Packer:
    """One run of the job: three steps, each from where the last run left it."""

    def __init__(self, room: Darkroom, files: ArchiveFiles, found: Archive) -> None:
        self._room = room
        self._files = files
        self._id = found.id
        self._by: AccountId = found.account_id
        self._cursor = found.cursor
        self._progress = found.progress

    async def run(self) -> None:
        try:
            if self._cursor.step is Step.POSTS:
                await self._write_posts()
            if self._cursor.step is Step.LISTS:
                await self._write_lists()
            size = await self._pack()
        except _Stopped:
            return
        await self._room.db.write(finish, archive_id=self._id, size_bytes=size)

    async def _write_posts(self) -> None:
        if not self._cursor.written:
            head = _HEAD % (CONTEXT, "outbox")
            await self._go_on(replace(self._cursor, written=await self._add("outbox", 0, head)))
        while page := await self._room.db.read(
            page_of_posts, self._by, after=self._cursor.place, origin=self._origin
        ):
            self._room.spool.check_room()
            now = self._cursor
            empty = now.written == len(_HEAD % (CONTEXT, "outbox"))
            written = await self._add("outbox", now.written, _joined(page.items, first=empty))
            listed = await self._add("list", now.listed, _lines(page))
            done = self._progress
            posts, media = done.posts + len(page.items), done.media + len(page.files)
            cursor = Cursor(Step.POSTS, page.last, written, listed)
            await self._go_on(cursor, replace(done, posts=posts, media=media))
        tail = f'],"totalItems":{self._progress.posts}}}'
        await self._add("outbox", self._cursor.written, tail)
        await self._go_on(Cursor(Step.LISTS, 0, 0, self._cursor.listed))

    async def _write_lists(self) -> None:
        for name, kind in _MARKS.items():
            await self._write_marks(name, kind)
        said = await self._room.db.read(profile, self._by, origin=self._origin)
        await self._add("actor", 0, said.items[0])
        parts = "".join(f"part {name}\t{name}.json\n" for name in _PARTS)
        await self._add("list", self._cursor.listed, _lines(said) + parts)
        await self._go_on(Cursor(Step.PACKING))

    async def _write_marks(self, name: str, kind: Reaction) -> None:
        written = begin = await self._add(name, 0, _HEAD % (CONTEXT, name))
        before, count = MAX_ID, 0
        while page := await self._room.db.read(
            page_of_marks, kind, self._by, before=before, origin=self._origin
        ):
            written = await self._add(name, written, _joined(page.items, first=written == begin))
            before, count = page.last, count + len(page.items)
        await self._add(name, written, f'],"totalItems":{count}}}')

    async def _pack(self) -> int:
        """Put every file of the list into the zip; returns how large it is."""
        done, now = self._files.done(self._id), self._cursor
        if done.exists():  # all but the last word was said
            return done.stat().st_size
        packed = self._files.part(self._id, "packed")
        directory = self._files.part(self._id, "directory")
        growing = GrowingZip(packed, directory, written=now.written, listed=now.listed)
        try:
            await self._fill(growing)
            size = await asyncio.to_thread(growing.finish, self._progress.packed)
        finally:
            growing.close()
        packed.replace(done)
        return size

    async def _fill(self, growing: GrowingZip) -> None:
        saved, number = self._cursor.written, 0
        with self._files.part(self._id, "list").open("rb") as listed:
            listed.seek(self._cursor.place)
            while line := listed.readline():
                source, _, name = line.decode().rstrip("\n").partition("\t")
                number += 1
                if await self._put(growing, source, name):
                    self._progress = replace(self._progress, packed=self._progress.packed + 1)
                if number % SAVED_EVERY == 0 or growing.position - saved > SAVED_EVERY_BYTES:
                    self._room.spool.check_room()
                    saved = growing.position
                    await self._save(growing, listed.tell())
            await self._save(growing, listed.tell())

    async def _save(self, growing: GrowingZip, place: int) -> None:
        lengths = await asyncio.to_thread(growing.save)
        await self._go_on(Cursor(Step.PACKING, place, *lengths))

    async def _put(self, growing: GrowingZip, source: str, name: str) -> bool:
        """Add a file; False when it is gone meanwhile, with its post."""
        if source.startswith("part "):
            path = self._files.part(self._id, source.removeprefix("part "))
            await asyncio.to_thread(_put_part, growing, path, name)
            return True
        return await _put_stored(growing, self._room.files, source, name)

    async def _add(self, part: str, at: int, data: str | bytes) -> int:
        content = data.encode() if isinstance(data, str) else data
        return await asyncio.to_thread(append, self._files.part(self._id, part), at, content)

    async def _go_on(self, cursor: Cursor, progress: Progress | None = None) -> None:
        self._progress = progress or self._progress
        moved = await self._room.db.write(
            move_on,
            archive_id=self._id,
            was=self._cursor,
            cursor=cursor,
            progress=self._progress,
        )
        if not moved:
            raise _Stopped
        self._cursor = cursor

    @property
    def _origin(self) -> str:
        return self._room.settings.origin


async def _put_stored(growing: GrowingZip, files: FileStore, key: str, name: str) -> bool:
    try:
        stored = await files.open(key)
    except NotFound:
        return False
    growing.begin(name, size=stored.size_bytes, squeeze=False)
    async for piece in stored.chunks:
        await asyncio.to_thread(growing.feed, piece)
    growing.end()
    return True


def _put_part(growing: GrowingZip, path: Path, name: str) -> None:
    with path.open("rb") as file:
        growing.begin(name, size=path.stat().st_size, squeeze=True)
        while piece := file.read(_PIECE):
            growing.feed(piece)
        growing.end()


def _joined(items: list[bytes], *, first: bool) -> bytes:
    joined = b",\n".join(items)
    return joined if first or not items else b",\n" + joined


def _lines(page: Page) -> str:
    return "".join(f"{key}\t{name}\n" for key, name in page.files)
