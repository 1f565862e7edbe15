"""What the pages of filters are told.

settings/filters/overview → filters: tuple[FilterView, …]
settings/filters/one → form: Form, where: tuple[str, …], keywords: tuple[KeywordRow, …],
  posts: tuple[FilteredView, …], remove_action: str (empty for a new one), until_ms: int | None
settings/filters/post → filters: tuple[FilterView, …], action: str, post_url: str
"""

from typing import Final, Literal

import msgspec

PLACES: Final = ("home", "notifications", "public", "thread", "account")
FilterAction = Literal["warn", "hide", "blur"]


class FilterView(msgspec.Struct, frozen=True, kw_only=True):
    """A filter in the list of them."""

    id: int
    url: str
    title: str
    words: tuple[str, ...]
    posts: int
    places: tuple[str, ...]  # some of PLACES
    action: FilterAction
    until_ms: int | None = None
    over: bool = False


class KeywordRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the form; without an id it is a new one."""

    text: str = ""
    whole_word: bool = True
    id: str = ""


class FilteredView(msgspec.Struct, frozen=True, kw_only=True):
    """A post that was put into a filter."""

    url: str
    name: str
    at_ms: int
    remove_action: str
