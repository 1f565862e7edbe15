"""A line of an archive of X or Twitter as a post, read and checked.

Own posts and replies are taken, no reposts, and nobody is mentioned anew. Shortened links become
what they stand for; one at the end that leads to a post is a quote.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any, Final

import msgspec

from arengo.base.errors import Invalid
from arengo.social.moving.entries import MOST_ATTACHMENTS, Entry, Piece, check_time
from arengo.social.moving.long_tweets import named_first

_LONGEST: Final = 25_000  # characters of its longest posts
_LONGEST_LINK: Final = 2_000
_MOST: Final = 100_000  # characters with whole links: more is no post
_SHORT: Final = re.compile(r"https?://t\.co/\w+")
_QUOTE: Final = re.compile(
    r"https://(?:twitter|x)\.com/\w{1,50}/status/(\d{1,20})(?:\?\S{0,99})?$", re.ASCII
)
NO_POST: Final = "These are the words of a long post that is not in the archive"


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


class NoteLink(msgspec.Struct, frozen=True, rename="camel"):
    """A shortened link in a long post."""

    short_url: str = ""
    expanded_url: str = ""


class Core(msgspec.Struct, frozen=True):
    """What a long post says."""

    text: str = ""
    urls: list[NoteLink] = []


class Note(msgspec.Struct, frozen=True):
    """The words of a long post."""

    core: Core = Core()


class Item(msgspec.Struct, frozen=True):
    """One line of an archive, as `long_tweets` puts it together."""

    tweet: Tweet | None = None
    note: Note | None = None


_item: Final = msgspec.json.Decoder(Item)


def read_tweet(text: str, **_: Any) -> Entry:
    """Return what a post says; raises a Refusal that says why it is not taken."""
    try:
        item = _item.decode(text)
    except (msgspec.DecodeError, RecursionError):
        raise Invalid("The entry is no post of the kind that is taken") from None
    tweet = item.tweet
    if tweet is None:
        raise Invalid(NO_POST if item.note else "The entry is no post of the kind that is taken")
    if tweet.full_text.startswith("RT @"):
        raise Invalid("Reposts are not taken: the post is somebody else's")
    answered, pieces = tweet.in_reply_to_status_id_str, tuple(_pieces(tweet))
    words = words_of(tweet, item.note)
    quoted = None if pieces else _QUOTE.search(words)
    return Entry(
        source=f"x:{tweet.id_str}",
        at_ms=_time(tweet.created_at),
        text=words[: quoted.start()].rstrip() if quoted else words,
        quotes=f"x:{quoted[1]}" if quoted else None,
        quote_words=quoted[0] if quoted else "",
        sensitive=tweet.possibly_sensitive,
        language=tweet.lang,
        answers=f"x:{answered}" if answered else None,
        is_reply=bool(answered or tweet.in_reply_to_user_id_str),
        pieces=pieces,
        longest=_LONGEST,
    )


def words_of(tweet: Tweet, note: Note | None = None) -> str:
    """Return the text with whole links, without those that only stand for its pictures."""
    links = {link.url: link.expanded_url or "" for link in tweet.entities.urls}
    text = tweet.full_text
    if note:
        links |= {link.short_url: link.expanded_url for link in note.core.urls}
        named = named_first(text)
        text = note.core.text if note.core.text.startswith(named) else named + note.core.text
    known = {short: long for short, long in links.items() if 0 < len(long) <= _LONGEST_LINK}
    known |= dict.fromkeys((picture.url for picture in tweet.entities.media), "")

    def whole(found: re.Match[str]) -> str:
        return known.get(found[0], found[0])

    words = _SHORT.sub(whole, unescape(text)).strip()
    if len(words) > _MOST:
        raise Invalid("It is too long")
    return words


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
