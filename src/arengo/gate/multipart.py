"""Reads forms with files, wherever their bytes lie: in memory, or in a file on disk.

Boundaries are searched by the machine, not byte by byte in Python; long bodies are read in threads.
"""

from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final

import msgspec
from python_multipart.multipart import parse_options_header

from arengo.base.errors import BadRequest
from arengo.providers.files.spool import Spool, private_file

MAX_FIELDS: Final = 1_000
MAX_FILES: Final = 8
IN_MEMORY_BYTES: Final = 1024 * 1024
_MAX_HEAD_BYTES: Final = 16 * 1024
_MAX_BOUNDARY_BYTES: Final = 200
_COPY_BYTES: Final = 1024 * 1024
_UNREADABLE: Final = "The request body is not a valid multipart form"

Pairs = list[tuple[str, Any]]
Content = bytes | mmap
Head = dict[bytes, Any]


class UploadedFile(msgspec.Struct, frozen=True):
    """One file of a form: small ones in `data`, large ones at `path` until the request is over.

    Only a route that takes more than 32 MiB ever sees a `path`.
    """

    name: str
    type: str
    data: bytes
    path: Path | None = None

    @property
    def size_bytes(self) -> int:
        """Return how large it is."""
        return len(self.data) if self.path is None else self.path.stat().st_size


def read_form(content_type: str, body: bytes) -> Pairs:
    """Return the fields of a form in memory; raises BadRequest for half a form."""
    found = _parts(content_type, body)
    return [(name, _field(head, body[start:end])) for name, head, start, end in found]


def read_spooled_form(content_type: str, body: Path, spool: Spool, made: list[Path]) -> Pairs:
    """Return the fields of a form on disk; its large files become files, listed in `made`."""
    with body.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        pairs: Pairs = []
        for name, head, start, end in _parts(content_type, content):
            taken = content[start:end] if end - start <= IN_MEMORY_BYTES else spool.fresh()
            if isinstance(taken, Path):
                made.append(taken)
                _copy(content, start, end, taken, spool)
            pairs.append((name, _field(head, taken)))
        return pairs


def _parts(content_type: str, content: Content) -> Iterator[tuple[str, Head, int, int]]:
    """Yield the name, the head, and the place of each part; raises BadRequest."""
    mark = b"--" + _boundary(content_type)
    first = content.find(mark, 0, _MAX_HEAD_BYTES)
    at = first + len(mark)
    fields = files = 0
    if first < 0:
        raise BadRequest(_UNREADABLE)
    while content[at : at + 2] != b"--":
        name, head, start = _head(content, at)
        end = content.find(b"\r\n" + mark, start)
        if end < 0:
            raise BadRequest(_UNREADABLE)
        files += b"filename" in head
        fields += 1
        if files > MAX_FILES or fields > MAX_FIELDS:
            raise BadRequest("Too many parameters")
        yield name, head, start, end
        at = end + 2 + len(mark)


def _head(content: Content, at: int) -> tuple[str, Head, int]:
    """Read the head of a part; returns its name, what it says, and where its content begins."""
    end = content.find(b"\r\n\r\n", at, at + _MAX_HEAD_BYTES)
    if content[at : at + 2] != b"\r\n" or end < 0:
        raise BadRequest(_UNREADABLE)
    lines = (line.partition(b":") for line in content[at + 2 : end].split(b"\r\n"))
    said = {name.strip().lower(): value.strip() for name, _, value in lines}
    head: Head = parse_options_header(said.get(b"content-disposition", b""))[1]
    if b"name" not in head:
        raise BadRequest(_UNREADABLE)
    head[b"type"] = said.get(b"content-type", b"")
    return _text(head[b"name"]), head, end + 4


def _boundary(content_type: str) -> bytes:
    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    if not 0 < len(boundary) <= _MAX_BOUNDARY_BYTES:
        raise BadRequest(_UNREADABLE)
    return bytes(boundary)


def _field(head: Head, content: bytes | Path) -> UploadedFile | str:
    if b"filename" not in head:
        if isinstance(content, Path):
            raise BadRequest("A parameter is too long")
        return _text(content)
    return UploadedFile(
        name=_text(head.get(b"filename", b"")),
        type=_text(head[b"type"]),
        data=b"" if isinstance(content, Path) else content,
        path=content if isinstance(content, Path) else None,
    )


def _copy(content: mmap, start: int, end: int, path: Path, spool: Spool) -> None:
    with private_file(path) as file:
        for at in range(start, end, _COPY_BYTES):
            spool.check_room()
            file.write(content[at : min(end, at + _COPY_BYTES)])


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise BadRequest(_UNREADABLE) from None
