"""The nouns of filters: a filter, its keywords, the posts in it."""

from enum import IntEnum, IntFlag
from typing import Final

import msgspec

from arengo.base.ids import AccountId, PostId

TITLE_MAX: Final = 256
KEYWORD_MAX: Final = 512
MOST_FILTERS: Final = 200
MOST_KEYWORDS: Final = 1_000  # of one reader, in all filters together
MOST_CHARACTERS: Final = 20_000  # of all these keywords together
MOST_POSTS: Final = 1_000


class Context(IntFlag):
    """Where a filter counts: bits of `filters.contexts`. Numbers are stored and never reused."""

    HOME = 1
    NOTIFICATIONS = 2
    PUBLIC = 4
    THREAD = 8
    ACCOUNT = 16


class Action(IntEnum):
    """What clients do with a post that matches. Numbers are stored and never reused."""

    WARN = 1
    HIDE = 2
    BLUR = 3


class Filter(msgspec.Struct, frozen=True):
    """A row of `filters`."""

    id: int
    title: str
    contexts: Context
    action: Action
    expires_ms: int | None


class Keyword(msgspec.Struct, frozen=True):
    """A row of `filter_keywords`."""

    id: int
    filter_id: int
    text: str
    whole_word: bool


class FilteredPost(msgspec.Struct, frozen=True):
    """A row of `filter_posts`: this very post matches, whatever it says."""

    id: int
    filter_id: int
    post_id: PostId


class WholeFilter(msgspec.Struct, frozen=True):
    """A filter with all that is in it."""

    filter: Filter
    keywords: tuple[Keyword, ...]
    posts: tuple[FilteredPost, ...]


class FilterChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What is to change of a filter; None leaves a thing as it is."""

    title: str | None = None
    contexts: Context | None = None
    action: Action | None = None
    expires: bool = False  # whether the end changes
    expires_ms: int | None = None


class KeywordChange(msgspec.Struct, frozen=True, kw_only=True):
    """A keyword to add (without an id), to change or to remove."""

    id: int | None = None
    text: str | None = None
    whole_word: bool | None = None
    remove: bool = False


class FilterSet(msgspec.Struct, frozen=True):
    """All that one reader filters, and the version of it."""

    account_id: AccountId
    ver: int
    filters: tuple[WholeFilter, ...]
