"""What a person reads in a piece of HTML of another server."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

from typing_extensions import override

from arengo.base.errors import Invalid

LONGEST: Final = 64 * 1024  # characters of HTML: more is no post
_COMMENT: Final = re.compile(r"<!--[^<>]*-->")
# Whatever begins no whole tag costs the parser the square of its length: 64 kB of `<a ` 80 s.
_NO_TAG: Final = re.compile(r"<(?!/?[a-zA-Z][^<>]{0,2000}>)")
_VOID: Final = frozenset({"br", "img", "wbr", "hr"})
_BLOCKS: Final = frozenset({"p", "div", "blockquote", "ul", "ol", "pre"})
_NO_LINKS: Final = frozenset({"mention", "hashtag", "u-url"})
_QUOTE: Final = "quote-inline"  # the class of what stands for a quote where quotes are not known


def text_of(html: str, *, names: Mapping[str, str] | None = None, quotes: bool = False) -> str:
    """Return the words; of people that are named, the whole name when it is known by address.

    Of a post that `quotes`, without the words that stand for the quote.
    """
    if len(html) > LONGEST:
        raise Invalid("It is too long")
    reader = _Reader(names or {}, quotes=quotes)
    reader.feed(_NO_TAG.sub("&lt;", _COMMENT.sub("", html)))
    reader.close()
    return reader.text


class _Reader(HTMLParser):
    """Collects the words; blocks and breaks end lines, a link with other words keeps its target."""

    def __init__(self, names: Mapping[str, str], *, quotes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._names = names
        self._quotes = quotes
        self._silent: list[str] = []  # the tags that are open where nothing is read
        self._parts: list[str] = []
        self._link: tuple[int, str, bool] | None = None  # where it begins, whither, of a person

    @property
    def text(self) -> str:
        """Return what was read."""
        return "".join(self._parts).strip()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if self._silent or (self._quotes and _QUOTE in classes):
            self._silent += [tag] if tag not in _VOID else []
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "li":
            self._parts.append("\n- ")
        elif tag in _BLOCKS and self._parts:
            self._parts.append("\n\n")
        elif tag == "a":
            special = not _NO_LINKS.isdisjoint(classes)
            self._link = (len(self._parts), dict(attrs).get("href") or "", special)

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent.pop()
            return
        if tag != "a" or self._link is None:
            return
        begin, target, special = self._link
        self._link = None
        words = "".join(self._parts[begin:])
        if special and target in self._names:
            self._parts[begin:] = [self._names[target]]
        elif not special and target.startswith(("https://", "http://")) and words != target:
            self._parts.append(f" ({target})")

    @override
    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(data)
