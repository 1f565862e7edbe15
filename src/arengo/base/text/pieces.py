"""One reading of a text for all: the links, mentions and tags in it, in their order."""

import re

import msgspec
import regex
from typing_extensions import override

from arengo.base.text.links import Link, link_at
from arengo.base.text.tags import TAG_NAME, is_tag

_MOST_USERNAME = 255
_MOST_DOMAIN = 253

_CANDIDATE = re.compile(r"@(?=[A-Za-z0-9_])|[#\uff03](?=[^\s#\uff03@])|://")
_WORD = r"[\p{L}\p{M}\p{Nd}\p{Pc}]"
_USERNAME = r"[A-Za-z0-9_]++(?:[.-]++[A-Za-z0-9_]++)*+"
_DOMAIN = rf"{_WORD}++(?:[.-]++{_WORD}++)*+"
_MENTION = regex.compile(rf"(?<![=/_\p{{Alphabetic}}\p{{Nd}}])@({_USERNAME})(?:@({_DOMAIN}))?+")
_TAG = regex.compile(rf"(?<![=/)\p{{Alphabetic}}\p{{Nd}}])[#\uff03]({TAG_NAME})")


class Handle(msgspec.Struct, frozen=True):
    """Who is meant: a name here, or a name at another server."""

    username: str
    domain: str | None = None

    @override
    def __str__(self) -> str:
        """As it was written, without the first sign."""
        return self.username if self.domain is None else f"{self.username}@{self.domain}"

    @property
    def key(self) -> str:
        """The same for every way to write it: `name` or `name@domain` in small letters."""
        return str(self).lower()


class Mention(msgspec.Struct, frozen=True):
    """An `@name` or `@name@domain`; whether anybody has that name is not known here."""

    start: int
    end: int
    handle: Handle


class Tag(msgspec.Struct, frozen=True):
    """A `#name`, as it was written, without the sign."""

    start: int
    end: int
    name: str


Piece = Link | Mention | Tag


def find_pieces(text: str) -> list[Piece]:
    """Return what can be linked, from left to right; pieces never overlap nor span lines."""
    pieces: list[Piece] = []
    done = 0
    for candidate in _CANDIDATE.finditer(text):
        at = candidate.start()
        if at < done:
            continue
        piece = _piece_at(text, at, after=done)
        if piece is not None:
            pieces.append(piece)
            done = piece.end
    return pieces


def _piece_at(text: str, at: int, *, after: int) -> Piece | None:
    sign = text[at]
    if sign == "@":
        return _mention_at(text, at)
    if sign == ":":
        return link_at(text, at, after=after)
    return _tag_at(text, at)


def _mention_at(text: str, at: int) -> Mention | None:
    found = _MENTION.match(text, at)
    if found is None:
        return None
    username, domain = found.group(1, 2)
    if len(username) > _MOST_USERNAME or len(domain or "") > _MOST_DOMAIN:
        return None
    return Mention(at, found.end(), Handle(username, domain))


def _tag_at(text: str, at: int) -> Tag | None:
    found = _TAG.match(text, at)
    if found is None or not is_tag(found[1]):
        return None
    return Tag(at, found.end(), found[1])
