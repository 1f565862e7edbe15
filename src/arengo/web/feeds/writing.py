"""Writes a feed as RSS 2.0, Atom 1.0 or JSON Feed 1.1, and a list of feeds as OPML 2.0.

Written with the standard library: it escapes, and what no XML can hold is dropped before.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

import msgspec

from arengo.base.clock import iso
from arengo.web.feeds.model import Feed, Item

_ATOM: Final = "http://www.w3.org/2005/Atom"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_MEDIA: Final = "http://search.yahoo.com/mrss/"
_NEVER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
for _prefix, _name in (("atom", _ATOM), ("dc", _DC), ("media", _MEDIA)):
    ET.register_namespace(_prefix, _name)


def http_date(at_ms: int) -> str:
    """Write a time as headers and RSS do, to the second."""
    return format_datetime(datetime.fromtimestamp(at_ms // 1000, tz=UTC), usegmt=True)


def rss(feed: Feed, own_url: str) -> bytes:
    """Write RSS 2.0. Authors stand in Dublin Core: RSS itself wants their e-mail address."""
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.page_url)
    _add(channel, "description", feed.description or feed.title)
    _add(channel, f"{{{_ATOM}}}link", href=own_url, rel="self", type=FORMS["rss"].type)
    _add(channel, "lastBuildDate", http_date(feed.changed_ms))
    if feed.icon_url:
        image = _add(channel, "image")
        _add(image, "url", feed.icon_url)
        _add(image, "title", feed.title)
        _add(image, "link", feed.page_url)
    for item in feed.items:
        _rss_item(_add(channel, "item"), item)
    return _bytes(root)


def _rss_item(node: ET.Element, item: Item) -> None:
    _add(node, "guid", item.url, isPermaLink="true")
    _add(node, "link", item.url)
    _add(node, "pubDate", http_date(item.at_ms))
    _add(node, f"{{{_DC}}}creator", item.author)
    if item.title:
        _add(node, "title", item.title)
    _add(node, "description", item.html)
    for place, each in enumerate(item.enclosures):
        if not place:  # of which RSS knows one; the length is not known, which 0 says
            _add(node, "enclosure", url=each.url, type=each.type, length="0")
        content = _add(node, f"{{{_MEDIA}}}content", url=each.url, type=each.type)
        if each.alt:
            _add(content, f"{{{_MEDIA}}}description", each.alt, type="plain")


def atom(feed: Feed, own_url: str) -> bytes:
    """Write Atom (RFC 4287)."""
    root = ET.Element("feed", xmlns=_ATOM)
    _add(root, "id", feed.page_url)
    _add(root, "title", feed.title)
    if feed.description:
        _add(root, "subtitle", feed.description)
    _add(root, "updated", iso(feed.changed_ms))
    _add(root, "link", href=own_url, rel="self", type=FORMS["atom"].type)
    _add(root, "link", href=feed.page_url, rel="alternate", type="text/html")
    if feed.icon_url:
        _add(root, "logo", feed.icon_url)
    for item in feed.items:
        _atom_entry(_add(root, "entry"), item)
    return _bytes(root)


def _atom_entry(node: ET.Element, item: Item) -> None:
    _add(node, "id", item.url)
    _add(node, "title", item.title)
    _add(node, "published", iso(item.at_ms))
    _add(node, "updated", iso(item.changed_ms))
    author = _add(node, "author")
    _add(author, "name", item.author)
    _add(author, "uri", item.author_url)
    _add(node, "link", href=item.url, rel="alternate", type="text/html")
    content = _add(node, "content", item.html, type="html")
    if item.language:
        content.set("xml:lang", item.language)
    for each in item.enclosures:
        link = _add(node, "link", href=each.url, rel="enclosure", type=each.type)
        if each.alt:
            link.set("title", _clean(each.alt))


def json_feed(feed: Feed, own_url: str) -> bytes:
    """Write JSON Feed 1.1. What is absent is left out."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": own_url,
        "description": feed.description,
        "icon": feed.icon_url,
    }
    items = [_json_item(item) for item in feed.items]
    return msgspec.json.encode({**_present(told), "items": items})


def _json_item(item: Item) -> dict[str, object]:
    told = {
        "id": item.url,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "date_published": iso(item.at_ms),
        "date_modified": iso(item.changed_ms),
        "authors": [{"name": item.author, "url": item.author_url}],
        "language": item.language,
        "attachments": [
            _present({"url": each.url, "mime_type": each.type, "title": each.alt})
            for each in item.enclosures
        ],
    }
    return _present(told)


def opml(title: str, outlines: list[tuple[str, str, str]]) -> bytes:
    """Write OPML 2.0: a list of (name, page, feed) that readers take in at once."""
    root = ET.Element("opml", version="2.0")
    _add(_add(root, "head"), "title", title)
    body = _add(root, "body")
    for name, page_url, feed_url in outlines:
        _add(body, "outline", type="rss", text=name, htmlUrl=page_url, xmlUrl=feed_url)
    return _bytes(root)


class Form(NamedTuple):
    """One way to write a feed: its media type, and who writes it."""

    type: str
    write: Callable[[Feed, str], bytes]


# By the ending of the address. `.json` is left to ActivityPub, which programs look for there.
FORMS: Final[Mapping[str, Form]] = {
    "rss": Form("application/rss+xml", rss),
    "atom": Form("application/atom+xml", atom),
    "jsonfeed": Form("application/feed+json", json_feed),
}


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    clean = {name: _clean(value) for name, value in attributes.items()}
    node = ET.SubElement(parent, tag, clean)
    if text:
        node.text = _clean(text)
    return node


def _clean(text: str) -> str:
    return _NEVER.sub("", text)


def _bytes(root: ET.Element) -> bytes:
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _present(told: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in told.items() if value}
