"""Understands a feed as programs do: feedparser reads the XML, JSON Feed says itself what it is."""

import json
from typing import Any, NamedTuple

import feedparser

FORMS = {"rss": "rss20", "atom": "atom10", "jsonfeed": "https://jsonfeed.org/version/1.1"}


class Entry(NamedTuple):
    """One item as a reader keeps it."""

    id: str
    link: str
    title: str
    author: str
    html: str
    files: list[tuple[str, str]]  # type and address


class Read(NamedTuple):
    """A feed as a reader keeps it."""

    title: str
    link: str
    entries: list[Entry]


def understood(body: bytes, form: str) -> Read:
    """Read a feed that must be of this form and without a fault."""
    if form == "jsonfeed":
        return _json(json.loads(body))
    found = feedparser.parse(body, sanitize_html=False)
    assert not found.bozo, found.bozo_exception
    assert found.version == FORMS[form]
    entries = [_entry(each) for each in found.entries]
    return Read(found.feed.title, found.feed.link, entries)


def _entry(each: Any) -> Entry:
    files = [(file.type, file.href) for file in each.get("enclosures", [])]
    html = each.content[0].value if "content" in each else each.summary
    return Entry(each.id, each.link, each.get("title", ""), each.author, html, files)


def _json(told: dict[str, Any]) -> Read:
    assert told["version"] == FORMS["jsonfeed"]
    entries = [
        Entry(
            each["id"],
            each["url"],
            each.get("title", ""),
            each["authors"][0]["name"],
            each["content_html"],
            [(file["mime_type"], file["url"]) for file in each.get("attachments", [])],
        )
        for each in told["items"]
    ]
    return Read(told["title"], told["home_page_url"], entries)
