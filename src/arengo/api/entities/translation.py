"""Mastodon's Translation: a status in another language."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from arengo.providers.translation import Translated
from arengo.social.posts.model import Post
from arengo.social.posts.rendering import content_html


class TranslatedAttachment(msgspec.Struct, frozen=True):
    """What is said about an attachment."""

    id: str
    description: str


class TranslatedOption(msgspec.Struct, frozen=True):
    """One thing to choose."""

    title: str


class TranslatedPoll(msgspec.Struct, frozen=True):
    """What a status asks."""

    id: str
    options: list[TranslatedOption]


class Translation(msgspec.Struct, frozen=True, kw_only=True):
    """What a status says, in another language."""

    content: str
    spoiler_text: str
    language: str
    media_attachments: list[TranslatedAttachment]
    poll: TranslatedPoll | None
    detected_source_language: str
    provider: str


def texts_of(post: Post) -> list[str]:
    """Return every text of a post, in the order in which `translation` reads them."""
    options = post.extra.poll.options if post.extra.poll else ()
    described = [media.description or "" for media in post.extra.media]
    return [post.text, post.spoiler, *described, *options]


def translation(post: Post, told: Translated, *, origin: str) -> Translation:
    """Return a post with its texts in another language."""
    text, spoiler, *rest = told.texts
    media = post.extra.media
    described = zip(media, rest[: len(media)], strict=True)
    return Translation(
        content=content_html(replace(post, text=text), origin=origin),
        spoiler_text=spoiler,
        language=told.language,
        media_attachments=[
            TranslatedAttachment(str(each.id), words) for each, words in described if words
        ],
        poll=_poll(post, rest[len(media) :]),
        detected_source_language=told.source,
        provider=told.provider,
    )


def _poll(post: Post, options: Sequence[str]) -> TranslatedPoll | None:
    if post.extra.poll is None:
        return None
    return TranslatedPoll(str(post.id), [TranslatedOption(title) for title in options])
