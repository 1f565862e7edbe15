"""The files of imports: where they lie, how many lines they have, some lines from a place on."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from arengo.social.moving.model import Line

AT_ONCE: Final = 50
AT_ONCE_BYTES: Final = 256 * 1024  # of lines that are taken together, while all others wait
_PIECE: Final = 1024 * 1024
_TOO_LONG: Final = "The line is too long"
_NO_TEXT: Final = "The line is no UTF-8 text"


class ImportFiles:
    """A folder for unfinished imports: of each what came, its lines, and pictures among them."""

    def __init__(self, root: Path) -> None:
        """Prepare the folder."""
        self._root = root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def source(self, import_id: int) -> Path:
        """Return where the archive lies that came."""
        return self._root / f"{import_id}.archive"

    def lines(self, import_id: int) -> Path:
        """Return where the lines lie that are taken."""
        return self._root / f"{import_id}.lines"

    def media(self, import_id: int, name: str) -> Path:
        """Return where a picture of an archive lies, whatever its name looks like."""
        digest = hashlib.blake2b(name.encode(errors="replace"), digest_size=16).hexdigest()
        return self._media(import_id) / digest

    def make_media(self, import_id: int) -> None:
        """Make room for the pictures of an archive."""
        self._media(import_id).mkdir(mode=0o700, exist_ok=True)

    def known(self) -> Iterator[int]:
        """Yield of which imports something lies here."""
        names = {path.name.partition(".")[0] for path in self._root.iterdir()}
        yield from sorted(int(name) for name in names if name.isdecimal())

    def _media(self, import_id: int) -> Path:
        return self._root / f"{import_id}.media"

    def forget(self, import_id: int) -> None:
        """Remove what lies here of an import; twice is once."""
        shutil.rmtree(self._media(import_id), ignore_errors=True)
        for path in (self.source(import_id), self.lines(import_id)):
            path.unlink(missing_ok=True)


def count_lines(path: Path) -> int:
    """Return how many lines a file has, the last one with or without its end."""
    count, last = 0, b"\n"
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            count += piece.count(b"\n")
            last = piece[-1:]
    return count + (last != b"\n")


def some_lines(
    path: Path, *, place: int, number: int, longest: int, most: int = AT_ONCE
) -> tuple[list[Line], int]:
    """Return some lines from a place on, the first with its number, and the place behind them.

    At least one, and then as many as are not too much together.
    """
    found: list[Line] = []
    with path.open("rb") as file:
        behind = file.seek(place)
        while len(found) < most and behind - place < AT_ONCE_BYTES:
            raw = file.readline(longest + 2)
            if not raw:
                break
            if not raw.endswith(b"\n") and len(raw) > longest:
                _skip(file)
            begin, behind = behind, file.tell()
            text, reason = _text(raw, longest, first=number + len(found) == 1)
            found.append(Line(number + len(found), text, begin, behind, reason))
        return found, behind


def _skip(file: BinaryIO) -> None:
    """Read on to the end of a line, keeping nothing of it."""
    while (piece := file.readline(_PIECE)) and not piece.endswith(b"\n"):
        continue


def _text(raw: bytes, longest: int, *, first: bool) -> tuple[str | None, str]:
    """Return what a line says; None, and why, when that cannot be read."""
    if len(raw.rstrip(b"\r\n")) > longest:
        return None, _TOO_LONG
    try:
        text = raw.decode("utf-8-sig" if first else "utf-8")
    except UnicodeDecodeError:
        return None, _NO_TEXT
    return text.rstrip("\r\n"), ""
