"""The news: links that people near the reader share, and articles of sources."""

from collections.abc import Iterable
from typing import Annotated, Final
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from arengo.base.ids import MAX_ID
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.discover.news import queries as news
from arengo.social.discover.news.model import Article, Source
from arengo.social.discover.trends.model import TrendKind
from arengo.social.discover.trends.queries import trending
from arengo.social.posts.cards.model import Card, card_id
from arengo.social.posts.cards.queries import cards_by_id
from arengo.storage import ReadTransaction
from arengo.web.context.news import Headline, News
from arengo.web.pages.frames import frame_of, public_page

PATH: Final = "/news"
_PER_PAGE: Final = 20
_NEAR: Final = 6


class BeforeForm(msgspec.Struct, frozen=True):
    """Where the page goes on."""

    before: Annotated[int, msgspec.Meta(ge=0, le=MAX_ID)] = MAX_ID


@reads(PATH, access=Access.PAGE, bucket="page", bounded=False)
def show_news(tx: ReadTransaction, request: Request, form: BeforeForm) -> Answer:
    """Show what is new elsewhere; to a member, near them first."""
    view = _articles(tx, request, form)
    if form.before == MAX_ID:
        near, is_near = _near(tx, request)
        view = replace(view, near=near, is_near=is_near)
    return public_page(request, "news/headlines.html", frame_of(tx, request), news=view)


def _near(tx: ReadTransaction, request: Request) -> tuple[tuple[Headline, ...], bool]:
    """Return the links of people whom the reader follows; without any, those of everybody."""
    if request.viewer_id is not None:
        links = news.links_near(tx, request.viewer_id, most=_NEAR)
        if links:
            return _shared((each.card, each.people) for each in links), True
    trends = trending(tx, TrendKind.LINK, limit=_NEAR, offset=0)
    cards = cards_by_id(tx, [card_id(each.body.name) for each in trends])
    found = ((cards.get(card_id(each.body.name)), each) for each in trends)
    people = ((card, sum(day.accounts for day in each.history)) for card, each in found if card)
    return _shared(people), False


def _shared(links: Iterable[tuple[Card, int]]) -> tuple[Headline, ...]:
    return tuple(
        Headline(
            url=card.url,
            title=card.title,
            origin=card.provider_name or urlsplit(card.url).hostname or "",
            language=card.language or "",
            people=people,
        )
        for card, people in links
    )


def _articles(tx: ReadTransaction, request: Request, form: BeforeForm) -> News:
    chosen, own = news.sources_for(tx, request.viewer_id)
    sources = {source.id: source for source in (*chosen, *own)}
    found = news.articles(tx, sources.values(), before=form.before, most=_PER_PAGE + 1)
    shown = found[:_PER_PAGE]
    return News(
        articles=tuple(_headline(each, sources[each.source_id]) for each in shown),
        has_sources=bool(sources),
        older_url=f"{PATH}?before={shown[-1].id}" if len(found) > _PER_PAGE else "",
    )


def _headline(article: Article, source: Source) -> Headline:
    return Headline(
        url=article.body.url,
        title=article.body.title,
        origin=source.title,
        summary=article.body.summary,
        language=source.language or "",
        at_ms=article.at_ms,
    )
