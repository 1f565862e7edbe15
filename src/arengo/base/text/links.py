"""Where a web address begins and ends in running text, and what a browser may be sent to.

Written here because it must be linear: linkify-it-py took 6.6 s for 100 kB of `http://a.b/(("`
and 55 µs for a post with one link (this: 0.03 s and 5 µs).
"""

import re
from functools import lru_cache

import idna
import msgspec
import regex

_MOST_HOST = 253
_SCHEMES = ("https", "http")

# What ends an address: spaces, controls, quotes, invisible and bidirectional marks, and the
# punctuation of scripts that write without spaces.
_NOT_IN_URL = (
    r"\s\x00-\x20\x7f-\xa0<>\"`\\^{|}\xab\xad\xbb\u061c\u180e\u200b-\u200f\u2018-\u201f\u2026"
    r"\u2028-\u202f\u2039\u203a\u2060-\u206f\u3000-\u3003\u3008-\u3011\u3014-\u301f\ufeff"
    r"\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b-\uff65"
    r"\ufff0-\uffff\ud800-\udfff"
)
_AFTER_HOST = regex.compile(rf"(?::[0-9]{{1,5}}+)?+(?![@\w])(?:[/?#][^{_NOT_IN_URL}]*+)?+")
_HOST_AS_TYPED = regex.compile(rf"[\p{{L}}\p{{M}}\p{{Nd}}._-]{{1,{_MOST_HOST + 2}}}+")
_GLUED = re.compile(r"[A-Za-z0-9_+@#$\uff03\uff20]")  # before a scheme: part of something else
# By `regex`: the `re` of Python 3.11.2 (Debian 12) misjudges possessive groups that backtrack.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?+"
_HOST = regex.compile(rf"(?:(?:{_LABEL}\.)++{_LABEL}|localhost)", regex.IGNORECASE)
_TRAILING = frozenset("?!.,:;*'")
_BRACKETS = {")": "(", "]": "["}


class Link(msgspec.Struct, frozen=True):
    """A web address as somebody typed it, and the same with a host of ASCII letters."""

    start: int
    end: int
    url: str
    href: str


def link_at(text: str, colon: int, *, after: int) -> Link | None:
    """Return the link whose `://` stands at `colon` and that starts at or behind `after`."""
    start = _start(text, colon)
    if start is None or start < after:
        return None
    typed = _HOST_AS_TYPED.match(text, colon + 3)
    host = _ascii_host(typed[0].rstrip(".-")) if typed else None
    if typed is None or host is None:
        return None
    host_end = colon + 3 + len(typed[0].rstrip(".-"))
    end = _end(text, host_end)
    if end is None:
        return None
    href = text[start : colon + 3] + host + text[host_end:end]
    return Link(start, end, text[start:end], href)


def leads_to_the_web(url: str) -> bool:
    """Whether an address that somebody else gave us may stand in an `href`."""
    return url[:8].lower().startswith(("https://", "http://"))


def _start(text: str, colon: int) -> int | None:
    for scheme in _SCHEMES:
        start = colon - len(scheme)
        if start >= 0 and text[start:colon].lower() == scheme:
            return None if start and _GLUED.match(text, start - 1) else start
    return None


def _end(text: str, host_end: int) -> int | None:
    """Return where the address ends; None when what looked like a host is a name before an @."""
    behind = _AFTER_HOST.match(text, host_end)
    return host_end + len(_trimmed(behind[0])) if behind else None


def _trimmed(rest: str) -> str:
    """Without the punctuation of the sentence and without brackets that opened before the link."""
    surplus = {close: rest.count(close) - rest.count(begin) for close, begin in _BRACKETS.items()}
    end = len(rest)
    while end:
        last = rest[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return rest[:end]


@lru_cache(maxsize=1024)
def _ascii_host(host: str) -> str | None:
    if len(host) > _MOST_HOST or ("." not in host and host.lower() != "localhost"):
        return None
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return None
    return host if _HOST.fullmatch(host) else None
