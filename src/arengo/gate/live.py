"""What a door gives back when it goes on answering: an event stream, or a conversation.

An answer that never ends holds a connection. Whoever does not read what is sent is cut off.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final, Protocol

import msgspec

from arengo.gate.answers import Header

EVENTS: Final = b"text/event-stream; charset=utf-8"
# Extensions of a scope by our own server: end a connection here and now; write a whole frame of a
# WebSocket if that is possible without waiting.
ABORT: Final = "arengo.abort"
WRITE_NOW: Final = "arengo.write_now"

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Line(msgspec.Struct, frozen=True):
    """The open connection below a long answer."""

    receive: Receive
    send: Send
    abort: Callable[[], None]
    write_now: Callable[[bytes], bool]


class LiveAnswer(msgspec.Struct, frozen=True):
    """An answer whose body `run` sends bit by bit, until it returns."""

    run: Callable[[Line], Awaitable[None]]
    type: bytes = EVENTS
    headers: tuple[Header, ...] = ()
    status: int = 200


class Streams(Protocol):
    """Whoever keeps lines open: the live door, which stands above this one."""

    def socket(self, request: Any) -> LiveAnswer:
        """Return the conversation of a WebSocket whose caller is known; may refuse it."""
        ...

    def events(self, request: Any, wanted: Any) -> LiveAnswer:
        """Return the events of one stream; may refuse them."""
        ...


def line_of(scope: dict[str, Any], receive: Receive, send: Send) -> Line:
    """Return the connection of a scope."""
    extensions = scope.get("extensions", {})
    abort = extensions.get(ABORT, _cannot_end)
    return Line(receive, send, abort, extensions.get(WRITE_NOW, _cannot_write))


def _cannot_end() -> None:
    """Stand in for servers that cannot cut a connection off: it ends when all is sent."""


def _cannot_write(frame: bytes) -> bool:
    """Stand in for servers that only send."""
    del frame
    return False
