"""Which page a fact names, and whether a page leads back to a profile."""

import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from typing import Final

import regex
from typing_extensions import override

from arengo.base.text import find_links
from arengo.social.accounts.model import Field
from arengo.social.accounts.rendering import account_url

_BEGINNING: Final = re.compile(r"<(!--|(?:script|style|textarea|a|link)\b)", re.IGNORECASE)
_WHOLE_TAG: Final = regex.compile(r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_ENDS: Final = {
    "!--": "-->",
    "script": "</script",
    "style": "</style",
    "textarea": "</textarea",
}
_MOST_TAGS: Final = 5_000
_MOST_OF_TAG: Final = 4_000


def page_of(field: Field) -> str | None:
    """Return the address that is all a fact says; None for anything else."""
    links = find_links(field.value)
    return links[0] if len(links) == 1 and links[0] == field.value.strip() else None


def addresses_of(origin: str, username: str) -> frozenset[str]:
    """Return where a profile is: any of these proves."""
    return frozenset({account_url(origin, username), f"{origin}/users/{username}"})


def leads_back(html: str, addresses: Collection[str]) -> bool:
    """Tell whether a page says of one of these addresses that it is the same person (`rel=me`)."""
    wanted = {each.lower() for each in addresses}
    return any(each.strip().rstrip("/").lower() in wanted for each in _said_to_be_me(html))


def _said_to_be_me(html: str) -> Iterator[str]:
    lowered = html.lower()
    at = seen = 0
    while seen < _MOST_TAGS and (found := _BEGINNING.search(html, at)):
        seen += 1
        name = found[1].lower()
        if name in _ENDS:
            end = lowered.find(_ENDS[name], found.end())
            if end < 0:
                return
            at = end + len(_ENDS[name])
        else:
            whole = _WHOLE_TAG.match(html[found.start() : found.start() + _MOST_OF_TAG])
            at = found.start() + (len(whole[0]) if whole else len(found[0]))
            if whole:
                yield from _reader_of(whole[0]).found


def _reader_of(tag: str) -> "_Reader":
    reader = _Reader()
    reader.feed(tag)
    return reader


class _Reader(HTMLParser):
    """Of one tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value for name, value in reversed(attrs) if value}
        if "me" in facts.get("rel", "").lower().split() and "href" in facts:
            self.found.append(facts["href"])
