"""Questions about what somebody filters."""

from collections import defaultdict

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.filters import store
from arengo.social.filters.model import FilteredPost, FilterSet, Keyword, WholeFilter
from arengo.storage import ReadTransaction


def filter_set_of(tx: ReadTransaction, account_id: AccountId) -> FilterSet:
    """Return all that somebody filters, with its version (0 when nothing)."""
    ver = store.version_of(tx, account_id)
    return FilterSet(account_id, ver, tuple(filters_of(tx, account_id)) if ver else ())


def filters_of(tx: ReadTransaction, account_id: AccountId) -> list[WholeFilter]:
    """Return somebody's filters with what is in them, in the order in which they were made."""
    keywords: dict[int, list[Keyword]] = defaultdict(list)
    posts: dict[int, list[FilteredPost]] = defaultdict(list)
    for keyword in store.keywords_of(tx, account_id):
        keywords[keyword.filter_id].append(keyword)
    for post in store.posts_of(tx, account_id):
        posts[post.filter_id].append(post)
    return [
        WholeFilter(each, tuple(keywords[each.id]), tuple(posts[each.id]))
        for each in store.filters_of(tx, account_id)
    ]


def own_filter(tx: ReadTransaction, filter_id: int, *, by: AccountId) -> WholeFilter:
    """Return one of somebody's own filters; NotFound for all others."""
    for each in filters_of(tx, by):
        if each.filter.id == filter_id:
            return each
    raise NotFound


def own_keyword(tx: ReadTransaction, keyword_id: int, *, by: AccountId) -> Keyword:
    """Return one of somebody's own keywords; NotFound for all others."""
    for each in store.keywords_of(tx, by):
        if each.id == keyword_id:
            return each
    raise NotFound


def own_filtered_post(tx: ReadTransaction, row_id: int, *, by: AccountId) -> FilteredPost:
    """Return one of the posts that somebody filters; NotFound for all others."""
    for each in store.posts_of(tx, by):
        if each.id == row_id:
            return each
    raise NotFound
