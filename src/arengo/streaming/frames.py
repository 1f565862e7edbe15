"""News as they are written on a line: a JSON frame of a WebSocket, or an event of a text stream."""

from typing import Final, NamedTuple

import msgspec
from websockets.frames import Frame as WireFrame
from websockets.frames import Opcode

THUMP: Final = b":thump\n\n"  # a comment: it only shows that we are here
_encoder: Final = msgspec.json.Encoder()


class Frame(NamedTuple):
    """A frame of a WebSocket: its text, and the bytes on the wire, the same for every listener."""

    text: str
    wire: bytes


class News:
    """One event with its payload, written once for each form and name of stream."""

    __slots__ = ("_event", "_payload", "_quoted", "_sse", "_written")

    def __init__(self, event: str, payload: bytes | None = None) -> None:
        """Hold what is to be told; without a payload there is nothing but the event."""
        self._event = event
        self._payload = payload
        self._quoted: str | None = None
        self._written: dict[str, Frame] = {}
        self._sse: bytes | None = None

    def frame(self, label: str) -> Frame:
        """Return a WebSocket's frame for a stream."""
        found = self._written.get(label)
        if found is None:
            text = self._text(label)
            wire = WireFrame(Opcode.TEXT, text.encode()).serialize(mask=False)
            found = self._written[label] = Frame(text, wire)
        return found

    def event(self) -> bytes:
        """Return the lines of a server-sent event."""
        if self._sse is None:
            data = b"undefined" if self._payload is None else self._payload
            self._sse = b"event: %b\ndata: %b\n\n" % (self._event.encode(), data)
        return self._sse

    def _text(self, label: str) -> str:
        if self._payload is None:
            return f'{{"stream":{label},"event":"{self._event}"}}'
        if self._quoted is None:
            self._quoted = _encoder.encode(self._payload.decode()).decode()
        return f'{{"stream":{label},"event":"{self._event}","payload":{self._quoted}}}'


def error_frame(words: str, status: int) -> str:
    """Return what a listener hears when it asked for something that is not there."""
    return _encoder.encode({"error": words, "status": status}).decode()
