"""The verbs of filters: make, change, remove; the same for keywords; put posts in and out."""

from collections.abc import Sequence

from msgspec.structs import replace

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, PostId, new_id
from arengo.social.filters import store
from arengo.social.filters.events import FiltersChanged
from arengo.social.filters.model import (
    Action,
    Context,
    Filter,
    FilterChanges,
    FilteredPost,
    Keyword,
    KeywordChange,
    WholeFilter,
)
from arengo.social.filters.policy import (
    check_filter,
    check_keyword,
    check_number,
    check_posts,
    check_room,
)
from arengo.social.filters.queries import own_filter, own_filtered_post, own_keyword
from arengo.social.posts.queries import visible_original
from arengo.storage import Transaction


def make_filter(
    tx: Transaction,
    *,
    by: AccountId,
    title: str,
    contexts: Context,
    action: Action = Action.WARN,
    expires_ms: int | None = None,
    keywords: Sequence[KeywordChange] = (),
) -> WholeFilter:
    """Begin to filter. Each call makes another filter."""
    tx.lock("filters", by)  # of two at once the second counts the first
    check_filter(title, contexts)
    check_number(len(store.filters_of(tx, by)))
    made = Filter(new_id(by), title, contexts, action, expires_ms)
    store.put_filter(tx, by, made)
    _change_keywords(tx, by, made.id, keywords)
    _changed(tx, by)
    return own_filter(tx, made.id, by=by)


def change_filter(
    tx: Transaction,
    *,
    by: AccountId,
    filter_id: int,
    changes: FilterChanges,
    keywords: Sequence[KeywordChange] = (),
) -> WholeFilter:
    """Filter differently from now on."""
    tx.lock("filters", by)
    known = own_filter(tx, filter_id, by=by).filter
    after = Filter(
        known.id,
        known.title if changes.title is None else changes.title,
        known.contexts if changes.contexts is None else changes.contexts,
        changes.action or known.action,
        changes.expires_ms if changes.expires else known.expires_ms,
    )
    check_filter(after.title, after.contexts)
    store.put_filter(tx, by, after)
    _change_keywords(tx, by, filter_id, keywords)
    _changed(tx, by)
    return own_filter(tx, filter_id, by=by)


def remove_filter(tx: Transaction, *, by: AccountId, filter_id: int) -> None:
    """End a filter, with its keywords and posts. NotFound when it is gone already."""
    tx.lock("filters", by)
    own_filter(tx, filter_id, by=by)
    store.remove_filter(tx, by, filter_id)
    store.remove_keywords_of(tx, by, filter_id)
    store.remove_posts_of(tx, by, filter_id)
    _changed(tx, by)


def add_keyword(
    tx: Transaction, *, by: AccountId, filter_id: int, text: str, whole_word: bool
) -> Keyword:
    """Look for one thing more."""
    tx.lock("filters", by)
    own_filter(tx, filter_id, by=by)
    change = KeywordChange(text=text, whole_word=whole_word)
    added = _change_keywords(tx, by, filter_id, [change])[0]
    _changed(tx, by)
    return added


def change_keyword(
    tx: Transaction,
    *,
    by: AccountId,
    keyword_id: int,
    text: str | None = None,
    whole_word: bool | None = None,
) -> Keyword:
    """Look for something else instead."""
    tx.lock("filters", by)
    known = own_keyword(tx, keyword_id, by=by)
    change = KeywordChange(id=keyword_id, text=text, whole_word=whole_word)
    changed = _change_keywords(tx, by, known.filter_id, [change])[0]
    _changed(tx, by)
    return changed


def remove_keyword(tx: Transaction, *, by: AccountId, keyword_id: int) -> None:
    """Look for it no longer; its filter stays. NotFound when it is gone already."""
    tx.lock("filters", by)
    own_keyword(tx, keyword_id, by=by)
    store.remove_keyword(tx, by, keyword_id)
    _changed(tx, by)


def filter_post(tx: Transaction, *, by: AccountId, filter_id: int, post_id: PostId) -> FilteredPost:
    """Filter one post, whatever it says. Doing it twice is the same as doing it once."""
    tx.lock("filters", by)
    known = own_filter(tx, filter_id, by=by)
    post = visible_original(tx, post_id, viewer=by)
    for each in known.posts:
        if each.post_id == post.id:
            return each
    check_posts(len(store.posts_of(tx, by)))
    added = FilteredPost(new_id(by), filter_id, post.id)
    store.add_post(tx, by, added)
    _changed(tx, by)
    return added


def unfilter_post(tx: Transaction, *, by: AccountId, row_id: int) -> None:
    """Filter a post no longer. NotFound when it was not."""
    tx.lock("filters", by)
    own_filtered_post(tx, row_id, by=by)
    store.remove_post(tx, by, row_id)
    _changed(tx, by)


def forget_post(tx: Transaction, *, post_id: PostId, most: int) -> int:
    """Take a post that is gone out of filters; returns how many. What matches stays the same."""
    return store.remove_post_everywhere(tx, post_id, most=most)


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Forget what somebody who is going filtered; returns how many rows."""
    return store.remove_all(tx, account_id)


def _change_keywords(
    tx: Transaction, by: AccountId, filter_id: int, changes: Sequence[KeywordChange]
) -> list[Keyword]:
    """Add, change and remove keywords of one filter; returns those that stand now, in order."""
    if not changes:
        return []
    known = {each.id: each for each in store.keywords_of(tx, by)}
    fresh = iter(sorted(new_id(by) for _ in changes))  # those of one moment in their order
    written: list[Keyword] = []
    for change in changes:
        if change.id is None:
            written += _new_keyword(next(fresh), filter_id, change)
        elif change.id not in known or known[change.id].filter_id != filter_id:
            raise NotFound
        elif change.remove:
            store.remove_keyword(tx, by, change.id)
            del known[change.id]
        else:
            written.append(_changed_keyword(known[change.id], change))
    check_room({**known, **{each.id: each for each in written}}.values())
    store.put_keywords(tx, by, written)
    return written


def _new_keyword(keyword_id: int, filter_id: int, change: KeywordChange) -> list[Keyword]:
    if change.remove:
        return []
    text = change.text or ""
    check_keyword(text)
    return [Keyword(keyword_id, filter_id, text, change.whole_word is not False)]


def _changed_keyword(known: Keyword, change: KeywordChange) -> Keyword:
    text = known.text if change.text is None else change.text
    check_keyword(text)
    whole_word = known.whole_word if change.whole_word is None else change.whole_word
    return replace(known, text=text, whole_word=whole_word)


def _changed(tx: Transaction, by: AccountId) -> None:
    """Give what somebody filters a new version, or none when nothing is left of it."""
    tx.announce(FiltersChanged(account_id=by))
    if store.filters_of(tx, by):
        store.put_version(tx, by, ver=new_id(by))
    else:
        store.remove_version(tx, by)
