"""The nouns: a source, an article, a link near somebody; and how much of each is kept."""

from typing import Final

import msgspec

from arengo.base.clock import DAY_MS, HOUR_MS, MINUTE_MS

MOST_SOURCES: Final = 50  # that one member may add
MOST_ARTICLES: Final = 100  # that are kept of one source
KEPT_MS: Final = 30 * DAY_MS
EVERY_MS: Final = 30 * MINUTE_MS
LONGEST_WAIT_MS: Final = DAY_MS
GIVEN_UP_MS: Final = 30 * DAY_MS  # the server says that the feed is gone for good
CLAIMED_MS: Final = HOUR_MS  # a job has it; when that dies, another one takes it
SHIFT: Final = 16


class Marks(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a server gave along, to be shown at the next question."""

    etag: str = ""
    modified: str = ""


class ArticleBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is kept of an article: plain text, and an address of the web."""

    url: str
    title: str
    summary: str = ""
    author: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `news_sources`."""

    id: int
    url: str
    title: str
    home: str  # its page for people; empty when it names none
    language: str | None
    of_staff: bool
    readers: int
    read_ms: int  # 0: never yet
    fails: int
    marks: Marks


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An article as a feed tells it: not in a table yet."""

    key: int
    at_ms: int | None  # None: the feed does not say when
    body: ArticleBody


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed says of itself and brings, newest first."""

    title: str
    home: str
    language: str | None
    entries: tuple[Entry, ...]


class Article(msgspec.Struct, frozen=True):
    """An article and the source that brought it. `id` orders them by time."""

    id: int
    source_id: int
    body: ArticleBody

    @property
    def at_ms(self) -> int:
        """Return when it appeared."""
        return self.id >> SHIFT


def article_id(at_ms: int, key: int) -> int:
    """Return the id under which an article stands among those of all sources."""
    return (at_ms << SHIFT) + (key & ((1 << SHIFT) - 1))
