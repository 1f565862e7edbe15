"""What a handler gives back: bytes with a status and headers."""

from typing import Any, Final

import msgspec

JSON: Final = b"application/json; charset=utf-8"
HTML: Final = b"text/html; charset=utf-8"
Header = tuple[bytes, bytes]
_encoder: Final = msgspec.json.Encoder()


class Answer(msgspec.Struct, frozen=True):
    """A response. Nobody stores it unless its headers say that one may."""

    body: bytes
    status: int = 200
    type: bytes = JSON
    headers: tuple[Header, ...] = ()


def json_bytes(value: Any) -> bytes:
    """Encode a Struct, or lists and dicts of them; bytes are JSON already."""
    return value if isinstance(value, bytes) else _encoder.encode(value)


def json_answer(value: Any, *, status: int = 200, headers: tuple[Header, ...] = ()) -> Answer:
    """Answer with an entity."""
    return Answer(json_bytes(value), status, JSON, headers)


def html_answer(body: bytes, *, status: int = 200, headers: tuple[Header, ...] = ()) -> Answer:
    """Answer with a page."""
    return Answer(body, status, HTML, headers)


def redirect(location: str, *, headers: tuple[Header, ...] = ()) -> Answer:
    """Send the browser elsewhere with GET."""
    target = (b"location", location.encode("ascii", "xmlcharrefreplace"))
    return Answer(b"", 303, HTML, (target, *headers))


EMPTY: Final = Answer(b"{}")
