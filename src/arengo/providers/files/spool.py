"""Where what comes in waits on disk until it is worked on: never served, and gone soon after.

Uploads are written here as they arrive, and the source of a recording stays until it was made anew.
"""

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, ClassVar, Final

from arengo.base.errors import Busy

KEPT_S: Final = 24 * 3600


class NoRoom(Busy):
    """The disk is nearly full: what is there already comes first."""

    status: ClassVar[int] = 507
    words: ClassVar[str] = "There is no room for more files right now"


class Spool:
    """A folder of files that nobody but this program reads."""

    def __init__(self, root: Path, *, min_free: float = 0.05) -> None:
        """Prepare the folder; `min_free` is the part of the disk that stays free."""
        self.root = root
        self._min_free = min_free
        root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def check_room(self) -> None:
        """Raise NoRoom when the disk is nearly full."""
        refuse_when_full(self.root, self._min_free)

    def fresh(self) -> Path:
        """Return the path of a file that is not there yet."""
        return self.root / secrets.token_hex(16)

    def waiting(self, name: str) -> Path:
        """Return where the source of a stored file waits, by the name that the file will have."""
        return self.root / f"for-{name}"

    def sweep(self, *, older_than_s: float = KEPT_S) -> None:
        """Remove what a crash left behind."""
        for leftover in self.root.iterdir():
            with suppress(FileNotFoundError):
                if leftover.stat().st_mtime < time.time() - older_than_s:
                    leftover.unlink()


def refuse_when_full(folder: Path, min_free: float) -> None:
    """Raise NoRoom when less than this part of a disk is free."""
    disk = shutil.disk_usage(folder)
    if disk.free < disk.total * min_free:
        raise NoRoom


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """Make a file that only its owner may read, and give it to be written."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
