"""What every file store can do, whatever it keeps the bytes on."""

from collections.abc import AsyncIterator, Iterable
from typing import Protocol

import msgspec

Content = bytes | Iterable[bytes]


class StoredFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is being read: what to say about it, then its bytes."""

    content_type: str
    size_bytes: int
    chunks: AsyncIterator[bytes]


class FileStore(Protocol):
    """Keeps files under names from `new_name`; every method raises BadName for other names."""

    async def put(self, name: str, content: Content, content_type: str) -> None:
        """Keep the whole file durably, or nothing of it. Busy when there is no room."""
        ...

    async def size(self, name: str) -> int:
        """Return how many bytes a file has, or NotFound."""
        ...

    async def read(self, name: str, *, start: int = 0, end: int | None = None) -> bytes:
        """Return the bytes of a file, all or from `start` up to `end`, or NotFound."""
        ...

    async def open(self, name: str) -> StoredFile:
        """Start reading a file piece by piece, or NotFound."""
        ...

    async def delete(self, name: str) -> None:
        """Remove a file for good. Deleting what is not there is fine."""
        ...

    def url_path(self, name: str) -> str:
        """Return the path, below the origin that serves media, under which the file is fetched."""
        ...
