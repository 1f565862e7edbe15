"""Finds many keywords in a text at once, in time linear in the text whatever both look like.

Aho and Corasick: one walk over the text, however many keywords there are. That a whole word is
meant is written into text and keyword alike, as a mark at every edge of a word.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from arengo.social.filters.model import Keyword

_EDGE: Final = "\0"  # no text that we take holds one
_EDGES: Final = re.compile(r"\b")
_STRIDE: Final = 0x110000


def searchable(parts: Iterable[str]) -> str:
    """Return what keywords are looked for in: parts folded, with a mark at each edge of a word."""
    return _marked(_folded("\n\n".join(part for part in parts if part)))


class Matcher:
    """Some keywords, ready to be looked for; it says by their position which were found."""

    def __init__(self, keywords: Sequence[Keyword]) -> None:
        """Prepare; costs as much as the keywords are long."""
        whole = [(n, _marked(_folded(k.text))) for n, k in enumerate(keywords) if k.whole_word]
        parts = [(n, _folded(k.text)) for n, k in enumerate(keywords) if not k.whole_word]
        self._whole = _Automaton(whole) if whole else None
        self._parts = _Automaton(parts) if parts else None

    def found_in(self, text: str) -> tuple[int, ...]:
        """Return which keywords a searchable text holds, each once, in their order."""
        found: set[int] = set()
        if self._whole is not None:
            found |= self._whole.found_in(text)
        if self._parts is not None:
            found |= self._parts.found_in(text.replace(_EDGE, ""))
        return tuple(sorted(found))


class _Automaton:
    """A tree of all words, with a way back from each place to the longest end that goes on."""

    def __init__(self, words: Sequence[tuple[int, str]]) -> None:
        self._next: dict[int, int] = {}  # place and character → place
        self._ends: list[tuple[int, ...]] = [()]  # at each place: the words that end here
        self._back: list[int] = [0]
        self._shorter: list[int] = [0]  # the next place on the way back where a word ends
        for number, word in words:
            self._add(number, word)
        self._connect()
        self._begins = {chr(key): place for key, place in self._next.items() if key < _STRIDE}

    def _add(self, number: int, word: str) -> None:
        place = 0
        for character in word:
            key = place * _STRIDE + ord(character)
            place = self._next.setdefault(key, len(self._ends))
            if place == len(self._ends):
                self._ends.append(())
        self._ends[place] += (number,)

    def _connect(self) -> None:
        """Find the ways back, nearest places first: a child of a place is made after it."""
        self._back, self._shorter = [0] * len(self._ends), [0] * len(self._ends)
        layers: list[list[tuple[int, int, int]]] = [[]]
        depth = [0] * len(self._ends)
        for key, place in self._next.items():  # in the order in which they were made
            parent, code = divmod(key, _STRIDE)
            depth[place] = depth[parent] + 1
            while len(layers) <= depth[place]:
                layers.append([])
            layers[depth[place]].append((parent, code, place))
        for parent, code, place in (step for layer in layers for step in layer):
            if parent:
                back = self._back[place] = self._follow(self._back[parent], code)
                self._shorter[place] = back if self._ends[back] else self._shorter[back]

    def _follow(self, place: int, code: int) -> int:
        while (following := self._next.get(place * _STRIDE + code)) is None:
            if not place:
                return 0
            place = self._back[place]
        return following

    def found_in(self, text: str) -> set[int]:
        """Walk over a text once; most of it is spent where no word has begun."""
        found: set[int] = set()
        told: set[int] = set()  # places whose words, and the shorter ones, are known already
        begins, ends, shorter = self._begins.get, self._ends, self._shorter
        place = 0
        for character in text:
            place = self._follow(place, ord(character)) if place else begins(character, 0)
            if not place:
                continue
            end = place if ends[place] else shorter[place]
            while end and end not in told:
                told.add(end)
                found.update(ends[end])
                end = shorter[end]
        return found


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _marked(text: str) -> str:
    """Set a mark between a character of a word and one that is none."""
    if text.isascii():
        return _EDGES.sub(_EDGE, text)
    marked: list[str] = []
    before = False
    for character in text:
        inside = _is_of_word(character)
        marked += (_EDGE, character) if inside is not before else (character,)
        before = inside
    return "".join(marked) + (_EDGE if before else "")


@lru_cache(maxsize=4096)
def _is_of_word(character: str) -> bool:
    """Letters, the marks upon them, digits and what joins words, as Mastodon's are."""
    category = unicodedata.category(character)
    return category[0] in "LM" or category in {"Nd", "Pc"}
