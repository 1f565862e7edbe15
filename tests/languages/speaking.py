"""What tests of languages look at: catalogues, words of templates, a made-up language."""

import re
from collections.abc import Iterator
from gettext import NullTranslations
from html.parser import HTMLParser
from typing import Final

from babel.messages import Catalog
from babel.messages.catalog import Message
from jinja2 import Environment
from typing_extensions import override

from tests.languages.extraction import forms, is_said

_BLANK: Final = re.compile(r"%\((\w+)\)s")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_TWO_WORDS: Final = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
# A part of a template may write nothing but attributes, into a tag that another begins.
_ATTRIBUTES: Final = re.compile(r"""(\s*[\w:-]+=("[^"]*"|'[^']*'))+\s*""")
_READ_ALOUD: Final = frozenset({"alt", "title", "aria-label", "placeholder", "content", "label"})
_CALLS: Final = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})


# ── catalogues ───────────────────────────────────────────────────────────────────────────────────


def key(message: Message) -> tuple[str, ...]:
    """Return what tells a text from others: its meaning, its English, and the English of many."""
    texts = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    return (message.context or "", *texts)


def keys(catalog: Catalog) -> set[tuple[str, ...]]:
    """Return the texts of a catalogue."""
    return {key(message) for message in catalog if message.id}


def faults(source: Catalog, catalog: Catalog) -> list[str]:
    """Return what is wrong with a catalogue, a line for each fault."""
    ours, theirs = keys(source), keys(catalog)
    messages = [message for message in catalog if message.id]
    return [
        *(f"missing: {each}" for each in sorted(ours - theirs)),
        *(f"unused: {each}" for each in sorted(theirs - ours)),
        *(f"unused: {each}" for each in catalog.obsolete),
        *(f"untranslated: {key(each)}" for each in messages if not is_said(each)),
        *(f"fuzzy: {key(each)}" for each in messages if each.fuzzy),
        *(f"other blanks: {key(each)}" for each in messages if not _fits(each)),
        *(f"markup: {key(each)}" for each in messages if re.search('[<>&"]', "".join(forms(each)))),
    ]


def blanks(text: str) -> list[str]:
    """Return the blanks of a text; a stray per cent sign is one that no text may have."""
    rest = _BLANK.sub("", text).replace("%%", "")
    return sorted({*_BLANK.findall(text), *(["%"] if "%" in rest else [])})


def _fits(message: Message) -> bool:
    wanted = blanks(key(message)[-1])
    return "%" not in wanted and all(blanks(form) == wanted for form in forms(message))


# ── templates ────────────────────────────────────────────────────────────────────────────────────


def own_words(environment: Environment, source: str) -> Iterator[str]:
    """Return the words that a template says outside of the calls that translate."""
    reader = _Reader()
    reader.feed("".join(_markup(environment, source)))
    reader.close()
    yield from reader.found
    yield from (text for text in _strings(environment, source) if _TWO_WORDS.search(text))


def _markup(environment: Environment, source: str) -> Iterator[str]:
    """Return what is no code and not to be translated; an expression leaves a mark, no letter."""
    translated, before = False, ""
    for _line, kind, text in environment.lex(source):
        if kind == "data" and not translated:
            yield text
        elif kind == "variable_begin":
            yield "·"
        elif before == "block_begin" and kind == "name":
            translated = text == "trans" or (translated and text != "endtrans")
        if kind != "whitespace":
            before = kind


def _strings(environment: Environment, source: str) -> Iterator[str]:
    """Return the strings in code, but for what stands between the brackets of a translation."""
    tokens = [token for token in environment.lex(source) if token[1] != "whitespace"]
    depth = 0
    for before, (_line, kind, text) in zip([(0, "", ""), *tokens], tokens, strict=False):
        if kind == "operator" and text == "(" and (depth or before[2] in _CALLS):
            depth += 1
        elif kind == "operator" and text == ")" and depth:
            depth -= 1
        elif kind == "string" and not depth:
            yield text[1:-1]


class _Reader(HTMLParser):
    """Collects what a page shows or reads aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @override
    def handle_data(self, data: str) -> None:
        self._take(data)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _READ_ALOUD and (tag != "meta" or ("name", "description") in attrs):
                self._take(value or "")

    def _take(self, text: str) -> None:
        if _LETTERS.search(text) and not _ATTRIBUTES.fullmatch(text):
            self.found.append(" ".join(text.split()))


# ── a made-up language ───────────────────────────────────────────────────────────────────────────


class Pseudo(NullTranslations):
    """Says everything 40 % longer, from right to left: what is cut off or not translated shows."""

    START, END = "\N{RIGHT-TO-LEFT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"

    @override
    def gettext(self, message: str) -> str:
        return self._stretched(message)

    @override
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._stretched(msgid1 if n == 1 else msgid2)

    @override
    def pgettext(self, context: str, message: str) -> str:
        return self._stretched(message)

    def _stretched(self, text: str) -> str:
        more = "~" * max(1, round(len(text) * 0.4))
        return f"{self.START}{text}{more}{self.END}"
