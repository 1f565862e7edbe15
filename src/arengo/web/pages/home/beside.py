"""What stands beside home: links and tags that many here share and use."""

from typing import Final
from urllib.parse import urlsplit

from arengo.social.discover.trends.model import Trend, TrendKind
from arengo.social.discover.trends.queries import trending
from arengo.social.posts.cards.model import Card, card_id
from arengo.social.posts.cards.queries import cards_by_id
from arengo.storage import ReadTransaction
from arengo.web.context.home import NewsView, TalkView

_LINKS: Final = 3
_TAGS: Final = 4


def news_beside(tx: ReadTransaction) -> tuple[NewsView, ...]:
    """Return the links that most people here share."""
    found = trending(tx, TrendKind.LINK, limit=_LINKS, offset=0)
    known = cards_by_id(tx, {card_id(each.body.name) for each in found})
    return tuple(
        news_view(card, people=_people(each))
        for each in found
        if (card := known.get(card_id(each.body.name))) is not None
    )


def talk_beside(tx: ReadTransaction) -> tuple[TalkView, ...]:
    """Return the tags that most people here use."""
    found = trending(tx, TrendKind.TAG, limit=_TAGS, offset=0)
    return tuple(
        TalkView(name=each.body.name, posts=sum(day[1] for day in each.body.history))
        for each in found
    )


def news_view(card: Card, *, people: int) -> NewsView:
    """Return a link with how many people share it."""
    return NewsView(
        url=card.url,
        title=card.title,
        host=(urlsplit(card.url).hostname or "").removeprefix("www."),
        people=people,
        language=card.language or "",
    )


def _people(trend: Trend) -> int:
    """Return how many people shared it on the day when most did: nobody is counted twice."""
    return max((day[2] for day in trend.body.history), default=0)
