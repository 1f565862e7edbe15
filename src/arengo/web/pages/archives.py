"""Hands out the archives that people take along, through addresses that are sealed."""

import asyncio
import os
from functools import partial
from pathlib import Path

from arengo.base.clock import iso_day
from arengo.base.errors import NotFound
from arengo.base.ids import time_of
from arengo.gate.answers import Answer
from arengo.gate.live import Line, LiveAnswer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.moving.packing.addresses import check_seal
from arengo.social.moving.packing.queries import kept_archive
from arengo.web.pages.files import PIECE_BYTES, wanted_range


@acts("GET", "/archives/{archive_id}/{seal}", access=Access.ANYONE, bucket="files")
async def show_archive_file(request: Request, archive_id: int, seal: str) -> LiveAnswer | Answer:
    """Answer with an archive, or with the rest of it for who was cut off."""
    check_seal(request.site.keys, archive_id, seal)
    await request.site.db.read_bounded(kept_archive, archive_id)
    path = request.site.archives.done(archive_id)
    try:
        size = (await asyncio.to_thread(path.stat)).st_size
    except FileNotFoundError:
        raise NotFound from None
    start, end = wanted_range(request.header("range"), size) or (0, size)
    name = f"archive-{iso_day(time_of(archive_id))}.zip"
    headers = (
        (b"content-disposition", f'attachment; filename="{name}"'.encode()),
        (b"cache-control", b"private, no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"accept-ranges", b"bytes"),
        (b"content-length", b"%d" % (end - start)),
        *_part(start, end, size),
    )
    status = 206 if end - start < size else 200
    return LiveAnswer(partial(_pour, path, start, end), b"application/zip", headers, status)


def _part(start: int, end: int, size: int) -> tuple[tuple[bytes, bytes], ...]:
    if end - start == size:
        return ()
    return ((b"content-range", b"bytes %d-%d/%d" % (start, end - 1, size)),)


async def _pour(path: Path, start: int, end: int, line: Line) -> None:
    """Send a file piece by piece; who deletes it meanwhile does not cut it."""
    try:
        file = await asyncio.to_thread(path.open, "rb")
    except FileNotFoundError:
        line.abort()
        return
    with file:
        while start < end:
            wanted = min(PIECE_BYTES, end - start)
            piece = await asyncio.to_thread(os.pread, file.fileno(), wanted, start)
            if not piece:
                line.abort()
                return
            start += len(piece)
            await line.send({"type": "http.response.body", "body": piece, "more_body": True})
