"""The recorded life of a server: what it did to its disk, and what it promised to whom."""

import bisect
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.drills.power.disk import Change, Disk, File
from tests.drills.power.trace import Call

_UNKNOWN_TO_THE_MODEL = {"pwritev", "sync_file_range", "fallocate", "unlinkat", "linkat"}
Step = tuple[int, Callable[[Disk], None]]


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer of 200 that somebody could have read from line `at` of the trace on."""

    at: int
    answer: dict[str, Any]


@dataclass(slots=True)
class Life:
    """Steps of the disk and promises, each at its line of the trace."""

    root: Path
    steps: list[Step]
    promises: list[Promise]
    _cuts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._cuts = [promise.at for promise in self.promises]

    def promised(self, before: int) -> list[dict[str, Any]]:
        """Return the answers that were given before a cut."""
        return [
            promise.answer for promise in self.promises[: bisect.bisect_left(self._cuts, before)]
        ]


def life_of(calls: list[Call], root: Path) -> Life:
    """Understand a trace; what happened outside of `root` and of sockets does not matter."""
    disk = Disk(root)
    steps = [step for call in calls for step in _steps(call, disk)]
    steps.sort(key=lambda step: step[0])
    return Life(root, steps, sorted(_promises(calls), key=_when))


def _when(promise: Promise) -> int:
    return promise.at


def _steps(call: Call, disk: Disk) -> Iterator[Step]:
    """A change may be on the disk once it began; a sync has promised something once it ended."""
    if call.name in {"mkdir", "link", "rename", "unlink", "openat"}:
        yield from _naming(call, disk)
        return
    if call.name in {"writev", "sendmsg", "sendto"} or not _is_inside(call, disk):
        return
    assert call.name not in _UNKNOWN_TO_THE_MODEL | {"mmap"}, call.name
    if call.name in {"fsync", "fdatasync"}:
        yield call.ended, lambda disk: disk.sync(call.file, call.began)
    else:
        yield call.began, partial(_change, call)


def _is_inside(call: Call, disk: Disk) -> bool:
    return "<" in call.arguments and disk.holds(call.file) and not call.file.endswith("-shm")


def _change(call: Call, disk: Disk) -> None:
    file = disk.names.get(call.file)
    if file is None:  # nobody will ever find it by a name
        return
    if call.name == "ftruncate":
        file.change(Change(call.last_number, None, call.ended))
    else:
        offset = call.last_number if call.name == "pwrite64" else file.size
        file.change(Change(offset, call.texts[0][: call.result], call.ended))


def _naming(call: Call, disk: Disk) -> Iterator[Step]:
    if not disk.holds(call.path) or call.path.endswith("-shm"):
        return
    if call.name == "openat" and "O_CREAT" not in call.arguments:
        return
    assert "O_TRUNC" not in call.arguments or "O_CREAT" in call.arguments
    yield call.began, partial(_name, call)


def _name(call: Call, disk: Disk) -> None:
    first = call.path
    if call.name == "unlink":
        disk.name(first, None, call.ended)
    elif call.name in {"link", "rename"}:
        disk.name(call.texts[1].decode(), disk.names[first], call.ended)
        if call.name == "rename":
            disk.name(first, None, call.ended)
    elif first not in disk.names:
        disk.name(first, File(), call.ended)
    elif "O_TRUNC" in call.arguments:
        disk.names[first].change(Change(0, None, call.ended))


def _promises(calls: list[Call]) -> Iterator[Promise]:
    """Read the answers off the sockets; they count from their first byte on."""
    said: dict[str, bytearray] = defaultdict(bytearray)
    began: dict[str, int] = {}
    for call in calls:
        if call.name not in {"write", "writev", "sendmsg", "sendto"} or "<" not in call.arguments:
            continue
        socket = call.file
        if not socket.startswith("socket:"):
            continue
        began.setdefault(socket, call.began)
        said[socket] += b"".join(call.texts)[: call.result]
        if answer := _whole_answer(said[socket]):
            status, body = answer
            at = began.pop(socket)
            said[socket].clear()
            if status == 200 and body.startswith(b"{"):
                yield Promise(at, json.loads(body))


def _whole_answer(said: bytearray) -> tuple[int, bytes] | None:
    head, found, body = bytes(said).partition(b"\r\n\r\n")
    if not found or not head.startswith(b"HTTP/1.1 "):
        return None
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    length = int(fields[b"content-length"])
    assert len(body) <= length
    return (int(head.split()[1]), body) if len(body) == length else None
