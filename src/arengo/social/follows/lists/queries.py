"""What other parts may ask about somebody's own lists."""

from collections.abc import Collection

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.follows.lists import store
from arengo.social.follows.lists.model import LISTS_MAX, List
from arengo.storage import ReadTransaction


def own_list(tx: ReadTransaction, list_id: int, *, by: AccountId) -> List:
    """Return a list that this account made; NotFound for all others."""
    found = store.list_by_id(tx, list_id)
    if found is None or found.account_id != by:
        raise NotFound
    return found


def lists_of(tx: ReadTransaction, owner: AccountId) -> list[List]:
    """Return the lists that somebody made, oldest first."""
    return store.lists_of(tx, owner, limit=LISTS_MAX)


def lists_with(tx: ReadTransaction, owner: AccountId, target: AccountId) -> list[List]:
    """Return those of somebody's lists in which somebody is, oldest first."""
    return store.lists_with(tx, owner, target, limit=LISTS_MAX)


def members_page(
    tx: ReadTransaction, list_id: int, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, AccountId]]:
    """Return (cursor, who) of a list, last added first."""
    found = store.members_page(
        tx, list_id, before=before, after=after, upwards=upwards, limit=limit
    )
    return found[::-1] if upwards else found


def members_among(
    tx: ReadTransaction, list_id: int, people: Collection[AccountId]
) -> set[AccountId]:
    """Return who of these is in a list."""
    return store.members_among(tx, list_id, people) if people else set()
