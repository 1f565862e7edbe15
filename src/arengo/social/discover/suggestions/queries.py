"""Whom somebody could follow."""

from typing import Final

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import AccountId, first_id_at
from arengo.social.accounts.model import UNAVAILABLE, AccountFlag
from arengo.social.accounts.queries import find_accounts
from arengo.social.discover.showcase.queries import findable
from arengo.social.discover.suggestions import store
from arengo.social.discover.suggestions.model import Source, Suggestion
from arengo.social.follows.queries import relationships
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction

_RESERVED: Final = int(UNAVAILABLE | AccountFlag.HIDE_COLLECTIONS)
_MOST_FRIENDS: Final = 60
_MOST_FOLLOWING: Final = 500
_OF_EACH: Final = 120
_DAYS: Final = 30
_MOST_POSTS: Final = 2_000


def suggestions_for(
    tx: ReadTransaction, account_id: AccountId, *, limit: int, host_name: str
) -> list[Suggestion]:
    """Return whom somebody could follow: of several sources first, and first by the staff."""
    sources: dict[AccountId, tuple[Source, ...]] = {}
    for source, people in (
        (Source.FEATURED, _featured(tx, host_name)),
        (Source.FRIENDS_OF_FRIENDS, _friends_of_friends(tx, account_id)),
        (Source.MOST_INTERACTIONS, _most_liked(tx)),
    ):
        for each in people:
            sources[each] = (*sources.get(each, ()), source)
    wanted = _wanted(tx, account_id, list(sources))
    found = [Suggestion(each, sources[each]) for each in wanted]
    found.sort(key=lambda each: (Source.FEATURED not in each.sources, -len(each.sources)))
    return found[:limit]


def _wanted(tx: ReadTransaction, account_id: AccountId, people: list[AccountId]) -> list[AccountId]:
    open_to = [each for each in findable(tx, people, viewer=account_id) if each != account_id]
    if not open_to:
        return []
    dismissed = store.dismissed(tx, account_id, open_to)
    known = {
        state.target_id
        for state in relationships(tx, account_id, open_to)
        if state.following or state.requested
    }
    return [each for each in open_to if each not in dismissed and each not in known]


def _featured(tx: ReadTransaction, host_name: str) -> list[AccountId]:
    handles = site_settings(tx).featured_accounts
    found = find_accounts(tx, handles, host_name) if handles else {}
    return [found[handle].id for handle in handles if handle in found]


def _friends_of_friends(tx: ReadTransaction, account_id: AccountId) -> list[AccountId]:
    return store.followed_by_friends(
        tx,
        account_id,
        reserved=_RESERVED,
        most_friends=_MOST_FRIENDS,
        most_following=_MOST_FOLLOWING,
        limit=_OF_EACH,
    )


def _most_liked(tx: ReadTransaction) -> list[AccountId]:
    after = first_id_at(now_ms() - _DAYS * DAY_MS)
    return store.most_liked(tx, after=after, most_posts=_MOST_POSTS, limit=_OF_EACH)
