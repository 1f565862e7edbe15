"""Reads what `strace` wrote: which calls began and ended in which order, with every byte."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat,mkdir,link,linkat,rename,unlink,unlinkat,ftruncate,pwrite64,write,writev,sendmsg,"
    "sendto,pwritev,fsync,fdatasync,sync_file_range,fallocate,mmap"
)
COMMAND = ("strace", "-f", "-y", "-xx", "-s", "1048576", "--seccomp-bpf", "-e", f"trace={CALLS}")

_LINE = re.compile(r"(\d+) +(.*)")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)")
_CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+|0x[0-9a-f]+)(?:<([^>]*)>)?(?: .*)?$", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[^"]+)?)"')  # nothing in it stands for itself
_UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True, slots=True)
class Call:
    """One system call that succeeded; `began` and `ended` are line numbers of the trace."""

    name: str
    arguments: str
    result: int
    began: int
    ended: int

    @property
    def texts(self) -> list[bytes]:
        """Return every string or buffer among the arguments."""
        found = _TEXT.findall(self.arguments)
        return [text.encode().decode("unicode_escape").encode("latin-1") for text in found]

    @property
    def file(self) -> str:
        """Return the path of the descriptor that is the first argument; a socket has one too."""
        start = self.arguments.index("<") + 1
        return _path(self.arguments[start : self.arguments.index(">", start)])

    @property
    def path(self) -> str:
        """Return the path that is the first text."""
        return self.texts[0].decode()

    @property
    def last_number(self) -> int:
        """Return the last argument."""
        return int(self.arguments.rpartition(", ")[2], 0)


def read_trace(trace: Path) -> list[Call]:
    """Return the calls in the order in which they began."""
    with trace.open(encoding="ascii") as lines:
        return sorted(_calls(lines), key=lambda call: call.began)


def _calls(lines: Iterable[str]) -> Iterator[Call]:
    unfinished: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines):
        matched = _LINE.match(line)
        assert matched, line[:200]
        thread, words, began = matched[1], matched[2], number
        if words.endswith(_UNFINISHED):
            unfinished[thread] = (number, words.removesuffix(_UNFINISHED))
            continue
        if resumed := _RESUMED.match(words):
            began, first = unfinished.pop(thread)
            words = first + resumed[1]
        call = _CALL.match(words)
        if call and not call[3].startswith("-"):
            yield Call(call[1], call[2], int(call[3], 0), began, number)


def _path(escaped: str) -> str:
    return bytes.fromhex(escaped.replace("\\x", "")).decode() if "\\x" in escaped else escaped
