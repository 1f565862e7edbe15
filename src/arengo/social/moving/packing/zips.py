"""A zip that is written piece by piece and continued after a crash, however many files it gets.

Its list of files grows in a file of its own and is appended at the end, so nothing is kept in
memory. Whoever knows how long both files were after a member can go on from there.
"""

import os
import struct
import time
import zlib
from pathlib import Path
from typing import BinaryIO, Final

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LISTED: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_LARGE_END: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR: Final = struct.Struct("<4sLQL")
_LARGE: Final = 0xFFFFFFFF
_MANY: Final = 0xFFFF
_UTF8: Final = 0x800
_STORED, _DEFLATED = 0, 8
_VERSION: Final = 45
_PIECE: Final = 1024 * 1024


class GrowingZip:
    """Two files: the members, and the list of them."""

    def __init__(self, path: Path, directory: Path, *, written: int, listed: int) -> None:
        """Go on behind what stands, at first behind nothing; EOFError when that is lost."""
        self._file = _opened(path, written)
        try:
            self._directory = _opened(directory, listed)
        except BaseException:
            self._file.close()
            raise
        self._member: _Member | None = None

    @property
    def position(self) -> int:
        """Return how long the first file is."""
        return self._file.tell()

    def save(self) -> tuple[int, int]:
        """Bring everything that was added to disk, and return how long both files are."""
        for file in (self._file, self._directory):
            file.flush()
            os.fsync(file.fileno())
        return self._file.tell(), self._directory.tell()

    def begin(self, name: str, *, size: int, squeeze: bool) -> None:
        """Begin a member of about so many bytes."""
        self._member = _Member(self._file, name.encode(), large=size > _LARGE // 2, squeeze=squeeze)

    def feed(self, piece: bytes) -> None:
        """Add to the member that was begun."""
        assert self._member is not None, "nothing was begun"
        self._member.feed(piece)

    def end(self) -> None:
        """End the member that was begun."""
        assert self._member is not None, "nothing was begun"
        self._directory.write(self._member.end())
        self._member = None

    def finish(self, members: int) -> int:
        """Append the list, and return how large the whole is."""
        begin, length = self.save()
        self._directory.seek(0)
        while piece := self._directory.read(_PIECE):
            self._file.write(piece)
        large_end = self._file.tell()
        numbers = (members, members, length, begin)
        self._file.write(
            _LARGE_END.pack(b"PK\6\6", _LARGE_END.size - 12, _VERSION, _VERSION, 0, 0, *numbers)
        )
        self._file.write(_LOCATOR.pack(b"PK\6\7", 0, large_end, 1))
        few, small, low = min(members, _MANY), min(length, _LARGE), min(begin, _LARGE)
        self._file.write(_END.pack(b"PK\5\6", 0, 0, few, few, small, low, 0))
        size, _ = self.save()
        return size

    def close(self) -> None:
        """Close both files."""
        self._file.close()
        self._directory.close()


class _Member:
    """One file of the zip: its head is written before it, and corrected after it."""

    def __init__(self, file: BinaryIO, name: bytes, *, large: bool, squeeze: bool) -> None:
        self._file, self._name, self._large = file, name, large
        self._method = _DEFLATED if squeeze else _STORED
        self._squeezer = zlib.compressobj(6, zlib.DEFLATED, -15) if squeeze else None
        self._begin, self._sum, self._size = file.tell(), 0, 0
        self._when = _dos_time()
        self._write_head(packed=0)
        self._content = file.tell()

    def feed(self, piece: bytes) -> None:
        self._sum = zlib.crc32(piece, self._sum)
        self._size += len(piece)
        self._file.write(self._squeezer.compress(piece) if self._squeezer else piece)

    def end(self) -> bytes:
        """Correct the head; returns the line of the list."""
        if self._squeezer:
            self._file.write(self._squeezer.flush())
        end = self._file.tell()
        packed = end - self._content
        if not self._large and max(packed, self._size) >= _LARGE:
            raise OverflowError("a member is larger than it was said to be")
        self._file.seek(self._begin)
        self._write_head(packed=packed)
        self._file.seek(end)
        return self._listed(packed)

    def _write_head(self, *, packed: int) -> None:
        extra = struct.pack("<2H2Q", 1, 16, self._size, packed) if self._large else b""
        sizes = (_LARGE, _LARGE) if self._large else (packed, self._size)
        common = (_VERSION, _UTF8, self._method, *self._when, self._sum, *sizes)
        head = _LOCAL.pack(b"PK\3\4", *common, len(self._name), len(extra))
        self._file.write(head + self._name + extra)

    def _listed(self, packed: int) -> bytes:
        """Return the line of the list, with room for large numbers in every case."""
        extra = struct.pack("<2H3Q", 1, 24, self._size, packed, self._begin)
        common = (_VERSION, _VERSION, _UTF8, self._method, *self._when, self._sum)
        lengths = (len(self._name), len(extra), 0, 0, 0)
        head = _LISTED.pack(b"PK\1\2", *common, _LARGE, _LARGE, *lengths, 0o600 << 16, _LARGE)
        return head + self._name + extra


def _dos_time() -> tuple[int, int]:
    now = time.gmtime()
    clock = now.tm_hour << 11 | now.tm_min << 5 | now.tm_sec // 2
    return clock, (now.tm_year - 1980) << 9 | now.tm_mon << 5 | now.tm_mday


def _opened(path: Path, length: int) -> BinaryIO:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    file = os.fdopen(descriptor, "r+b")
    if os.fstat(descriptor).st_size < length:
        file.close()
        raise EOFError
    file.truncate(length)
    file.seek(length)
    return file
