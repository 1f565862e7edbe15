"""What lies in an archive from a stranger, one file after the other, without believing its sizes.

No path of an archive is ever used as a path here, so none can lead out of a folder. Links, folders
and devices are no files; a compression or a list of files that would take much memory is refused.
"""

import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, Protocol, cast

from typing_extensions import override

MOST_MEMBERS: Final = 200_000
MOST_PASSED_BYTES: Final = 20 * 1024 * 1024 * 1024  # on the way through a tar
_MOST_LISTED_BYTES: Final = 16 * 1024 * 1024  # of a zip's list of files, and of one read
_BLOCK: Final = 512
_LONGEST_NAME: Final = 16 * 1024
_MOST_RECORDS: Final = 100  # of extended headers of one file
_PIECE: Final = 1024 * 1024
_SOURCE: Final = "media_attachments/"
_ZIPPED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class TooMuch(Exception):
    """There is more in it than anybody looks through."""


class Member(Protocol):
    """The content of one file, to be read before the next one is asked for."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, none at the end."""
        ...


def attachment_name(path: str) -> str:
    """Return by what a picture is found: an address and a name in the archive differ in front."""
    _, found, rest = path.partition("?")[0].rpartition(_SOURCE)
    return found + rest if found else ""


def members(archive: Path) -> Iterator[tuple[PurePosixPath, Member]]:
    """Yield name and content of each file. Raises TooMuch, or much else if it is broken."""
    if zipfile.is_zipfile(archive):
        yield from _zipped(archive)
        return
    with archive.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with gzip.open(archive) if packed else archive.open("rb") as file:
        yield from _tarred(cast("BinaryIO", file))


def _path(name: str) -> PurePosixPath:
    return PurePosixPath(name.replace("\\", "/"))


class _Careful(io.FileIO):
    """A file that is not read into memory in one go, whatever it says of itself."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        wanted = -1 if size is None else size
        if max(wanted, 0) > _MOST_LISTED_BYTES:
            raise TooMuch
        if wanted < 0:
            wanted = _MOST_LISTED_BYTES
        return super().read(wanted) or b""


def _zipped(archive: Path) -> Iterator[tuple[PurePosixPath, Member]]:
    with _Careful(archive) as file, zipfile.ZipFile(file) as opened:
        listed = opened.infolist()
        if len(listed) > MOST_MEMBERS:
            raise TooMuch
        for each in listed:
            if not each.is_dir() and each.compress_type in _ZIPPED:
                with opened.open(each) as content:
                    yield _path(each.filename), content


def _tarred(file: BinaryIO) -> Iterator[tuple[PurePosixPath, Member]]:
    """Walk through a tar by its blocks: only names and sizes are read of what precedes a file."""
    name, size, passed, number = "", -1, 0, 0
    while any(block := _exactly(file, _BLOCK)):
        _check(block)
        kind, length = block[156:157], _number(block[124:136])
        passed, number = passed + length, number + 1
        if number > 2 * MOST_MEMBERS or passed > MOST_PASSED_BYTES:
            raise TooMuch
        if kind in {b"L", b"x"}:
            with _content(file, length) as content:
                said = _all(content)
            name, size = (_c_string(said), size) if kind == b"L" else _told(said, name, size)
            continue
        with _content(file, length if size < 0 else size) as content:
            if kind in {b"0", b"\0", b"7"}:
                yield _path(name or _header_name(block)), content
        if kind not in {b"g", b"K"}:
            name, size = "", -1


class _Content:
    """So many bytes of a file that goes on behind them."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, none at the end; EOFError when the file ends too early."""
        wanted = min(size, self._left)
        piece = self._file.read(wanted) if wanted else b""
        if wanted and not piece:
            raise EOFError
        self._left -= len(piece)
        return piece


@contextmanager
def _content(file: BinaryIO, size: int) -> Iterator[_Content]:
    """Give the content of a member; afterwards the file stands at the next block."""
    padded = _Content(file, -(-size // _BLOCK) * _BLOCK)
    content = _Content(cast("BinaryIO", padded), size)
    yield content
    while padded.read(_PIECE):
        continue


def _all(content: _Content) -> bytes:
    pieces: list[bytes] = []
    while piece := content.read(_LONGEST_NAME):
        pieces.append(piece)
        if len(pieces) * _LONGEST_NAME > 4 * _LONGEST_NAME:
            raise TooMuch
    return b"".join(pieces)


def _told(said: bytes, name: str, size: int) -> tuple[str, int]:
    """Return what extended headers say of the next file."""
    for _ in range(_MOST_RECORDS):
        if not said:
            return name, size
        length, _, rest = said.partition(b" ")
        record, said = rest[: int(length) - len(length) - 2], said[max(int(length), 1) :]
        key, _, value = record.partition(b"=")
        if key == b"path":
            name = value.decode(errors="replace")
        elif key == b"size":
            size = _positive(int(value))
    raise TooMuch


def _exactly(file: BinaryIO, size: int) -> bytes:
    """Return so many bytes; at the very end none, and EOFError in between."""
    content = _Content(file, size)
    found = b""
    while piece := content.read(size):
        found += piece
    return found


def _check(block: bytes) -> None:
    told = int(_c_string(block[148:156]).strip(), 8)
    if sum(block) - sum(block[148:156]) + 8 * ord(" ") != told:
        raise ValueError("This is no header")


def _number(field: bytes) -> int:
    if field[0] & 0x80:
        return _positive(int.from_bytes(field[1:], "big"))
    return _positive(int(_c_string(field).strip() or "0", 8))


def _positive(number: int) -> int:
    if not 0 <= number <= MOST_PASSED_BYTES:
        raise TooMuch
    return number


def _header_name(block: bytes) -> str:
    name, prefix = _c_string(block[:100]), _c_string(block[345:500])
    return f"{prefix}/{name}" if prefix and block[257:262] == b"ustar" else name


def _c_string(field: bytes) -> str:
    return field.partition(b"\0")[0].decode(errors="replace")
