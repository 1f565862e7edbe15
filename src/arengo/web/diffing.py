"""What an edit changed, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal

import msgspec

_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
_MOST: Final = 4_000  # words: beyond that everything is called changed
Kind = Literal["same", "gone", "new"]


class Piece(msgspec.Struct, frozen=True):
    """A run of words that stayed, went or came."""

    kind: Kind
    text: str


def diff(before: str, after: str) -> tuple[Piece, ...]:
    """Return pieces in order: `same` and `gone` make up `before`, `same` and `new` `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > _MOST:
        return tuple(_whole(before, after))
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[i:j]))
        else:
            yield from _whole("".join(old[i:j]), "".join(new[k:m]))


def _whole(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece("gone", before)
    if after:
        yield Piece("new", after)
