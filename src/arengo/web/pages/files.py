"""Hands out stored files: by their name, 128 random bits, or through an address that is sealed.

A range comes in pieces: players that want all of a film ask again for what follows.
"""

import re
from functools import partial
from typing import ClassVar, Final

from arengo.base.errors import NotFound, Refusal
from arengo.gate.answers import Answer, Header
from arengo.gate.live import Line, LiveAnswer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.providers.files import FileStore, addresses, content_type_of
from arengo.providers.files.names import is_sealed

PIECE_BYTES: Final = 2 * 1024 * 1024
_FOR_EVER: Final = b"public, max-age=31536000, immutable"
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
_STANDING: Final[tuple[Header, ...]] = (
    (b"content-security-policy", b"default-src 'none'; sandbox"),
    (b"x-content-type-options", b"nosniff"),
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"accept-ranges", b"bytes"),
    (b"vary", b"Range"),  # the same for everybody: tokens and origins change nothing
)


class RangeNotSatisfiable(Refusal):
    """Somebody wants bytes behind the end."""

    status: ClassVar[int] = 416
    words: ClassVar[str] = "Range not satisfiable"


@acts("GET", "/m/{first}/{second}/{name}", access=Access.ANYONE, bucket="files")
async def show_file(request: Request, first: str, second: str, name: str) -> Answer | LiveAnswer:
    """Answer with an open file or a range of it. Files never change, so caches may keep them."""
    if (first, second) != (name[:2], name[2:4]) or is_sealed(name):
        raise NotFound
    return await _answer(request, name, _FOR_EVER)


@acts("GET", "/m/{seal}/{name}", access=Access.ANYONE, bucket="files")
async def show_sealed_file(request: Request, seal: str, name: str) -> Answer | LiveAnswer:
    """Answer with a file whose address is sealed; private ones are kept by nobody in between."""
    left_s = addresses.opened(seal, name)
    kept = _FOR_EVER if left_s is None else b"private, max-age=%d, immutable" % left_s
    return await _answer(request, name, kept)


async def _answer(request: Request, name: str, kept: bytes) -> Answer | LiveAnswer:
    content_type = content_type_of(name).encode()
    headers = (
        *_STANDING,
        (b"cache-control", kept),
        (b"content-disposition", f'inline; filename="{name}"'.encode()),
    )
    files = request.site.files
    size = await files.size(name)
    wanted = wanted_range(request.header("range"), size)
    if wanted is None and size > PIECE_BYTES:
        length = (b"content-length", b"%d" % size)
        run = partial(_pour, files, name, size)
        return LiveAnswer(run, content_type, (*headers, length))
    if wanted is None:
        return Answer(await files.read(name), 200, content_type, headers)
    start, end = wanted[0], min(wanted[1], wanted[0] + PIECE_BYTES)
    told = (b"content-range", b"bytes %d-%d/%d" % (start, end - 1, size))
    piece = await files.read(name, start=start, end=end)
    return Answer(piece, 206, content_type, (*headers, told))


async def _pour(files: FileStore, name: str, size: int, line: Line) -> None:
    """Send a long file piece by piece: nobody's memory holds all of it."""
    for start in range(0, size, PIECE_BYTES):
        try:
            piece = await files.read(name, start=start, end=start + PIECE_BYTES)
        except NotFound:  # it was deleted meanwhile
            line.abort()
            return
        await line.send({"type": "http.response.body", "body": piece, "more_body": True})


def wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """Return which bytes are wanted; None for all: also what cannot be read means all."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= size:
        raise RangeNotSatisfiable(headers={"Content-Range": f"bytes */{size}"})
    return start, end
