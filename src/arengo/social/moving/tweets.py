"""A post of an archive of X or Twitter as a post here.

As with other archives: own posts and replies to those, no reposts, and nobody is mentioned anew.
Shortened links become what they stand for.
"""

from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Final

import msgspec

from arengo.base.errors import Invalid
from arengo.base.ids import AccountId, key_hash
from arengo.social.moving import store
from arengo.social.moving.notes import check_time
from arengo.social.posts.actions import publish
from arengo.social.posts.drafting import make_draft
from arengo.social.posts.model import PostFlag
from arengo.storage import Transaction


class Link(msgspec.Struct, frozen=True):
    """A shortened link, and what it stands for."""

    url: str = ""
    expanded_url: str | None = None


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


class Entry(msgspec.Struct, frozen=True):
    """One line of an archive."""

    tweet: Tweet


_entry: Final = msgspec.json.Decoder(Entry)


def take_tweet(
    tx: Transaction, text: str, *, by: AccountId, host_name: str, most_characters: int
) -> None:
    """Publish a post at its old date, once; raises a Refusal that says why not."""
    try:
        tweet = _entry.decode(text).tweet
    except (msgspec.DecodeError, RecursionError):
        raise Invalid("The entry is no post of the kind that is taken") from None
    source = _source(tweet.id_str)
    if store.post_of_source(tx, by, source):
        return
    if tweet.full_text.startswith("RT @"):
        raise Invalid("Boosts are not taken: the post is somebody else's")
    answered = tweet.in_reply_to_status_id_str
    parent = store.post_of_source(tx, by, _source(answered)) if answered else None
    if parent is None and (answered or tweet.in_reply_to_user_id_str):
        raise Invalid("It answers a post that did not come along")
    words = words_of(tweet)
    if not words and tweet.entities.media:
        raise Invalid("Its pictures are not taken, and it has no words")
    draft = make_draft(
        text=words,
        sensitive=tweet.possibly_sensitive,
        language=tweet.lang,
        reply_to_id=parent,
        most_characters=max(most_characters, 25_000),  # it was allowed where it was written
        at_ms=_time(tweet.created_at),
    )
    quiet = replace(draft, handles=(), choices=draft.choices | PostFlag.IMPORTED)
    post = publish(tx, by=by, draft=quiet, host_name=host_name)
    store.keep_source(tx, by, source, post_id=post.id)


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


def _source(number: str) -> bytes:
    return key_hash(f"x:{number}")


def _time(text: str) -> int:
    try:
        moment = datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y")
    except ValueError:
        raise Invalid("Its date cannot be read") from None
    return check_time(moment)
