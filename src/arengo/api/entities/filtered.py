"""Which of a viewer's filters each post of a page matches: `filtered` of a status.

A viewer without filters is known by the page itself and costs nothing here. For the others a
matcher is kept as long as their filters stay, with what it found in each version of a post.
"""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import replace
from threading import Lock
from typing import Final, NamedTuple

import msgspec

from arengo.api.entities.filter import (
    ACTION_NAMES,
    CONTEXT_NAMES,
    FilterResult,
    filter_head,
)
from arengo.api.entities.fragments import FragmentCache
from arengo.base.clock import now_ms
from arengo.base.ids import MAX_ID, AccountId
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


class _Why(NamedTuple):
    """Why a post is filtered: no results, and an empty list of JSON, when it is not."""

    results: list[FilterResult]
    json: bytes


class _Reader:
    """One viewer's filters in one version, and what they said of posts until one of them ends.

    Several threads may ask at once: what one of them clears the others have in their hands.
    """

    def __init__(self, filters: tuple[WholeFilter, ...]) -> None:
        self._filters = filters
        self._keywords: list[Keyword] = [each for whole in filters for each in whole.keywords]
        self._matcher = Matcher(self._keywords)
        self._known: dict[_Key, _Why] = {}
        self._until = 0
        self.characters = 100 + sum(len(each.text) for each in self._keywords)

    def why(self, tx: ReadTransaction, keys: Collection[_Key]) -> dict[_Key, _Why]:
        """Return why each of these posts is filtered now."""
        at_ms = now_ms()
        if at_ms >= self._until:
            self._known, self._until = {}, self._next_end(at_ms)
        known = self._known
        found = {key: each for key in keys if (each := known.get(key)) is not None}
        missing = [key for key in keys if key not in found]
        if missing:
            searched = _texts(tx, missing) if self._keywords else {}
            fresh = {key: self._look(key, searched.get(key, ""), at_ms) for key in missing}
            if len(known) + len(fresh) > _MOST_FOUND:
                known.clear()
            known.update(fresh)
            found.update(fresh)
        return found

    def _look(self, key: _Key, text: str, at_ms: int) -> _Why:
        ids = {self._keywords[place].id for place in self._matcher.found_in(text)}
        results = [
            result
            for whole in self._filters
            if whole.filter.expires_ms is None or whole.filter.expires_ms > at_ms
            if (result := _result(whole, ids, key[0])) is not None
        ]
        return _Why(results, _encoder.encode(results))

    def _next_end(self, at_ms: int) -> int:
        ends = [whole.filter.expires_ms for whole in self._filters]
        return min((end for end in ends if end is not None and end > at_ms), default=MAX_ID)


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
        self._lock = Lock()

    def get(self, tx: ReadTransaction, viewer: AccountId, ver: int) -> _Reader:
        """Return a viewer's filters; reads them only when they are not known in this version."""
        with self._lock:
            known = self._known.get(ver)
            if known is not None:
                self._known.move_to_end(ver)
                return known
        made = _Reader(filter_set_of(tx, viewer).filters)
        with self._lock:
            self._keep(ver, made)
        return made

    def _keep(self, ver: int, made: _Reader) -> None:
        if ver not in self._known:
            self._characters += made.characters
        self._known[ver] = made
        while self._characters > _MOST_CHARACTERS and len(self._known) > 1:
            _, gone = self._known.popitem(last=False)
            self._characters -= gone.characters


_readers: Final = _Readers()


def filtered_json(tx: ReadTransaction, page: Page, *, viewer: AccountId) -> dict[int, bytes]:
    """Return shown post → JSON list of why it is filtered, for those that are.

    What a boost shows is looked into; what the viewer wrote never is.
    """
    found = _matches(tx, page, viewer)
    return {key[0]: each.json for key, each in found.items() if each.results}


def without_hidden(tx: ReadTransaction, page: Page, *, viewer: AccountId, context: Context) -> Page:
    """Return a page without what the viewer wants hidden in one place."""
    if not page.filters_ver:
        return page
    name = CONTEXT_NAMES[context]
    hidden = {
        key[0]
        for key, each in _matches(tx, page, viewer).items()
        for result in each.results
        if result.filter.filter_action == _HIDE and name in result.filter.context
    }
    return replace(page, lines=[line for line in page.lines if line.shown_id not in hidden])


def _matches(tx: ReadTransaction, page: Page, viewer: AccountId) -> dict[_Key, _Why]:
    reader = _readers.get(tx, viewer, page.filters_ver)
    return reader.why(tx, {line[3:5] for line in page.lines if line.shown_author_id != viewer})


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
