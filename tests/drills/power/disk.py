"""A disk that loses power: what it has promised to keep, and what it may or may not have kept.

The model. Writes, truncations and names of files reach the disk when the kernel likes, each by
itself and in any order, until a sync of the file (of the folder, for names) has *ended*; a sync
covers what had ended before it *began*. At the cut, whatever is not covered is kept, dropped or
torn: a write is kept in whole sectors of 512 bytes, any of them. A dropped write behind the end
of a file leaves a hole of zeros when a later one is kept.
"""

import copy
import itertools
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath
from random import Random

SECTOR = 512


class Luck(Enum):
    """How the disk treats what it has promised nothing about."""

    NOTHING_KEPT = "nothing kept"
    EVERYTHING_KEPT = "everything kept"
    CUT_OFF = "kept in order up to one that is torn"
    EACH = "each kept, dropped or torn"
    REORDERED = "each kept, dropped or torn, in any order"


@dataclass(frozen=True, slots=True)
class Change:
    """A write at an offset, or (`content` None) a truncation to it; `ended` orders it."""

    offset: int
    content: bytes | None
    ended: int

    def apply(self, to: bytearray) -> None:
        """Do it."""
        if self.content is None:
            del to[self.offset :]
            to.extend(bytes(self.offset - len(to)))
            return
        to.extend(bytes(max(0, self.offset - len(to))))
        to[self.offset : self.offset + len(self.content)] = self.content

    def torn(self, chance: Random) -> "list[Change]":
        """Return those sectors of it that were kept."""
        if self.content is None:
            return [self] if chance.random() < 0.5 else []
        end = self.offset + len(self.content)
        borders = [self.offset, *range((self.offset // SECTOR + 1) * SECTOR, end, SECTOR), end]
        return [
            Change(start, self.content[start - self.offset : stop - self.offset], self.ended)
            for start, stop in itertools.pairwise(borders)
            if chance.random() < 0.5
        ]


@dataclass(slots=True)
class File:
    """What is safe of a file, what is not, and (`size`) how long the program believes it is."""

    safe: bytearray = field(default_factory=bytearray)
    unsafe: list[Change] = field(default_factory=list)
    size: int = 0

    def change(self, change: Change) -> None:
        """Write or truncate."""
        self.unsafe.append(change)
        end = change.offset + len(change.content or b"")
        self.size = end if change.content is None else max(self.size, end)

    def sync(self, began: int) -> None:
        """Promise to keep what had ended when the sync began."""
        for change in self.unsafe:
            if change.ended < began:
                change.apply(self.safe)
        self.unsafe = [change for change in self.unsafe if change.ended >= began]

    def after_cut(self, luck: Luck, chance: Random) -> bytes:
        """Return what is found when the power is back."""
        content = bytearray(self.safe)
        for change in _survivors(self.unsafe, luck, chance):
            change.apply(content)
        return bytes(content)


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that was given to a file or folder (or, with None, taken away)."""

    path: str
    file: File | None
    ended: int


class Disk:
    """Files by their names, as the program sees them and as the disk has them."""

    def __init__(self, root: Path) -> None:
        """Begin with an empty folder `root` that is safe itself."""
        self.root = str(root)
        self.names: dict[str, File] = {}
        self._safe: dict[str, File] = {}
        self._unsafe: list[Naming] = []

    def holds(self, path: str) -> bool:
        """Say whether a path is the folder or lies in it."""
        return f"{path}/".startswith(self.root + "/")

    def name(self, path: str, file: File | None, ended: int) -> None:
        """Give or take a name."""
        self._unsafe.append(Naming(path, file, ended))
        if file is None:
            self.names.pop(path, None)
        else:
            self.names[path] = file

    def sync(self, path: str, began: int) -> None:
        """Promise to keep the content of a file, or the names in a folder."""
        if path in self.names:
            self.names[path].sync(began)
        for naming in self._unsafe:
            if naming.ended < began and _folder(naming.path) == path:
                _do(naming, self._safe)
        self._unsafe = [
            naming
            for naming in self._unsafe
            if naming.ended >= began or _folder(naming.path) != path
        ]

    def after_cut(self, luck: Luck, chance: Random) -> dict[str, bytes]:
        """Return the content of every file that is found when the power is back, by its name."""
        names = copy.copy(self._safe)
        for naming in _kept(self._unsafe, luck, chance):
            _do(naming, names)
        return {
            path.removeprefix(self.root + "/"): file.after_cut(luck, chance)
            for path, file in names.items()
            if all(folder in names for folder in self._folders(path))
        }

    def _folders(self, path: str) -> list[str]:
        inside = PurePosixPath(path).relative_to(self.root).parents
        return [f"{self.root}/{folder}" for folder in inside if folder.name]


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _do(naming: Naming, names: dict[str, File]) -> None:
    if naming.file is None:
        names.pop(naming.path, None)
    else:
        names[naming.path] = naming.file


def _kept(unsafe: list[Naming], luck: Luck, chance: Random) -> list[Naming]:
    if luck is Luck.NOTHING_KEPT:
        return []
    if luck is Luck.EVERYTHING_KEPT:
        return unsafe
    return [naming for naming in unsafe if chance.random() < 0.5]


def _survivors(unsafe: list[Change], luck: Luck, chance: Random) -> list[Change]:
    if luck is Luck.NOTHING_KEPT:
        return []
    if luck is Luck.EVERYTHING_KEPT:
        return unsafe
    if luck is Luck.CUT_OFF:
        last = chance.randint(0, len(unsafe))
        return unsafe[:last] + [
            part for each in unsafe[last : last + 1] for part in each.torn(chance)
        ]
    kept = [part for each in unsafe for part in _tossed(each, chance)]
    if luck is Luck.REORDERED:
        chance.shuffle(kept)
    return kept


def _tossed(change: Change, chance: Random) -> list[Change]:
    return chance.choice([list, lambda: [change], lambda: change.torn(chance)])()
