"""The nouns of reading: a stretch of a timeline, and what a page needs to know of each post."""

from enum import IntFlag
from typing import Final, NamedTuple

import msgspec

from arengo.base.ids import MAX_ID


class PublicFlag(IntFlag):
    """Bits of `public_entries.flags`."""

    LOCAL = 1
    MEDIA = 2


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Ids strictly between `after` and `before`; `upwards` takes the oldest of them first."""

    before: int = MAX_ID
    after: int = 0
    upwards: bool = False
    limit: int = 20


class Line(NamedTuple):
    """One line of a timeline. `shown_*` is the post that is read: of a boost, what was boosted.

    `kept` is 0 for what the reader of this timeline does not want to see.
    """

    id: int
    ver: int
    author_id: int
    shown_id: int
    shown_ver: int
    shown_author_id: int
    thread_id: int
    shown_flags: int
    kept: int


class Author(NamedTuple):
    """What changes faster than a profile's text, and the name that addresses of posts have."""

    id: int
    ver: int
    flags: int
    followers: int
    following: int
    posts: int
    last_post_id: int
    username: str


class Counts(NamedTuple):
    """The counters of a post."""

    replies: int
    boosts: int
    favourites: int
    quotes: int = 0


class Mark(IntFlag):
    """What the viewer did with a post; bits in the order of Mastodon's flags."""

    FAVOURITED = 1
    BOOSTED = 2
    MUTED = 4
    BOOKMARKED = 8
    PINNED = 16


class Page(msgspec.Struct, frozen=True):
    """All that a page of posts needs besides fragments keyed by (id, version)."""

    lines: list[Line]
    authors: dict[int, Author]
    counts: dict[int, Counts]
    marks: dict[int, int]
    filters_ver: int = 0  # of what the viewer filters; 0 when nothing


NOTHING: Final = Page([], {}, {}, {})


class AccountFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which posts of an account are asked for."""

    only_media: bool = False
    exclude_replies: bool = False
    exclude_boosts: bool = False
    tag_id: int | None = None


class TagFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which posts of a tag are asked for: with others as well (`any`: or instead), without some."""

    any_ids: frozenset[int] = frozenset()
    all_ids: frozenset[int] = frozenset()
    none_ids: frozenset[int] = frozenset()
    only_media: bool = False


class Tag(msgspec.Struct, frozen=True):
    """A hashtag by its stored name."""

    id: int
    name: str


class FollowedTag(msgspec.Struct, frozen=True):
    """A tag that an account follows; `cursor` is what its list is paged by."""

    cursor: int
    id: int
    name: str
