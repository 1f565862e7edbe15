"""Structured logs: one JSON object a line on standard error, written in small batches."""

import contextlib
import logging
import sys
import threading
from typing import Any, Final

import msgspec
from typing_extensions import override

from arengo.base.clock import iso, now_ms

_encoder: Final = msgspec.json.Encoder()


class JsonLines(logging.Handler):
    """Turns log records into JSON lines; what must not be logged is never given to it."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        line: dict[str, Any] = {
            "at": iso(int(record.created * 1000)),
            "level": record.levelname.lower(),
            "part": record.name,
            "message": record.getMessage(),
        }
        line.update(getattr(record, "facts", {}))
        if record.exc_info:
            line["trace"] = logging.Formatter().formatException(record.exc_info)
        write_line(line)


_waiting: list[bytes] = []
_lock = threading.Lock()


def write_line(line: dict[str, Any]) -> None:
    """Write one object at once."""
    with _lock:
        _waiting.append(_encoder.encode(line))
        _flush_locked()


def buffer_line(line: dict[str, Any]) -> int:
    """Keep one object for the next `flush` and return how many wait."""
    with _lock:
        _waiting.append(_encoder.encode(line))
        return len(_waiting)


def flush() -> None:
    """Write what waits."""
    with _lock:
        _flush_locked()


def _flush_locked() -> None:
    if not _waiting:
        return
    text = b"\n".join(_waiting).decode() + "\n"
    _waiting.clear()
    with contextlib.suppress(OSError):  # a log that cannot be written must not stop the work
        sys.stderr.write(text)
        sys.stderr.flush()


def set_up(level: str) -> None:
    """Send every logger of the process through JsonLines."""
    root = logging.getLogger()
    root.handlers = [JsonLines()]
    root.setLevel(level.upper())


def stamp() -> str:
    """Return the time as logs write it."""
    return iso(now_ms())
