"""The files of imports: where they lie, how many lines they have, some lines from a place on."""

from pathlib import Path
from typing import BinaryIO, Final

from arengo.social.moving.model import Line

AT_ONCE: Final = 50
_PIECE: Final = 1024 * 1024
_TOO_LONG: Final = "The line is too long"
_NO_TEXT: Final = "The line is no UTF-8 text"


class ImportFiles:
    """A folder with two files for each unfinished import: what came, and its lines."""

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

    def forget(self, import_id: int) -> None:
        """Remove what lies here of an import; twice is once."""
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
    """Return some lines from a place on, the first with its number, and the place behind them."""
    found: list[Line] = []
    with path.open("rb") as file:
        file.seek(place)
        while len(found) < most and (raw := file.readline(longest + 2)):
            if not raw.endswith(b"\n") and len(raw) > longest:
                _skip(file)
            found.append(_line(raw, number + len(found), longest))
        return found, file.tell()


def _skip(file: BinaryIO) -> None:
    """Read on to the end of a line, keeping nothing of it."""
    while (piece := file.readline(_PIECE)) and not piece.endswith(b"\n"):
        continue


def _line(raw: bytes, number: int, longest: int) -> Line:
    if len(raw.rstrip(b"\r\n")) > longest:
        return Line(number, None, _TOO_LONG)
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        return Line(number, None, _NO_TEXT)
    return Line(number, text.rstrip("\r\n"))
