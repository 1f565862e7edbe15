"""Hands out stored files: whoever knows a name, 128 random bits, may have what lies under it."""

import re
from typing import ClassVar, Final

from arengo.base.errors import NotFound, Refusal
from arengo.gate.answers import Answer, Header
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.providers.files import content_type_of

_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
_STANDING: Final[tuple[Header, ...]] = (
    (b"cache-control", b"public, max-age=31536000, immutable"),
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
async def show_file(request: Request, first: str, second: str, name: str) -> Answer:
    """Answer with a file or one range of it. Files never change, so caches may keep them."""
    content_type = content_type_of(name)
    if (first, second) != (name[:2], name[2:4]):
        raise NotFound
    content = await request.site.files.read(name)
    wanted = wanted_range(request.header("range"), len(content))
    headers = (*_STANDING, (b"content-disposition", f'inline; filename="{name}"'.encode()))
    if wanted is None:
        return Answer(content, 200, content_type.encode(), headers)
    start, end = wanted
    told = (b"content-range", b"bytes %d-%d/%d" % (start, end - 1, len(content)))
    return Answer(content[start:end], 206, content_type.encode(), (*headers, told))


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
