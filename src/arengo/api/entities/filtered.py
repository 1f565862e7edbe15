"""Which of a viewer's filters each post of a page matches: `filtered` of a status.

A viewer without filters is known by the page itself and costs nothing here. For the others a
matcher is kept as long as their filters stay, with what it found in each version of a post.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

import msgspec

from arengo.api.entities.filter import (
    ACTION_NAMES,
    CONTEXT_NAMES,
    FilterResult,
    filter_head,
)
from arengo.api.entities.fragments import FragmentCache
from arengo.base.clock import now_ms
from arengo.base.ids import AccountId
from arengo.social.filters.matching import Matcher, searchable
from arengo.social.filters.model import Action, Context, Keyword, WholeFilter
from arengo.social.filters.queries import filter_set_of
from arengo.social.posts.model import Post, PostFlag
from arengo.social.posts.polls.model import Poll
from arengo.social.posts.polls.queries import polls_by_id
from arengo.social.posts.queries import posts_by_id
from arengo.social.timelines.model import Page
from arengo.storage import ReadTransaction

TEXT_BYTES: Final = 8 * 1024 * 1024
texts: Final = FragmentCache(TEXT_BYTES)
_MOST_CHARACTERS: Final = 200_000  # of keywords of all viewers that are kept: some 40 MiB
_MOST_FOUND: Final = 500  # posts that a viewer's matcher remembers
_HIDE: Final = ACTION_NAMES[Action.HIDE]
_encoder: Final = msgspec.json.Encoder()
_Key = tuple[int, int]


class _Reader:
    """One viewer's filters in one version."""

    def __init__(self, filters: tuple[WholeFilter, ...]) -> None:
        self.filters = filters
        self.keywords: list[Keyword] = [each for whole in filters for each in whole.keywords]
        self.characters = 100 + sum(len(each.text) for each in self.keywords)
        self.post_ids = frozenset(each.post_id for whole in filters for each in whole.posts)
        self._matcher = Matcher(self.keywords)
        self._found: dict[_Key, tuple[int, ...]] = {}

    def unknown(self, keys: Iterable[_Key]) -> list[_Key]:
        """Return the posts that were not looked into yet."""
        return [key for key in keys if key not in self._found] if self.keywords else []

    def look(self, key: _Key, text: str) -> None:
        """Look into a post and remember what is in it."""
        if len(self._found) >= _MOST_FOUND:
            self._found.clear()
        self._found[key] = self._matcher.found_in(text)

    def results(self, key: _Key, at_ms: int) -> list[FilterResult]:
        """Return why a post is filtered now."""
        places = self._found.get(key, ())
        if not places and key[0] not in self.post_ids:
            return []
        ids = {self.keywords[place].id for place in places}
        return [
            result
            for whole in self.filters
            if whole.filter.expires_ms is None or whole.filter.expires_ms > at_ms
            if (result := _result(whole, ids, key[0])) is not None
        ]


def _result(whole: WholeFilter, keyword_ids: set[int], post_id: int) -> FilterResult | None:
    words = [each.text for each in whole.keywords if each.id in keyword_ids]
    posts = [str(post_id)] if any(each.post_id == post_id for each in whole.posts) else []
    if not words and not posts:
        return None
    return FilterResult(
        filter=filter_head(whole.filter),
        keyword_matches=words or None,
        status_matches=posts or None,
    )


class _Readers:
    """The viewers that were here last, as many as there is room for."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, _Reader] = OrderedDict()  # by version: unique to a viewer
        self._characters = 0

    def get(self, tx: ReadTransaction, viewer: AccountId, ver: int) -> _Reader:
        """Return a viewer's filters; reads them only when they are not known in this version."""
        known = self._known.get(ver)
        if known is not None:
            self._known.move_to_end(ver)
            return known
        made = _Reader(filter_set_of(tx, viewer).filters)
        self._known[ver] = made
        self._characters += made.characters
        while self._characters > _MOST_CHARACTERS and len(self._known) > 1:
            _, gone = self._known.popitem(last=False)
            self._characters -= gone.characters
        return made


_readers: Final = _Readers()


def filtered_json(tx: ReadTransaction, page: Page, *, viewer: AccountId) -> dict[int, bytes]:
    """Return shown post → JSON list of why it is filtered, for those that are.

    What a boost shows is looked into; what the viewer wrote never is.
    """
    found = _matches(tx, page, viewer)
    return {post_id: _encoder.encode(results) for post_id, results in found.items() if results}


def without_hidden(tx: ReadTransaction, page: Page, *, viewer: AccountId, context: Context) -> Page:
    """Return a page without what the viewer wants hidden in one place."""
    if not page.filters_ver:
        return page
    name = CONTEXT_NAMES[context]
    hidden = {
        post_id
        for post_id, results in _matches(tx, page, viewer).items()
        for each in results
        if each.filter.filter_action == _HIDE and name in each.filter.context
    }
    return replace(page, lines=[line for line in page.lines if line.shown_id not in hidden])


def _matches(tx: ReadTransaction, page: Page, viewer: AccountId) -> dict[int, list[FilterResult]]:
    reader = _readers.get(tx, viewer, page.filters_ver)
    keys = {
        (line.shown_id, line.shown_ver) for line in page.lines if line.shown_author_id != viewer
    }
    for key, text in _texts(tx, reader.unknown(keys)).items():
        reader.look(key, text)
    at_ms = now_ms()
    return {key[0]: reader.results(key, at_ms) for key in keys}


def _texts(tx: ReadTransaction, keys: Collection[_Key]) -> dict[_Key, str]:
    """Return what is searched of posts, reading only those that are not cached."""
    found = {key: known.decode() for key in keys if (known := texts.get(key)) is not None}
    posts = posts_by_id(tx, [key[0] for key in keys if key not in found])
    asking = [post.id for post in posts.values() if PostFlag.POLL in post.flags]
    polls = polls_by_id(tx, asking)
    for post in posts.values():
        key = (int(post.id), post.ver)
        found[key] = searchable(_parts(post, polls.get(post.id)))
        texts.put(key, found[key].encode())
    return found


def _parts(post: Post, poll: Poll | None) -> list[str]:
    described = [each.description or "" for each in post.extra.media]
    return [post.spoiler, post.text, *(poll.options if poll else ()), *described]
