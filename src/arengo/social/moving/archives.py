"""Archives from strangers, taken apart: the list of posts as lines, the pictures as files.

What an archive says of its sizes is not believed, only what really comes out is counted. Pictures
lie here under the hash of their names, and are looked at by nobody before they are made anew.
"""

import errno
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from arengo.social.moving.files import ImportFiles
from arengo.social.moving.leftovers import left_out
from arengo.social.moving.long_tweets import joined
from arengo.social.moving.members import Member, TooMuch, attachment_name, members
from arengo.social.moving.model import MOST_LINES, Kind

_WANTED: Final = {
    Kind.MASTODON_ARCHIVE: re.compile(r"outbox\.json"),
    Kind.X_ARCHIVE: re.compile(r"tweets?(-part\d{1,3})?\.js"),
}
_LONG_POSTS: Final = re.compile(r"note-tweets?(-part\d{1,3})?\.js")
_MISSING: Final = {
    Kind.MASTODON_ARCHIVE: "There is no outbox.json in it",
    Kind.X_ARCHIVE: "There is no tweets.js in it",
}
_X_FOLDERS: Final = frozenset({"tweets_media", "tweet_media"})
MOST_BYTES: Final = 128 * 1024 * 1024  # of the list of posts
MOST_MEDIA_BYTES: Final = 4 * 1024 * 1024 * 1024
_PIECE: Final = 1024 * 1024


_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


# What `gzip` says without a number, and `seek` of places that cannot be: all else is the disk's.
_OF_ARCHIVES: Final = frozenset({None, errno.EINVAL, errno.EOVERFLOW})


class BadArchive(Exception):
    """It cannot be read; the message tells its owner why."""


class _Outbox(msgspec.Struct, frozen=True):
    """As much of an outbox as is read."""

    orderedItems: list[msgspec.Raw]  # noqa: N815  its name in the archive


_outbox: Final = msgspec.json.Decoder(_Outbox)


class _Lists(msgspec.Struct, frozen=True):
    """What was found in an archive: its lists of posts, the words of long ones, what is left."""

    posts: list[bytes] = msgspec.field(default_factory=list)
    notes: list[bytes] = msgspec.field(default_factory=list)
    left: set[str] = msgspec.field(default_factory=set)

    @property
    def size_bytes(self) -> int:
        """Return how large the lists are together."""
        return sum(map(len, (*self.posts, *self.notes)))


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How large a picture may be, and when the disk is too full for another."""

    file_bytes: int
    check_room: Callable[[], None]


def unpack(kind: Kind, import_id: int, files: ImportFiles, limits: Limits) -> None:
    """Write the posts of an archive to a file, oldest first, one a line.

    Its pictures come before, so that nothing is missing once the lines are there, and the archive
    goes. Raises BadArchive; what the disk has to do with it, as it is.
    """
    found = _Lists()
    try:
        _take_apart(kind, import_id, files, limits, found)
    except TooMuch as error:
        raise BadArchive("It holds more files than can be looked through") from error
    except _UNREADABLE as error:
        if isinstance(error, OSError) and error.errno not in _OF_ARCHIVES:
            raise
        raise BadArchive("The archive cannot be read; is it whole?") from error
    if not found.posts:
        raise BadArchive(_MISSING[kind])
    read = _READERS[kind]
    try:
        items = [item for data in found.posts for item in read(data)]
        items = joined(items, [note for data in found.notes for note in read(data)])
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise BadArchive("Its list of posts is not as expected") from error
    if len(items) > MOST_LINES:
        raise BadArchive("It holds more entries than can be taken")
    _write(sorted(items, key=_AGES[kind]), sorted(found.left), files.lines(import_id))
    files.source(import_id).unlink(missing_ok=True)


def _take_apart(
    kind: Kind, import_id: int, files: ImportFiles, limits: Limits, found: _Lists
) -> None:
    left = MOST_MEDIA_BYTES
    files.make_media(import_id)
    for path, content in members(files.source(import_id)):
        listed = _list_for(kind, path, found)
        if listed is not None:
            listed.append(_limited(content, taken=found.size_bytes))
        elif left > 0 and (name := _MEDIA_NAMES[kind](path)):
            limits.check_room()
            most = min(limits.file_bytes, left)
            left -= _save(content, files.media(import_id, name), most)
        elif name := left_out(kind, path, content):
            found.left.add(name)


def _list_for(kind: Kind, path: PurePosixPath, found: _Lists) -> list[bytes] | None:
    """Return to what the content of a file belongs; None when it is no list of posts."""
    if len(path.parts) > 3:  # noqa: PLR2004  ./data/x.js
        return None
    if _WANTED[kind].fullmatch(path.name):
        return found.posts
    is_long = kind is Kind.X_ARCHIVE and _LONG_POSTS.fullmatch(path.name)
    return found.notes if is_long else None


def _attachment(path: PurePosixPath) -> str:
    return attachment_name(str(path))


def _picture_of_x(path: PurePosixPath) -> str:
    return path.name if path.parent.name in _X_FOLDERS else ""


def _save(content: Member, target: Path, most: int) -> int:
    """Write a picture to a file of its own, if it is not too large; returns how much was read."""
    size = 0
    with target.open("wb") as file:
        while size <= most and (piece := content.read(_PIECE)):
            size += len(piece)
            file.write(piece)
    if size > most:
        target.unlink()
    return size


def _activities(data: bytes) -> list[msgspec.Raw]:
    return _outbox.decode(data).orderedItems


def _tweets(data: bytes) -> list[msgspec.Raw]:
    """Read a script that sets a variable to a list."""
    return _list.decode(data[data.index(b"[", data.find(b"=") + 1) :]) if b"[" in data else []


def _write(items: list[msgspec.Raw], left: list[str], lines: Path) -> None:
    half = lines.with_suffix(".half")
    with half.open("wb") as file:
        for item in items:  # JSON may be written over many lines, but its texts never hold one
            file.write(bytes(item).replace(b"\n", b" ").replace(b"\r", b" ") + b"\n")
        file.writelines(name.encode() + b"\n" for name in left)
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
_MEDIA_NAMES: Final = {Kind.MASTODON_ARCHIVE: _attachment, Kind.X_ARCHIVE: _picture_of_x}


def _limited(content: Member, *, taken: int) -> bytes:
    """Return what really comes out, to a limit: a bomb says little and holds much."""
    pieces: list[bytes] = []
    size = taken
    while piece := content.read(_PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise BadArchive("Its list of posts is larger than can be taken")
        pieces.append(piece)
    return b"".join(pieces)
