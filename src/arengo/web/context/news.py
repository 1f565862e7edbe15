"""What the pages of news are told.

news/headlines → news: News
news/sources → sources: Sources, form: Form
"""

import msgspec


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a source, or a link that people share; `people` is 0 for an article."""

    url: str
    title: str
    origin: str  # the source's name, or the host of a link
    summary: str = ""
    language: str = ""
    at_ms: int | None = None
    people: int = 0


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What people near somebody link to, and what the sources brought, newest first."""

    near: tuple[Headline, ...] = ()
    is_near: bool = False  # by people whom the reader follows; else by everybody here
    articles: tuple[Headline, ...] = ()
    has_sources: bool = False
    older_url: str = ""


class SourceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A source, and what whoever looks may do with it."""

    title: str
    url: str
    home: str
    read_ms: int | None  # None: nothing came yet
    failing: bool = False
    leave_action: str = ""
    drop_action: str = ""


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """Those that everybody is shown, and one's own."""

    chosen: tuple[SourceRow, ...] = ()
    own: tuple[SourceRow, ...] = ()
    may_choose: bool = False
