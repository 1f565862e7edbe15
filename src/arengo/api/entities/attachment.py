"""Mastodon's MediaAttachment."""

import msgspec

from arengo.providers.files import path_of
from arengo.social.media.model import Attached


class MediaAttachment(msgspec.Struct, frozen=True, kw_only=True):
    """An image that belongs, or will belong, to a post."""

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


def attachment(media: Attached, *, origin: str) -> MediaAttachment:
    """Return the entity of one attachment."""
    return MediaAttachment(
        id=str(media.id),
        type=media.type,
        url=f"{origin}/{path_of(media.key)}",
        preview_url=f"{origin}/{path_of(media.small_key)}",
        meta=media.meta,
        description=media.description,
        blurhash=media.blurhash,
    )
