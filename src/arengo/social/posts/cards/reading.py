"""What a page says of itself: OpenGraph first, then Twitter's cards, then plain HTML."""

from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

import msgspec

from arengo.base.errors import Invalid
from arengo.base.text import clean_text, normalise_language
from arengo.base.text.links import leads_to_the_web
from arengo.social.posts.cards.heading import Heading, heading
from arengo.social.posts.cards.model import Card, Kind

_MOST_TITLE: Final = 250
_MOST_DESCRIPTION: Final = 500
_MOST_NAME: Final = 100
_MOST_URL: Final = 2_000
_OEMBED: Final = "application/json+oembed"
_PLAYERS: Final = ("og:video:secure_url", "og:video", "og:video:url", "twitter:player")
_LAST_MOMENT: Final = 4_102_444_800_000  # the year 2100


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A card without its image yet, and where that and further details are."""

    card: Card
    image_url: str | None
    oembed_url: str | None


def read(html: str, *, url: str, found_at: str) -> Page | None:
    """Read a page that a link leads to, None when it does not even have a title.

    `found_at` is where redirects led: addresses in the page are relative to it.
    """
    head = heading(html)
    said = head.said
    title = line(_first(said, "og:title", "twitter:title") or head.title, _MOST_TITLE)
    if not title:
        return None
    card = Card(
        url=url,
        title=title,
        description=line(
            _first(said, "og:description", "twitter:description", "description"), _MOST_DESCRIPTION
        ),
        language=_language(head),
        author_name=line(_first(said, "author", "article:author:name"), _MOST_NAME),
        provider_name=line(_first(said, "og:site_name", "application-name"), _MOST_NAME),
        image_description=line(
            _first(said, "og:image:alt", "twitter:image:alt"), _MOST_DESCRIPTION
        ),
        published_ms=_moment(_first(said, "article:published_time", "og:article:published_time")),
        kind=_kind(said, base=found_at),
    )
    image = _first(
        said,
        "og:image:secure_url",
        "og:image",
        "og:image:url",
        "twitter:image",
        "twitter:image:src",
    )
    return Page(
        card=card,
        image_url=address(image, base=found_at),
        oembed_url=address(head.links.get(_OEMBED), base=found_at),
    )


def line(text: object, most: int) -> str:
    """Return a stranger's text as one clean line that is not too long."""
    if not isinstance(text, str):
        return ""
    try:
        clean = clean_text(" ".join(text[: 8 * most].split()), multiline=False)
    except Invalid:
        return ""
    return clean if len(clean) <= most else clean[: most - 1].rstrip() + "…"


def address(text: object, *, base: str) -> str | None:
    """Return a whole web address, None for anything else."""
    if not isinstance(text, str) or not text.strip() or len(text) > _MOST_URL:
        return None
    try:
        whole = urljoin(base, text.strip())
        host = urlsplit(whole).hostname
    except ValueError:
        return None
    return whole if host and leads_to_the_web(whole) and len(whole) <= _MOST_URL else None


def _first(said: dict[str, str], *names: str) -> str:
    return next((said[name] for name in names if name in said), "")


def _kind(said: dict[str, str], *, base: str) -> Kind:
    """Return what a page mainly is: its player is only looked for, never asked or shown."""
    if any(address(said.get(name), base=base) for name in _PLAYERS):
        return "video"
    return "photo" if said.get("twitter:card", "").strip().lower() == "photo" else "link"


def _language(head: Heading) -> str | None:
    tag = head.language or head.said.get("og:locale", "")
    return normalise_language(tag) if tag.strip() else None


def _moment(text: str) -> int | None:
    try:
        moment = datetime.fromisoformat(text.strip())
        at_ms = int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() * 1000)
    except (OverflowError, ValueError):
        return None
    return at_ms if 0 <= at_ms < _LAST_MOMENT else None
