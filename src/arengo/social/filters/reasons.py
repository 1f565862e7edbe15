"""Why a reader would rather not see a post: which of their filters match it, and what in it.

For whoever filters something a matcher is kept as long as their filters stay, with what it found in
each version of a post. Whoever filters nothing never comes here.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from threading import Lock
from typing import Final

import msgspec

from arengo.base.clock import now_ms
from arengo.base.fragments import FragmentCache
from arengo.base.ids import MAX_ID, AccountId
from arengo.social.filters.matching import Matcher, searchable
from arengo.social.filters.model import Filter, Keyword, WholeFilter
from arengo.social.filters.queries import filter_set_of
from arengo.social.posts.model import Post, PostFlag
from arengo.social.posts.polls.model import Poll
from arengo.social.posts.polls.queries import polls_by_id
from arengo.social.posts.queries import posts_by_id
from arengo.storage import ReadTransaction

TEXT_BYTES: Final = 8 * 1024 * 1024
texts: Final = FragmentCache(TEXT_BYTES)
_MOST_CHARACTERS: Final = 200_000  # of keywords of all readers that are kept: some 40 MiB
_MOST_FOUND: Final = 500  # posts that a reader's matcher remembers
Key = tuple[int, int]  # a post and its version


class Reason(msgspec.Struct, frozen=True):
    """One filter that matches a post: by these words, or because it names this very post."""

    filter: Filter
    words: tuple[str, ...]
    names_post: bool


Reasons = tuple[Reason, ...]


class _Reader:
    """One reader's filters in one version, and what they said of posts until one of them ends.

    Several threads may ask at once: what one of them clears the others have in their hands.
    """

    def __init__(self, filters: tuple[WholeFilter, ...]) -> None:
        self._filters = filters
        self._keywords: list[Keyword] = [each for whole in filters for each in whole.keywords]
        self._matcher = Matcher(self._keywords)
        self._known: dict[Key, Reasons] = {}
        self._until = 0
        self.characters = 100 + sum(len(each.text) for each in self._keywords)

    def reasons(self, tx: ReadTransaction, keys: Collection[Key]) -> dict[Key, Reasons]:
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

    def _look(self, key: Key, text: str, at_ms: int) -> Reasons:
        ids = {self._keywords[place].id for place in self._matcher.found_in(text)}
        return tuple(
            reason
            for whole in self._filters
            if whole.filter.expires_ms is None or whole.filter.expires_ms > at_ms
            if (reason := _reason(whole, ids, key[0])) is not None
        )

    def _next_end(self, at_ms: int) -> int:
        ends = [whole.filter.expires_ms for whole in self._filters]
        return min((end for end in ends if end is not None and end > at_ms), default=MAX_ID)


def _reason(whole: WholeFilter, keyword_ids: set[int], post_id: int) -> Reason | None:
    words = tuple(each.text for each in whole.keywords if each.id in keyword_ids)
    named = any(each.post_id == post_id for each in whole.posts)
    return Reason(whole.filter, words, named) if words or named else None


class _Readers:
    """The readers that were here last, as many as there is room for."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, _Reader] = OrderedDict()  # by version: unique to a reader
        self._characters = 0
        self._lock = Lock()

    def get(self, tx: ReadTransaction, reader_id: AccountId, ver: int) -> _Reader:
        """Return a reader's filters; reads them only when they are not known in this version."""
        with self._lock:
            known = self._known.get(ver)
            if known is not None:
                self._known.move_to_end(ver)
                return known
        made = _Reader(filter_set_of(tx, reader_id).filters)
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


def reasons_for(
    tx: ReadTransaction, keys: Collection[Key], *, reader_id: AccountId, ver: int
) -> Mapping[Key, Reasons]:
    """Return why a reader filters each of these posts; `ver` is the version of what they filter.

    What they wrote themselves is not to be asked for: it is never filtered.
    """
    return _readers.get(tx, reader_id, ver).reasons(tx, keys)


def _texts(tx: ReadTransaction, keys: Collection[Key]) -> dict[Key, str]:
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
