"""Reads the body of a request up to its route's limit, and its parameters.

A large form is written to disk as it arrives: neither memory nor the event loop bears its size.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from arengo.base.errors import BadRequest, TooLarge
from arengo.gate.multipart import read_form, read_spooled_form
from arengo.gate.parameters import nest, parse_json, parse_query
from arengo.gate.request import Request
from arengo.providers.files.spool import Spool, private_file

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
SPOOLED_FROM_BYTES: Final = 32 * 1024 * 1024  # routes that take more than this have it on disk
_PIECE_BYTES: Final = 1024 * 1024
_IN_THREAD_FROM_BYTES: Final = 64 * 1024


class ClientLeft(Exception):
    """The client hung up before its request was complete."""


async def read_parameters(request: Request, receive: Receive, limit_bytes: int) -> dict[str, Any]:
    """Read the body and merge it with the query; where both name a thing, the body counts."""
    query = parse_query(request.query)
    _check_announced(request, limit_bytes)
    if limit_bytes > SPOOLED_FROM_BYTES:
        if _kind(request) == "multipart/form-data":
            return {**query, **await _spooled_parameters(request, receive, limit_bytes)}
        limit_bytes = request.site.settings.body_max_bytes
    request.body = await read_body(receive, limit_bytes)
    if not request.body:
        return query
    return {**query, **await _parse_body(request, request.body)}


async def read_body(receive: Receive, limit_bytes: int) -> bytes:
    """Return the whole body; raises TooLarge as soon as it is more than allowed."""
    return b"".join([chunk async for chunk in _chunks(receive, limit_bytes)])


def forget_files(request: Request) -> None:
    """Remove what a request left on disk and nobody took away."""
    for path in request.spooled:
        path.unlink(missing_ok=True)


async def _spooled_parameters(
    request: Request, receive: Receive, limit_bytes: int
) -> dict[str, Any]:
    spool = request.site.spool
    body = spool.fresh()
    request.spooled.append(body)
    if not await _write(receive, limit_bytes, body, spool):
        return {}
    full_type = request.header("content-type")
    pairs = await asyncio.to_thread(read_spooled_form, full_type, body, spool, request.spooled)
    body.unlink()
    return nest(pairs)


async def _write(receive: Receive, limit_bytes: int, body: Path, spool: Spool) -> int:
    """Write a body to disk as it comes; returns its size."""
    await asyncio.to_thread(spool.check_room)
    size = 0
    with private_file(body) as file:
        piece: list[bytes] = []
        pending = 0
        async for chunk in _chunks(receive, limit_bytes):
            piece.append(chunk)
            pending += len(chunk)
            size += len(chunk)
            if pending >= _PIECE_BYTES:
                await asyncio.to_thread(_add, file, piece, spool)
                piece, pending = [], 0
        file.writelines(piece)
    return size


def _add(file: BinaryIO, piece: list[bytes], spool: Spool) -> None:
    spool.check_room()  # each time: many may write at once
    file.writelines(piece)


async def _chunks(receive: Receive, limit_bytes: int) -> AsyncIterator[bytes]:
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit_bytes:
            raise TooLarge
        yield chunk
        if not message.get("more_body", False):
            return


def _check_announced(request: Request, limit_bytes: int) -> None:
    """Refuse before the first byte what says itself that it is too large."""
    announced = request.header("content-length")
    if announced.isascii() and announced.isdigit() and int(announced[:20]) > limit_bytes:
        raise TooLarge


def _kind(request: Request) -> str:
    return request.header("content-type").partition(";")[0].strip().lower()


async def _parse_body(request: Request, body: bytes) -> dict[str, Any]:
    kind = _kind(request)
    if kind == "application/json":
        return parse_json(body)
    if kind == "multipart/form-data":
        full_type = request.header("content-type")
        if len(body) < _IN_THREAD_FROM_BYTES:
            return nest(read_form(full_type, body))
        return nest(await asyncio.to_thread(read_form, full_type, body))
    if kind in {"application/x-www-form-urlencoded", ""}:
        return parse_query(body)
    raise BadRequest(f"The content type {kind[:80]!r} is not supported")
