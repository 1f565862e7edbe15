"""Mastodon's MediaAttachment."""

from typing import Final

import msgspec

from arengo.providers.files import addresses
from arengo.social.media.model import Attached

_TYPES: Final = {"loop": "gifv"}


class MediaAttachment(msgspec.Struct, frozen=True, kw_only=True):
    """An image or a recording that belongs, or will belong, to a post; without a url, not yet."""

    id: str
    type: str
    url: str | None
    preview_url: str | None
    remote_url: str | None = None
    preview_remote_url: str | None = None
    text_url: str | None = None
    meta: msgspec.Raw
    description: str | None = None
    blurhash: str | None = None


def attachment(media: Attached, *, origin: str, open_to_all: bool = False) -> MediaAttachment:
    """Return the entity of one attachment; what not everybody may see has a passing address."""
    path = addresses.lasting if open_to_all else addresses.passing
    return MediaAttachment(
        id=str(media.id),
        type=_TYPES.get(media.type, media.type),
        url=origin + path(media.key) if media.key else None,
        preview_url=origin + path(media.small_key) if media.small_key else None,
        meta=media.meta,
        description=media.description,
        blurhash=media.blurhash,
    )
