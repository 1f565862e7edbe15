"""Archives from strangers: the one file that is wanted is read out, to a limit, and nothing else.

No path of an archive is ever used as a path here, so none can lead out of a folder; what an archive
says of its sizes is not believed, only what really comes out is counted.
"""

import tarfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, Final

import msgspec

from arengo.social.moving.model import MOST_LINES

OUTBOX: Final = "outbox.json"
MOST_OUTBOX_BYTES: Final = 128 * 1024 * 1024
MOST_MEMBERS: Final = 200_000
MOST_PASSED_BYTES: Final = 20 * 1024 * 1024 * 1024  # of other files on the way through a tar
_PIECE: Final = 1024 * 1024


class BadArchive(Exception):
    """It cannot be read; the message tells its owner why."""


class _Outbox(msgspec.Struct, frozen=True):
    """As much of an outbox as is read."""

    orderedItems: list[msgspec.Raw]  # noqa: N815  its name in the archive


_outbox: Final = msgspec.json.Decoder(_Outbox)


def unpack(archive: Path, lines: Path) -> int:
    """Write the activities of an archive to a file, oldest first, one a line; returns how many.

    Raises BadArchive.
    """
    try:
        data = _from_zip(archive) if zipfile.is_zipfile(archive) else _from_tar(archive)
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        UnicodeError,
    ) as error:
        raise BadArchive("The archive cannot be read; is it whole?") from error
    try:
        items = _outbox.decode(data).orderedItems
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadArchive("Its outbox.json is not what Mastodon writes") from error
    if len(items) > MOST_LINES:
        raise BadArchive("It holds more entries than can be taken")
    _write(sorted(items, key=_published), lines)
    return len(items)


def _write(items: list[msgspec.Raw], lines: Path) -> None:
    half = lines.with_suffix(".half")
    with half.open("wb") as file:
        for item in items:  # JSON may be written over many lines, but its texts never hold one
            file.write(bytes(item).replace(b"\n", b" ").replace(b"\r", b" ") + b"\n")
    half.replace(lines)


class _Dated(msgspec.Struct, frozen=True):
    published: str = ""


_dated: Final = msgspec.json.Decoder(_Dated)


def _published(item: msgspec.Raw) -> str:
    """Return what an entry is sorted by, so that a reply comes after what it answers."""
    try:
        return _dated.decode(item).published
    except (msgspec.DecodeError, RecursionError):
        return ""


def _from_zip(archive: Path) -> bytes:
    with zipfile.ZipFile(archive) as opened:
        if len(opened.infolist()) > MOST_MEMBERS:
            raise BadArchive("It holds more files than can be looked through")
        for member in opened.infolist():
            if _is_outbox(member.filename) and not member.is_dir():
                with opened.open(member) as file:
                    return _limited(file)
    raise BadArchive("There is no outbox.json in it")


def _from_tar(archive: Path) -> bytes:
    passed = 0
    with tarfile.open(archive, "r|*") as opened:
        for number, member in enumerate(opened):
            passed += member.size
            if number > MOST_MEMBERS or passed > MOST_PASSED_BYTES:
                raise BadArchive("It holds more files than can be looked through")
            if _is_outbox(member.name) and member.isreg():
                file = opened.extractfile(member)
                if file is not None:
                    return _limited(file)
    raise BadArchive("There is no outbox.json in it")


def _is_outbox(name: str) -> bool:
    """Tell whether this is the outbox: in the archive itself, or in its one folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.name == OUTBOX and len(path.parts) <= 3  # noqa: PLR2004  ./folder/outbox.json


def _limited(file: IO[bytes]) -> bytes:
    """Return what really comes out, to a limit: a bomb says little and holds much."""
    pieces: list[bytes] = []
    size = 0
    while piece := file.read(_PIECE):
        size += len(piece)
        if size > MOST_OUTBOX_BYTES:
            raise BadArchive("Its outbox.json is larger than can be taken")
        pieces.append(piece)
    return b"".join(pieces)
