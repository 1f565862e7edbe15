"""Mastodon's Admin::Tag, trends and publishers with what the staff says of them."""

from collections.abc import Sequence

import msgspec

from arengo.api.entities.tag import Tag, tag_entity
from arengo.api.entities.trend import TrendsLink, trends_link
from arengo.base.clock import iso
from arengo.base.ids import time_of
from arengo.social.discover.publishers.model import Publisher
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


class AdminPublisher(msgspec.Struct, frozen=True, kw_only=True):
    """A host whose pages were trends, and whether its links may be."""

    id: str
    domain: str
    trendable: bool | None
    reviewed_at: str | None
    requested_review_at: str
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


def admin_publisher(publisher: Publisher) -> AdminPublisher:
    """Show a publisher to the staff, who were asked about it when it was first met."""
    reviewed_ms = publisher.reviewed_ms
    return AdminPublisher(
        id=str(publisher.id),
        domain=publisher.host,
        trendable=publisher.approved,
        reviewed_at=None if reviewed_ms is None else iso(reviewed_ms),
        requested_review_at=iso(time_of(publisher.id)),
        requires_review=publisher.approved is None,
    )
