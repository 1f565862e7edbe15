"""The files of archives: what is written down for one, and what is fetched."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_PARTS: Final = ("outbox", "likes", "bookmarks", "actor", "list", "directory", "packed")


class ArchiveFiles:
    """A folder with one file for each archive that is done, and several while it is made."""

    def __init__(self, root: Path) -> None:
        """Prepare the folder."""
        self._root = root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def done(self, archive_id: int) -> Path:
        """Return where the archive lies that is fetched."""
        return self._root / f"{archive_id}.zip"

    def part(self, archive_id: int, name: str) -> Path:
        """Return where something lies that goes into it."""
        if name not in _PARTS:
            raise ValueError(name)
        return self._root / f"{archive_id}.{name}"

    def clear(self, archive_id: int) -> None:
        """Remove what was only needed while it was made; twice is once."""
        for name in _PARTS:
            self.part(archive_id, name).unlink(missing_ok=True)

    def forget(self, archive_id: int) -> None:
        """Remove everything of an archive; twice is once."""
        self.clear(archive_id)
        self.done(archive_id).unlink(missing_ok=True)

    def known(self) -> Iterator[int]:
        """Yield of which archives something lies here."""
        names = {path.name.partition(".")[0] for path in self._root.iterdir()}
        yield from sorted(int(name) for name in names if name.isdecimal())


class Lost(Exception):
    """A file is shorter than was written: the disk lost its end."""


def append(path: Path, at: int, data: bytes) -> int:
    """Write behind the first `at` bytes of a file, durably, whatever a crash left there."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        if os.fstat(descriptor).st_size < at:
            raise Lost
        file.truncate(at)
        file.seek(at)
        file.write(data)
        file.flush()
        os.fsync(descriptor)
    return at + len(data)
