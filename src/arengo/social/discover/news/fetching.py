"""Asking another server for its feed, through the one client, whatever it answers."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, Literal, NamedTuple

from arengo.providers.egress import Egress, Incoming, Outgoing, Refused, Unreachable
from arengo.social.discover.news.model import Feed, Marks
from arengo.social.discover.news.reading import MOST_BYTES, read_feed
from arengo.social.posts.cards.charsets import decoded
from arengo.social.posts.cards.heading import heading
from arengo.social.posts.cards.reading import address

_READER: Final = ThreadPoolExecutor(1, "news")  # one at a time: other threads have work, too
_TIMEOUT_S: Final = 10.0
_KINDS: Final = ("application/atom+xml", "application/rss+xml")
_ASKED: Final = "application/atom+xml, application/rss+xml;q=0.9, application/xml;q=0.8, */*;q=0.5"
_OK, _UNCHANGED, _GONE = 200, 304, 410
_MOST_MARK: Final = 500
Outcome = Literal["read", "unchanged", "gone", "unreachable", "no feed"]


class Asked(NamedTuple):
    """What came of a question; a feed only where it was `read`, `url` where it was found."""

    outcome: Outcome
    url: str
    feed: Feed | None = None
    marks: Marks = Marks()


async def find_feed(egress: Egress, url: str) -> Asked:
    """Return the feed at an address, or the one that the page there names."""
    answer = await _answer(egress, url, Marks())
    if answer is None or answer.status != _OK:
        return Asked("unreachable", url)
    asked = await _read(answer)
    if asked.feed is not None:
        return asked
    kind = answer.headers.get("content-type", "")
    links = heading(decoded(answer.body, content_type=kind)).links
    named = next((links[each] for each in _KINDS if links.get(each)), None)
    target = address(named, base=answer.url)
    return await ask(egress, target, Marks()) if target else Asked("no feed", url)


async def ask(egress: Egress, url: str, marks: Marks) -> Asked:
    """Ask for a feed that is known; with its marks, a server need not send it again."""
    answer = await _answer(egress, url, marks)
    if answer is None:
        return Asked("unreachable", url)
    if answer.status == _OK:
        return await _read(answer)
    outcome: dict[int, Outcome] = {_UNCHANGED: "unchanged", _GONE: "gone"}
    return Asked(outcome.get(answer.status, "unreachable"), url, marks=marks)


async def _answer(egress: Egress, url: str, marks: Marks) -> Incoming | None:
    headers = {"accept": _ASKED}
    if marks.etag:
        headers["if-none-match"] = marks.etag
    if marks.modified:
        headers["if-modified-since"] = marks.modified
    outgoing = Outgoing(url=url, headers=headers)
    try:
        return await egress.send(outgoing, most_bytes=MOST_BYTES, timeout_s=_TIMEOUT_S)
    except (Refused, Unreachable):
        return None


async def _read(answer: Incoming) -> Asked:
    told = answer.headers
    kind = told.get("content-type", "")
    reading = partial(read_feed, answer.body, url=answer.url, content_type=kind)
    feed = await asyncio.get_running_loop().run_in_executor(_READER, reading)
    if feed is None:
        return Asked("no feed", answer.url)
    marks = Marks(etag=_mark(told.get("etag")), modified=_mark(told.get("last-modified")))
    return Asked("read", answer.url, feed, marks)


def _mark(text: str | None) -> str:
    """Return what we will send back: never more than a line that fits."""
    return text if text and len(text) <= _MOST_MARK and text.isprintable() else ""
