"""News with and without sources, and sources in every state."""

from collections.abc import Mapping
from typing import Any, Final

from arengo.base.clock import HOUR_MS
from arengo.web.context import FieldError, Form
from arengo.web.context.news import Headline, News, SourceRow, Sources
from tests.web.samples.base import NOW

_TOWPATH: Final = Headline(
    url="https://valchiara-post.example/towpath",
    title="Twelve kilometres of old towpath reopen to bicycles",
    origin="valchiara-post.example",
    language="en",
    people=14,
)
_HARVEST: Final = Headline(
    url="https://terra-e-tavola.example/castagne",
    title="Castagne, tre settimane di ritardo",
    origin="Terra e tavola",
    summary="E due volte più dolci, dicono al mulino.",
    language="it",
    at_ms=NOW - HOUR_MS,
)
_SOURCE: Final = SourceRow(
    title="Le Petit Quai",
    url="https://petitquai.example/feed.xml",
    home="https://petitquai.example/",
    read_ms=NOW - HOUR_MS,
    leave_action="/news/sources/7/leave",
)
_NEW: Final = SourceRow(
    title="Gazzetta", url="https://g.example/f", home="https://g.example", read_ms=None
)
_SILENT: Final = SourceRow(
    title="Old <b>News</b>",
    url="https://old.example/rss",
    home="https://old.example/rss",
    read_ms=NOW,
    failing=True,
    drop_action="/news/sources/8/drop",
)
_WRONG: Final = Form(
    action="/news/sources",
    values={"url": "nowhere", "for_everybody": "true"},
    errors=(FieldError(field="url", key="no_feed"),),
)
PAGES: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "news": (
        "news/headlines.html",
        {
            "news": News(
                near=(_TOWPATH,),
                is_near=True,
                articles=(_HARVEST,),
                has_sources=True,
                older_url="/news?before=9",
            )
        },
    ),
    "news-empty": ("news/headlines.html", {"news": News()}),
    "news-waiting": ("news/headlines.html", {"news": News(near=(_TOWPATH,), has_sources=True)}),
    "news-sources": (
        "news/sources.html",
        {
            "sources": Sources(chosen=(_SILENT,), own=(_SOURCE, _NEW), may_choose=True),
            "form": _WRONG,
        },
    ),
    "news-sources-none": (
        "news/sources.html",
        {"sources": Sources(), "form": Form(action="/news/sources")},
    ),
}
