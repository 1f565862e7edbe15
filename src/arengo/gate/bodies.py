"""Reads the body of a request up to its route's limit, and its parameters."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from arengo.base.errors import BadRequest, TooLarge
from arengo.gate.parameters import parse_json, parse_multipart, parse_query
from arengo.gate.request import Request

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class ClientLeft(Exception):
    """The client hung up before its request was complete."""


async def read_body(receive: Receive, limit_bytes: int) -> bytes:
    """Return the whole body; raises TooLarge as soon as it is more than allowed."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit_bytes:
            raise TooLarge
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


async def read_parameters(request: Request, body: bytes) -> dict[str, Any]:
    """Merge query and body; where both name a thing, the body counts."""
    query = parse_query(request.query)
    if not body:
        return query
    return {**query, **await _parse_body(request, body)}


async def _parse_body(request: Request, body: bytes) -> dict[str, Any]:
    full_type = request.header("content-type")
    kind = full_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        return parse_json(body)
    if kind == "multipart/form-data":
        return await parse_multipart(full_type, body)
    if kind in {"application/x-www-form-urlencoded", ""}:
        return parse_query(body)
    raise BadRequest(f"The content type {kind[:80]!r} is not supported")
