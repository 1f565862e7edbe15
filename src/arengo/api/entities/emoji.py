"""Mastodon's CustomEmoji, and which of them some texts use."""

import msgspec

from arengo.social.accounts.rendering import file_url
from arengo.social.instance.emojis.model import Emoji
from arengo.social.instance.emojis.palette import palette


class CustomEmoji(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that stands for a word between colons."""

    shortcode: str
    url: str
    static_url: str
    visible_in_picker: bool
    category: str | None


def custom_emoji(emoji: Emoji, *, origin: str) -> CustomEmoji:
    """Return the entity of an emoji."""
    return CustomEmoji(
        shortcode=emoji.shortcode,
        url=file_url(origin, emoji.key),
        static_url=file_url(origin, emoji.static_key),
        visible_in_picker=emoji.listed,
        category=emoji.category,
    )


def emojis_in(*texts: str, origin: str) -> list[CustomEmoji]:
    """Return the emoji that some texts use; the palette must have been refreshed."""
    return [custom_emoji(each, origin=origin) for each in palette.used_in(texts)]
