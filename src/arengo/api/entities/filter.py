"""Mastodon's Filter, FilterKeyword, FilterStatus, FilterResult, and the Filter of version 1."""

from typing import Final

import msgspec

from arengo.base.clock import iso
from arengo.social.filters.model import (
    Action,
    Context,
    Filter,
    FilteredPost,
    Keyword,
    WholeFilter,
)

CONTEXT_NAMES: Final = {
    Context.HOME: "home",
    Context.NOTIFICATIONS: "notifications",
    Context.PUBLIC: "public",
    Context.THREAD: "thread",
    Context.ACCOUNT: "account",
}
CONTEXTS_BY_NAME: Final = {name: context for context, name in CONTEXT_NAMES.items()}
ACTION_NAMES: Final = {Action.WARN: "warn", Action.HIDE: "hide", Action.BLUR: "blur"}
ACTIONS_BY_NAME: Final = {name: action for action, name in ACTION_NAMES.items()}


class FilterKeyword(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is looked for."""

    id: str
    keyword: str
    whole_word: bool


class FilterStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A status that matches whatever it says."""

    id: str
    status_id: str


class FilterHead(msgspec.Struct, frozen=True, kw_only=True):
    """A filter as a result names it: without what is in it."""

    id: str
    title: str
    context: list[str]
    expires_at: str | None
    filter_action: str


class FilterEntity(FilterHead, frozen=True, kw_only=True):
    """A filter with what is in it."""

    keywords: list[FilterKeyword]
    statuses: list[FilterStatus]


class FilterResult(msgspec.Struct, frozen=True, kw_only=True):
    """Why a status is filtered."""

    filter: FilterHead
    keyword_matches: list[str] | None
    status_matches: list[str] | None


class FilterV1(msgspec.Struct, frozen=True, kw_only=True):
    """One keyword with what its filter says: a filter as it was before version 2."""

    id: str
    phrase: str
    context: list[str]
    whole_word: bool
    expires_at: str | None
    irreversible: bool


def filter_head(known: Filter) -> FilterHead:
    """Return a filter without what is in it."""
    return FilterHead(
        id=str(known.id),
        title=known.title,
        context=context_names(known.contexts),
        expires_at=None if known.expires_ms is None else iso(known.expires_ms),
        filter_action=ACTION_NAMES[known.action],
    )


def filter_entity(whole: WholeFilter) -> FilterEntity:
    """Return a filter with what is in it."""
    head = filter_head(whole.filter)
    return FilterEntity(
        **{name: getattr(head, name) for name in FilterHead.__struct_fields__},
        keywords=[filter_keyword(each) for each in whole.keywords],
        statuses=[filter_status(each) for each in whole.posts],
    )


def filter_keyword(known: Keyword) -> FilterKeyword:
    """Return a keyword."""
    return FilterKeyword(id=str(known.id), keyword=known.text, whole_word=known.whole_word)


def filter_status(known: FilteredPost) -> FilterStatus:
    """Return a filtered post."""
    return FilterStatus(id=str(known.id), status_id=str(known.post_id))


def filter_v1(known: Filter, keyword: Keyword) -> FilterV1:
    """Return one keyword as a filter of version 1."""
    return FilterV1(
        id=str(keyword.id),
        phrase=keyword.text,
        context=context_names(known.contexts),
        whole_word=keyword.whole_word,
        expires_at=None if known.expires_ms is None else iso(known.expires_ms),
        irreversible=known.action is Action.HIDE,
    )


def context_names(contexts: Context) -> list[str]:
    """Return the names of places, in Mastodon's order."""
    return [name for context, name in CONTEXT_NAMES.items() if context in contexts]
