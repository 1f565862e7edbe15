"""Conditional requests: whoever has the answer already is told so, in a few bytes."""

from typing import Final

from msgspec.structs import replace

from arengo.gate.answers import Answer
from arengo.gate.request import Request

UNCHANGED: Final = 304
_OK: Final = 200
_READING: Final = frozenset({"GET", "HEAD"})


def as_asked(request: Request, answer: Answer) -> Answer:
    """Return 304 without a body when the caller's copy is this very answer (RFC 9110, 13)."""
    if answer.status != _OK or request.method not in _READING:
        return answer
    if not (b"if-none-match" in request.headers or b"if-modified-since" in request.headers):
        return answer
    marks = dict(answer.headers)
    if not _has(request, marks.get(b"etag"), marks.get(b"last-modified")):
        return answer
    return replace(answer, body=b"", status=UNCHANGED)


def _has(request: Request, etag: bytes | None, modified: bytes | None) -> bool:
    """Compare marks weakly. Dates count only without marks, and only when they are the same.

    A list that lost its newest line is older than the copy, and is another one all the same.
    """
    asked = request.headers.get(b"if-none-match")
    if asked is None:
        return modified is not None and request.headers[b"if-modified-since"] == modified
    if etag is None:
        return False
    known = {mark.strip().removeprefix(b"W/") for mark in asked.split(b",")}
    return b"*" in known or etag.removeprefix(b"W/") in known
