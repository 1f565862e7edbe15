"""Mastodon's Admin::Tag, and trends with what the staff says of them."""

from collections.abc import Sequence

import msgspec

from arengo.api.entities.tag import Tag, tag_entity
from arengo.api.entities.trend import TrendsLink, trends_link
from arengo.social.discover.trends.model import Trend
from arengo.social.posts.cards.model import Card
from arengo.social.timelines.entries.queries import DayOfTag
from arengo.social.timelines.model import Tag as TagRow


class AdminTag(Tag, frozen=True, kw_only=True):
    """A hashtag and whether it may be a trend."""

    trendable: bool
    usable: bool
    listable: bool
    requires_review: bool


class AdminTrendsLink(TrendsLink, frozen=True, kw_only=True):
    """A link that many share, and whether anybody looked at it."""

    id: str
    requires_review: bool


def admin_tag(
    tag: TagRow, history: Sequence[DayOfTag], *, reviewed: bool | None, origin: str
) -> AdminTag:
    """Show a hashtag to the staff; every tag may be used and is found here."""
    shown = tag_entity(tag, history, origin=origin)
    return AdminTag(
        id=shown.id,
        name=shown.name,
        url=shown.url,
        history=shown.history,
        trendable=reviewed is not False,
        usable=True,
        listable=True,
        requires_review=reviewed is None,
    )


def admin_link(trend: Trend, card: Card, *, origin: str) -> AdminTrendsLink:
    """Show a link that is a trend to the staff."""
    shown = msgspec.structs.asdict(trends_link(trend, card, origin=origin))
    return AdminTrendsLink(**shown, id=str(trend.id), requires_review=trend.reviewed is None)
