"""Mastodon's Trends::Link: a preview card with its last seven days."""

import msgspec

from arengo.api.entities.card import PreviewCard, preview_card
from arengo.api.entities.tag import TagHistory, tag_history
from arengo.social.discover.trends.model import Trend
from arengo.social.posts.cards.model import Card


class TrendsLink(PreviewCard, frozen=True, kw_only=True):
    """A link that many share."""

    history: list[TagHistory]


def trends_link(trend: Trend, card: Card, *, origin: str) -> TrendsLink:
    """Return the entity of a link that is a trend."""
    shown = preview_card(card, origin=origin)
    return TrendsLink(**msgspec.structs.asdict(shown), history=tag_history(trend.history))
