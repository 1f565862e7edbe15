"""Words as the files of the search keep them: folded; scripts without spaces cut into pairs.

Japanese, Chinese, Korean and Thai do not show where a word ends, so every two neighbours are an
entry: whoever looks for a word of two or more signs looks for its pairs, one after the other.
"""

import unicodedata
from itertools import pairwise
from typing import Final

import regex

_UNSPACED: Final = (
    r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Bopomofo}"
    r"\u30fc\u3005\u3007"
)
_RUN: Final = regex.compile(rf"([{_UNSPACED}][{_UNSPACED}\p{{M}}]*+)")
_SIGN: Final = regex.compile(r"\p{L}\p{M}*+|\p{M}++|\X")
_WORD: Final = regex.compile(r"[\p{L}\p{N}]")
_BREAKING: Final = dict.fromkeys([*range(32), ord('"')], " ")  # what ends a string of FTS5
_MARKS: Final = regex.compile(r"\p{Mn}+")


def fold(text: str) -> str:
    """Return text in the one form in which it is compared."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def indexed(text: str) -> str:
    """Return a text as it goes into the index."""
    folded = fold(text)
    if folded.isascii():
        return folded
    return _RUN.sub(lambda run: f" {_pairs(run[0], whole=True)} ", folded)


def phrases(text: str) -> list[str]:
    """Return expressions that hold for texts in which these words stand one after the other."""
    parts = _RUN.split(fold(text))
    return [
        _unspaced(part) if position % 2 else _quoted(part)
        for position, part in enumerate(parts)
        if _WORD.search(part)
    ]


def plain_name(text: str) -> str:
    """Return a name without case, accents and double blanks: how near names are compared."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_MARKS.sub("", apart).split())


def trigrams(name: str) -> str | None:
    """Return an expression for names that share three letters in a row; None if too short."""
    found = {name[at : at + 3] for at in range(len(name) - 2)}
    return " OR ".join(_quoted(each) for each in sorted(found)) or None


def _pairs(run: str, *, whole: bool) -> str:
    """Return every two neighbours; `whole` adds the last sign, so that each begins an entry."""
    signs = _SIGN.findall(run)
    pairs = [one + two for one, two in pairwise(signs)]
    return " ".join([*pairs, signs[-1]] if whole else pairs)


def _unspaced(run: str) -> str:
    signs = _SIGN.findall(run)
    return f"{_quoted(run)} *" if len(signs) == 1 else _quoted(_pairs(run, whole=False))


def _quoted(text: str) -> str:
    return f'"{text.translate(_BREAKING)}"'
