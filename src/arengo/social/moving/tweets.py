"""A line of an archive of X or Twitter as a post, read and checked.

Own posts and replies are taken, no reposts, and nobody is mentioned anew. Shortened links become
what they stand for.
"""

from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any, Final

import msgspec

from arengo.base.errors import Invalid
from arengo.social.moving.entries import MOST_ATTACHMENTS, Entry, Piece, check_time

_LONGEST: Final = 25_000  # characters of its longest posts


class Variant(msgspec.Struct, frozen=True):
    """One file of several that hold the same film."""

    url: str = ""
    bitrate: int | str | None = None


class Video(msgspec.Struct, frozen=True):
    """Where a film lies."""

    variants: list[Variant] = []


class Link(msgspec.Struct, frozen=True):
    """A shortened link, and what it stands for: a page, or a picture with its file."""

    url: str = ""
    expanded_url: str | None = None
    media_url_https: str | None = None
    ext_alt_text: str | None = None
    video_info: Video | None = None


class Entities(msgspec.Struct, frozen=True):
    """What stands in a text."""

    urls: list[Link] = []
    media: list[Link] = []


class Tweet(msgspec.Struct, frozen=True):
    """As much of a post as is taken."""

    id_str: str
    full_text: str
    created_at: str
    lang: str | None = None
    possibly_sensitive: bool = False
    in_reply_to_status_id_str: str | None = None
    in_reply_to_user_id_str: str | None = None
    entities: Entities = Entities()
    extended_entities: Entities = Entities()


class Item(msgspec.Struct, frozen=True):
    """One line of an archive."""

    tweet: Tweet


_item: Final = msgspec.json.Decoder(Item)


def read_tweet(text: str, **_: Any) -> Entry:
    """Return what a post says; raises a Refusal that says why it is not taken."""
    try:
        tweet = _item.decode(text).tweet
    except (msgspec.DecodeError, RecursionError):
        raise Invalid("The entry is no post of the kind that is taken") from None
    if tweet.full_text.startswith("RT @"):
        raise Invalid("Reposts are not taken: the post is somebody else's")
    answered = tweet.in_reply_to_status_id_str
    return Entry(
        source=f"x:{tweet.id_str}",
        at_ms=_time(tweet.created_at),
        text=words_of(tweet),
        sensitive=tweet.possibly_sensitive,
        language=tweet.lang,
        answers=f"x:{answered}" if answered else None,
        is_reply=bool(answered or tweet.in_reply_to_user_id_str),
        pieces=tuple(_pieces(tweet)),
        longest=_LONGEST,
    )


def words_of(tweet: Tweet) -> str:
    """Return the text with whole links, without those that only stand for its pictures."""
    text = tweet.full_text
    for link in tweet.entities.urls[:100]:
        if link.url and link.expanded_url:
            text = text.replace(link.url, link.expanded_url)
    for picture in tweet.entities.media[:100]:
        if picture.url:
            text = text.replace(picture.url, "")
    return unescape(text).strip()


def _pieces(tweet: Tweet) -> Iterator[Piece]:
    listed = tweet.extended_entities.media or tweet.entities.media
    for each in listed[:MOST_ATTACHMENTS]:
        files = [variant.url for variant in _best_first(each.video_info)]
        files += [each.media_url_https or ""]
        names = (f"{tweet.id_str}-{_file_name(file)}" for file in files if file)
        yield Piece(names=tuple(names), description=each.ext_alt_text or "")


def _best_first(video: Video | None) -> list[Variant]:
    listed = video.variants[:20] if video else []
    return sorted(listed, key=_bitrate, reverse=True)


def _bitrate(variant: Variant) -> int:
    said = str(variant.bitrate or 0)
    return int(said) if said.isdecimal() and len(said) < 12 else 0  # noqa: PLR2004  no bomb


def _file_name(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def _time(text: str) -> int:
    try:
        moment = datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y")
    except ValueError:
        raise Invalid("Its date cannot be read") from None
    return check_time(moment)
