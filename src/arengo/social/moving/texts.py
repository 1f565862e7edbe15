"""What a person reads in a piece of HTML of another server."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

from typing_extensions import override

from arengo.base.errors import Invalid

LONGEST: Final = 64 * 1024  # characters of HTML: more is no post
_MOST_COMMENTS: Final = 20
_BLOCKS: Final = frozenset({"p", "div", "blockquote", "ul", "ol", "pre"})
_NO_LINKS: Final = frozenset({"mention", "hashtag", "u-url"})


def text_of(html: str, *, names: Mapping[str, str] | None = None) -> str:
    """Return the words; of people that are named, the whole name when it is known by address."""
    if len(html) > LONGEST:
        raise Invalid("It is too long")
    reader = _Reader(names or {})
    if html.count("<!") > _MOST_COMMENTS:  # unfinished ones cost the parser their number squared
        html = html.replace("<!", "&lt;!")
    reader.feed(html)
    reader.close()
    return reader.text


class _Reader(HTMLParser):
    """Collects the words; blocks and breaks end lines, a link with other words keeps its target."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._names = names
        self._parts: list[str] = []
        self._link: tuple[int, str, bool] | None = None  # where it begins, whither, of a person

    @property
    def text(self) -> str:
        """Return what was read."""
        return "".join(self._parts).strip()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._parts.append("\n")
        elif tag == "li":
            self._parts.append("\n- ")
        elif tag in _BLOCKS and self._parts:
            self._parts.append("\n\n")
        elif tag == "a":
            said = dict(attrs)
            classes = (said.get("class") or "").split()
            special = not _NO_LINKS.isdisjoint(classes)
            self._link = (len(self._parts), said.get("href") or "", special)

    @override
    def handle_endtag(self, tag: str) -> None:
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
        self._parts.append(data)
