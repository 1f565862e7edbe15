"""The nouns of cards: what is shown of a page, and how far we are with it."""

from enum import IntEnum
from hashlib import blake2b
from typing import Final, Literal, NewType

import msgspec

from arengo.base.clock import DAY_MS, HOUR_MS

CardId = NewType("CardId", int)
_HIGHEST_ID: Final = 2**63 - 1
FRESH_MS: Final = 14 * DAY_MS  # then the page is asked again, when somebody links to it
FAILED_MS: Final = 6 * HOUR_MS  # so long nobody asks again for what could not be read


class CardState(IntEnum):
    """Numbers are stored and never reused."""

    READY = 0
    STORING = 1
    FAILED = 2


Kind = Literal["link", "photo", "video", "rich"]  # as oEmbed calls what a page mainly is


class Card(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is shown of a page: clean text, and an image of ours."""

    url: str
    title: str
    description: str = ""
    language: str | None = None
    author_name: str = ""
    author_url: str = ""
    provider_name: str = ""
    provider_url: str = ""
    image: str | None = None  # the name of a file
    image_description: str = ""
    width: int = 0
    height: int = 0
    blurhash: str | None = None
    published_ms: int | None = None
    kind: Kind = "link"

    @property
    def embeds(self) -> bool:
        """Return whether the page is mainly something to look at or to play."""
        return self.kind != "link"


class KnownCard(msgspec.Struct, frozen=True):
    """A row of `cards`, in the order of the store's columns."""

    id: CardId
    state: CardState
    fetched_ms: int
    url: str
    card: Card | None
    staged: str | None

    def is_settled(self, now: int) -> bool:
        """Return whether there is no need to ask the page again."""
        if self.state is CardState.STORING:
            return False
        kept = FRESH_MS if self.state is CardState.READY else FAILED_MS
        return now - self.fetched_ms < kept


def card_id(url: str) -> CardId:
    """Return the id of the card of an address."""
    digest = blake2b(url.encode(), digest_size=8).digest()
    return CardId(int.from_bytes(digest) & _HIGHEST_ID or 1)
