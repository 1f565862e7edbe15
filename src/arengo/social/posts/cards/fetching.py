"""Asking a page, its oEmbed and its image, through the one client for other servers."""

from typing import Final

import msgspec

from arengo.base.errors import Busy, Invalid
from arengo.providers.egress import Egress, Incoming, Outgoing, Refused, Unreachable
from arengo.providers.files import new_name
from arengo.providers.images.model import Variant
from arengo.social.posts.cards.charsets import decoded
from arengo.social.posts.cards.model import Card, Kind
from arengo.social.posts.cards.ports import Newsstand
from arengo.social.posts.cards.reading import Page, address, line, read

_PAGE_BYTES: Final = 1024 * 1024  # more is not read: what we look for stands in the head
_IMAGE_BYTES: Final = 8 * 1024 * 1024
_OEMBED_BYTES: Final = 64 * 1024
_PAGE_S: Final = 8.0
_IMAGE_S: Final = 10.0
_OEMBED_S: Final = 4.0
_MOST_NAME: Final = 100
_HTML: Final = frozenset(("text/html", "application/xhtml+xml"))
_SHAPE: Final = (Variant(name="original", width=640, height=360),)
_OK: Final = 200
_KINDS: Final[dict[str, Kind]] = {"photo": "photo", "video": "video", "rich": "rich"}


class _Oembed(msgspec.Struct, frozen=True):
    """As much of an oEmbed answer as we show: never its HTML."""

    type: object = None
    author_name: object = None
    author_url: object = None
    provider_name: object = None
    provider_url: object = None


class CardPicture(msgspec.Struct, frozen=True, kw_only=True):
    """The image of a card, written anew, with the name of the file that it becomes."""

    name: str
    data: bytes
    content_type: str
    width: int
    height: int
    blurhash: str

    def on(self, card: Card) -> Card:
        """Return the card with this image."""
        return msgspec.structs.replace(
            card, image=self.name, width=self.width, height=self.height, blurhash=self.blurhash
        )


async def read_page(egress: Egress, url: str) -> tuple[Card | None, str | None]:
    """Return the card of a page, and where its image is; None when there is nothing to show."""
    answer = await _asked(egress, url, most_bytes=_PAGE_BYTES, timeout_s=_PAGE_S, cut=True)
    if answer is None or _type(answer) not in _HTML:
        return None, None
    html = decoded(answer.body, content_type=answer.headers.get("content-type", ""))
    page = read(html, url=url, found_at=answer.url)
    if page is None:
        return None, None
    return await _with_oembed(egress, page), page.image_url


async def picture_of(stand: Newsstand, url: str) -> CardPicture | None:
    """Return an image of a page as a file of ours; None when it is none, or too large."""
    answer = await _asked(stand.egress, url, most_bytes=_IMAGE_BYTES, timeout_s=_IMAGE_S)
    if answer is None:
        return None
    try:
        image = await stand.images.process_image(answer.body, variants=_SHAPE)
    except (Invalid, Busy):
        return None
    original = image["original"]
    return CardPicture(
        name=new_name(original.content_type),
        data=original.data,
        content_type=original.content_type,
        width=original.width,
        height=original.height,
        blurhash=image.blurhash,
    )


async def _with_oembed(egress: Egress, page: Page) -> Card:
    if page.oembed_url is None:
        return page.card
    answer = await _asked(egress, page.oembed_url, most_bytes=_OEMBED_BYTES, timeout_s=_OEMBED_S)
    try:
        told = msgspec.json.decode(answer.body, type=_Oembed) if answer else _Oembed()
    except msgspec.MsgspecError:
        told = _Oembed()
    base = page.oembed_url
    return msgspec.structs.replace(
        page.card,
        kind=_KINDS.get(str(told.type), page.card.kind),
        author_name=line(told.author_name, _MOST_NAME) or page.card.author_name,
        author_url=address(told.author_url, base=base) or "",
        provider_name=line(told.provider_name, _MOST_NAME) or page.card.provider_name,
        provider_url=address(told.provider_url, base=base) or "",
    )


async def _asked(
    egress: Egress, url: str, *, most_bytes: int, timeout_s: float, cut: bool = False
) -> Incoming | None:
    try:
        answer = await egress.send(
            Outgoing(url=url), most_bytes=most_bytes, timeout_s=timeout_s, cut=cut
        )
    except (Refused, Unreachable):
        return None
    return answer if answer.status == _OK else None


def _type(answer: Incoming) -> str:
    return answer.headers.get("content-type", "").partition(";")[0].strip().lower()
