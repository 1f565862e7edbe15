"""Collections as a viewer may see them."""

from collections import defaultdict
from collections.abc import Sequence

from arengo.base.errors import Forbidden, NotFound
from arengo.base.ids import AccountId
from arengo.social.accounts.model import AccountFlag
from arengo.social.accounts.queries import account_by_id, versions_by_id
from arengo.social.collections import store
from arengo.social.collections.model import Collection, Item, ItemState, WholeCollection
from arengo.social.follows.queries import blocked_either_way, blocks_between
from arengo.storage import ReadTransaction


def visible_collection(
    tx: ReadTransaction, collection_id: int, *, viewer: AccountId | None
) -> WholeCollection:
    """Return a collection; NotFound when its owner is not there for the viewer."""
    found = _visible(tx, store.collections_by_id(tx, [collection_id]), viewer)
    if not found:
        raise NotFound
    return found[0]


def visible_collections(
    tx: ReadTransaction, ids: Sequence[int], *, viewer: AccountId | None
) -> list[WholeCollection]:
    """Return those of the collections whose owners are there for the viewer."""
    return _visible(tx, store.collections_by_id(tx, ids), viewer) if ids else []


def own_collection(tx: ReadTransaction, collection_id: int, *, by: AccountId) -> Collection:
    """Return one of one's own; Forbidden for what one may only look at, else NotFound."""
    whole = visible_collection(tx, collection_id, viewer=by)
    if whole.collection.account_id != by:
        raise Forbidden
    return whole.collection


def collections_by(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    viewer: AccountId | None,
    limit: int,
    offset: int,
) -> list[WholeCollection]:
    """Return somebody's collections; those that are not for everybody's eyes only to themselves."""
    if not account_by_id(tx, account_id).available:
        return []
    least = 0 if viewer == account_id else 1
    found = store.collections_of(tx, account_id, least=least, limit=limit, offset=offset)
    return _visible(tx, found, viewer)


def collections_with(
    tx: ReadTransaction, account_id: AccountId, *, limit: int, offset: int
) -> list[WholeCollection]:
    """Return the collections that somebody is in, for themselves."""
    ids = store.ids_with(tx, account_id, limit=limit, offset=offset)
    return _visible(tx, store.collections_by_id(tx, ids) if ids else [], account_id)


def may_be_put_in(tx: ReadTransaction, target_id: AccountId, *, by: AccountId) -> bool:
    """Tell whether somebody wants to be found, and there is no block between the two."""
    known = versions_by_id(tx, [target_id]).get(target_id)
    if known is None or not known.available or not known.flags & AccountFlag.DISCOVERABLE:
        return False
    return target_id == by or not blocks_between(tx, by, target_id)


def _visible(
    tx: ReadTransaction, found: Sequence[Collection], viewer: AccountId | None
) -> list[WholeCollection]:
    """Return collections of owners who are there for a viewer, with those in them who are."""
    items = store.items_of(tx, [each.id for each in found]) if found else []
    present = _present(tx, {*_owners(found), *(item.target_id for item in items)}, viewer)
    inside: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        flags = present.get(item.target_id)
        wants = flags is not None and flags & AccountFlag.DISCOVERABLE
        if item.state is ItemState.ACCEPTED and (wants or item.target_id == viewer):
            inside[item.collection_id].append(item)
    return [
        WholeCollection(each, tuple(inside[each.id]))
        for each in found
        if each.account_id in present
    ]


def _owners(found: Sequence[Collection]) -> set[AccountId]:
    return {each.account_id for each in found}


def _present(
    tx: ReadTransaction, people: set[AccountId], viewer: AccountId | None
) -> dict[AccountId, int]:
    """Return person → flags of those who are there, without blocks in either direction."""
    apart = blocked_either_way(tx, viewer, people) if viewer else set()
    versions = versions_by_id(tx, people).values()
    return {each.id: each.flags for each in versions if each.available and each.id not in apart}
