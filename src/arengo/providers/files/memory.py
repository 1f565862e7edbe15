"""The file store that keeps everything in memory: for tests and trials."""

from collections.abc import AsyncIterator

from arengo.base.errors import NotFound
from arengo.providers.files.names import check_type, content_type_of, path_of
from arengo.providers.files.port import Content, StoredFile


class MemoryFiles:
    """Remembers every file by its name in `files`."""

    def __init__(self) -> None:
        """Start empty."""
        self.files: dict[str, bytes] = {}

    async def put(self, name: str, content: Content, content_type: str) -> None:
        """Keep a file."""
        check_type(name, content_type)
        self.files[name] = content if isinstance(content, bytes) else b"".join(content)

    async def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        return len(await self.read(name))

    async def read(self, name: str, *, start: int = 0, end: int | None = None) -> bytes:
        """Return the bytes of a file."""
        content_type_of(name)
        try:
            return self.files[name][start:end]
        except KeyError:
            raise NotFound from None

    async def open(self, name: str) -> StoredFile:
        """Start reading a file; it comes in one piece."""
        content = await self.read(name)
        return StoredFile(
            content_type=content_type_of(name),
            size_bytes=len(content),
            chunks=_single(content),
        )

    async def delete(self, name: str) -> None:
        """Forget a file."""
        content_type_of(name)
        self.files.pop(name, None)

    def url_path(self, name: str) -> str:
        """Return the path under which the file is fetched."""
        return f"/{path_of(name)}"


async def _single(content: bytes) -> AsyncIterator[bytes]:
    yield content
