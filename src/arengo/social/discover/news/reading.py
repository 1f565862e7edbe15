"""What the bytes of a feed say: RSS, Atom or RDF, read by feedparser, as plain text."""

import re
from calendar import timegm
from hashlib import blake2b
from html import unescape
from io import BytesIO
from typing import Any, Final

from arengo.base.clock import SECOND_MS
from arengo.base.text import normalise_language
from arengo.social.discover.news.model import MOST_ARTICLES, ArticleBody, Entry, Feed
from arengo.social.posts.cards.reading import address, line

MOST_BYTES: Final = 1024 * 1024
_MOST_TAGS: Final = 20_000  # more cost seconds, and no feed of a hundred articles has them
_MOST_TITLE: Final = 250
_MOST_SUMMARY: Final = 400
_MOST_NAME: Final = 100
_MOST_HTML: Final = 20_000
_TAG: Final = re.compile(r"<[^<>]*>")


def read_feed(body: bytes, *, url: str, content_type: str) -> Feed | None:
    """Return what a feed says, None when these bytes are none. For a thread: it takes its time."""
    # It has no types; it is loaded in that thread, by sites that read news.
    import feedparser  # type: ignore[import-untyped] # noqa: PLC0415

    if body.count(b"<") > _MOST_TAGS:
        return None
    headers = {"content-type": content_type, "content-location": url}
    found = feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False)
    if not found.get("version"):
        return None
    told = found.feed
    entries = [_entry(each, base=url) for each in found.entries[:MOST_ARTICLES]]
    return Feed(
        title=_text(told.get("title"), _MOST_TITLE) or url,
        home=address(told.get("link"), base=url) or "",
        language=normalise_language(str(told.get("language", "")).partition("-")[0]),
        entries=tuple(each for each in entries if each is not None),
    )


def _entry(told: Any, *, base: str) -> Entry | None:
    """Return an article; None for one that leads nowhere on the web or has no words."""
    url = address(told.get("link"), base=base)
    title = _text(told.get("title"), _MOST_TITLE)
    summary = _text(told.get("summary"), _MOST_SUMMARY)
    if url is None or not (title or summary):
        return None
    author = _text(told.get("author"), _MOST_NAME)
    body = ArticleBody(
        url=url, title=title or summary, summary=summary if title else "", author=author
    )
    name = str(told.get("id") or url).encode("utf-8", "replace")
    key = int.from_bytes(blake2b(name, digest_size=8).digest(), "big") >> 1
    return Entry(key=key, at_ms=_moment(told), body=body)


def _moment(told: Any) -> int | None:
    parsed = told.get("published_parsed") or told.get("updated_parsed")
    try:
        return timegm(parsed) * SECOND_MS if parsed else None
    except (ValueError, OverflowError):
        return None


def _text(html: object, most: int) -> str:
    """Return what a person reads in a piece of HTML, on one line."""
    if not isinstance(html, str):
        return ""
    return line(unescape(_TAG.sub(" ", html[:_MOST_HTML])), most)
