"""The file store on local disk: whole files or none, also after a power cut."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from arengo.base.errors import NotFound
from arengo.providers.files.names import check_type, content_type_of, new_key, path_of
from arengo.providers.files.port import Content, StoredFile
from arengo.providers.files.spool import refuse_when_full

_CHUNK_BYTES: Final = 256 * 1024
_LEFTOVER_AGE_S: Final = 3600


class DiskFiles:
    """Files below one root folder; the disk is never filled to the last byte."""

    def __init__(self, root: Path, *, min_free: float = 0.05) -> None:
        """Prepare the folder, and sweep away what a crash left half-written."""
        self._root = root
        self._min_free = min_free
        self._incoming = root / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)
        self._sweep()

    async def put(self, name: str, content: Content, content_type: str) -> None:
        """Keep the whole file durably, or nothing of it."""
        check_type(name, content_type)
        await asyncio.to_thread(self._write, self._root / path_of(name), content)

    async def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        path = self._root / path_of(name)
        try:
            return (await asyncio.to_thread(path.stat)).st_size
        except FileNotFoundError:
            raise NotFound from None

    async def read(self, name: str, *, start: int = 0, end: int | None = None) -> bytes:
        """Return the bytes of a file."""
        path = self._root / path_of(name)
        try:
            return await asyncio.to_thread(_read, path, start, end)
        except FileNotFoundError:
            raise NotFound from None

    async def open(self, name: str) -> StoredFile:
        """Start reading a file piece by piece; a deletion meanwhile does not cut it."""
        path = self._root / path_of(name)
        try:
            file = await asyncio.to_thread(path.open, "rb")
        except FileNotFoundError:
            raise NotFound from None
        return StoredFile(
            content_type=content_type_of(name),
            size_bytes=os.fstat(file.fileno()).st_size,
            chunks=_chunks(file),
        )

    async def delete(self, name: str) -> None:
        """Remove a file for good."""
        await asyncio.to_thread(_remove, self._root / path_of(name))

    def url_path(self, name: str) -> str:
        """Return the path under which the file is fetched."""
        return f"/{path_of(name)}"

    def _write(self, path: Path, content: Content) -> None:
        refuse_when_full(self._root, self._min_free)
        _make_folder(path.parent, root=self._root)
        incoming = self._incoming / new_key()
        try:
            with incoming.open("xb") as file:
                for chunk in _pieces(content):
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            incoming.replace(path)
        finally:
            incoming.unlink(missing_ok=True)
        _sync_folder(path.parent)

    def _sweep(self) -> None:
        """Another process may be writing at this moment: only what is old is left over."""
        for leftover in self._incoming.iterdir():
            with suppress(FileNotFoundError):
                if leftover.stat().st_mtime < time.time() - _LEFTOVER_AGE_S:
                    leftover.unlink()


def _pieces(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    else:
        yield from content


def _read(path: Path, start: int, end: int | None) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read() if end is None else file.read(end - start)


async def _chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        while chunk := await asyncio.to_thread(file.read, _CHUNK_BYTES):
            yield chunk


def _remove(path: Path) -> None:
    with suppress(FileNotFoundError):
        path.unlink()
        _sync_folder(path.parent)


def _make_folder(folder: Path, *, root: Path) -> None:
    """Make the folders of a path durable too: a file whose folder is lost is lost."""
    if folder == root or folder.is_dir():
        return
    _make_folder(folder.parent, root=root)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
