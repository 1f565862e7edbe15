"""Mastodon's PreviewCard: a link or an image, never somebody else's HTML or image address.

What can be played elsewhere is called a link, too: an app that is told of a video without HTML to
show offers a player that stays empty.
"""

import msgspec

from arengo.base.clock import iso
from arengo.providers.files import path_of
from arengo.social.posts.cards.model import Card


class PreviewCardAuthor(msgspec.Struct, frozen=True):
    """Who wrote a page, as the page says."""

    name: str
    url: str
    account: None = None


class PreviewCard(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself."""

    url: str
    title: str
    description: str
    language: str | None
    type: str = "link"
    authors: list[PreviewCardAuthor]
    author_name: str
    author_url: str
    provider_name: str
    provider_url: str
    html: str = ""
    width: int
    height: int
    image: str | None
    image_description: str
    embed_url: str = ""
    blurhash: str | None
    published_at: str | None


def preview_card(card: Card, *, origin: str) -> PreviewCard:
    """Return the entity of a card."""
    named = card.author_name or card.author_url
    return PreviewCard(
        url=card.url,
        title=card.title,
        description=card.description,
        language=card.language,
        type="photo" if card.kind == "photo" and card.image else "link",
        authors=[PreviewCardAuthor(card.author_name, card.author_url)] if named else [],
        author_name=card.author_name,
        author_url=card.author_url,
        provider_name=card.provider_name,
        provider_url=card.provider_url,
        width=card.width,
        height=card.height,
        image=f"{origin}/{path_of(card.image)}" if card.image else None,
        image_description=card.image_description,
        blurhash=card.blurhash,
        published_at=iso(card.published_ms) if card.published_ms is not None else None,
    )
