"""Archives from strangers: the one file that is wanted is read out, to a limit, and nothing else.

No path of an archive is ever used as a path here, so none can lead out of a folder; what an archive
says of its sizes is not believed, only what really comes out is counted.
"""

import lzma
import re
import tarfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, Final

import msgspec

from arengo.social.moving.model import MOST_LINES, Kind

_WANTED: Final = {
    Kind.MASTODON_ARCHIVE: re.compile(r"outbox\.json"),
    Kind.X_ARCHIVE: re.compile(r"tweets?(-part\d{1,3})?\.js"),
}
_MISSING: Final = {
    Kind.MASTODON_ARCHIVE: "There is no outbox.json in it",
    Kind.X_ARCHIVE: "There is no tweets.js in it",
}
MOST_BYTES: Final = 128 * 1024 * 1024
MOST_MEMBERS: Final = 200_000
MOST_PASSED_BYTES: Final = 20 * 1024 * 1024 * 1024  # of other files on the way through a tar
_PIECE: Final = 1024 * 1024


_UNREADABLE: Final = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


class BadArchive(Exception):
    """It cannot be read; the message tells its owner why."""


class _Outbox(msgspec.Struct, frozen=True):
    """As much of an outbox as is read."""

    orderedItems: list[msgspec.Raw]  # noqa: N815  its name in the archive


_outbox: Final = msgspec.json.Decoder(_Outbox)


def unpack(kind: Kind, archive: Path, lines: Path) -> int:
    """Write the posts of an archive to a file, oldest first, one a line; returns how many.

    Raises BadArchive.
    """
    wanted = _WANTED[kind]
    try:
        is_zip = zipfile.is_zipfile(archive)
        found = _from_zip(archive, wanted) if is_zip else _from_tar(archive, wanted)
    except _UNREADABLE as error:
        raise BadArchive("The archive cannot be read; is it whole?") from error
    if not found:
        raise BadArchive(_MISSING[kind])
    try:
        items = [item for data in found for item in _READERS[kind](data)]
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise BadArchive("Its list of posts is not as expected") from error
    if len(items) > MOST_LINES:
        raise BadArchive("It holds more entries than can be taken")
    _write(sorted(items, key=_AGES[kind]), lines)
    return len(items)


def _activities(data: bytes) -> list[msgspec.Raw]:
    return _outbox.decode(data).orderedItems


def _tweets(data: bytes) -> list[msgspec.Raw]:
    """Read a script that sets a variable to a list."""
    return _list.decode(data[data.index(b"[", data.find(b"=") + 1) :]) if b"[" in data else []


def _write(items: list[msgspec.Raw], lines: Path) -> None:
    half = lines.with_suffix(".half")
    with half.open("wb") as file:
        for item in items:  # JSON may be written over many lines, but its texts never hold one
            file.write(bytes(item).replace(b"\n", b" ").replace(b"\r", b" ") + b"\n")
    half.replace(lines)


class _Dated(msgspec.Struct, frozen=True):
    published: str = ""


class _Numbered(msgspec.Struct, frozen=True):
    id_str: str = ""


class _Entry(msgspec.Struct, frozen=True):
    tweet: _Numbered = _Numbered()


_list: Final = msgspec.json.Decoder(list[msgspec.Raw])
_dated: Final = msgspec.json.Decoder(_Dated)
_entry: Final = msgspec.json.Decoder(_Entry)


def _published(item: msgspec.Raw) -> tuple[int, str]:
    """Return what an entry is sorted by, so that a reply comes after what it answers."""
    try:
        return 0, _dated.decode(item).published
    except (msgspec.DecodeError, RecursionError):
        return 0, ""


def _numbered(item: msgspec.Raw) -> tuple[int, str]:
    try:
        number = _entry.decode(item).tweet.id_str
    except (msgspec.DecodeError, RecursionError):
        return 0, ""
    return len(number), number  # numbers of one length are in order as texts


_READERS: Final = {Kind.MASTODON_ARCHIVE: _activities, Kind.X_ARCHIVE: _tweets}
_AGES: Final = {Kind.MASTODON_ARCHIVE: _published, Kind.X_ARCHIVE: _numbered}


def _from_zip(archive: Path, wanted: re.Pattern[str]) -> list[bytes]:
    found: list[bytes] = []
    with zipfile.ZipFile(archive) as opened:
        if len(opened.infolist()) > MOST_MEMBERS:
            raise BadArchive("It holds more files than can be looked through")
        for member in opened.infolist():
            if _is_wanted(member.filename, wanted) and not member.is_dir():
                with opened.open(member) as file:
                    found.append(_limited(file, taken=sum(map(len, found))))
    return found


def _from_tar(archive: Path, wanted: re.Pattern[str]) -> list[bytes]:
    found: list[bytes] = []
    passed = 0
    with tarfile.open(archive, "r|*") as opened:
        for number, member in enumerate(opened):
            passed += member.size
            if number > MOST_MEMBERS or passed > MOST_PASSED_BYTES:
                raise BadArchive("It holds more files than can be looked through")
            if _is_wanted(member.name, wanted) and member.isreg():
                file = opened.extractfile(member)
                if file is not None:
                    found.append(_limited(file, taken=sum(map(len, found))))
    return found


def _is_wanted(name: str, wanted: re.Pattern[str]) -> bool:
    """Tell whether this is the list: in the archive itself, or in one of its folders."""
    path = PurePosixPath(name.replace("\\", "/"))
    return bool(wanted.fullmatch(path.name)) and len(path.parts) <= 3  # noqa: PLR2004  ./data/x.js


def _limited(file: IO[bytes], *, taken: int) -> bytes:
    """Return what really comes out, to a limit: a bomb says little and holds much."""
    pieces: list[bytes] = []
    size = taken
    while piece := file.read(_PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise BadArchive("Its list of posts is larger than can be taken")
        pieces.append(piece)
    return b"".join(pieces)
