"""What people may ask about their own imports."""

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.moving import store
from arengo.social.moving.model import Import, Problem
from arengo.storage import ReadTransaction


def own_import(tx: ReadTransaction, import_id: int, *, by: AccountId) -> Import:
    """Return an import that this account began; NotFound for all others."""
    found = store.import_by_id(tx, import_id)
    if found is None or found.account_id != by:
        raise NotFound
    return found


def import_to_do(tx: ReadTransaction, import_id: int) -> Import | None:
    """Return an import for the job that works on it."""
    return store.import_by_id(tx, import_id)


def was_taken(tx: ReadTransaction, account_id: AccountId, source: bytes) -> bool:
    """Say whether a post from elsewhere came along earlier, and is still here."""
    return store.post_of_source(tx, account_id, source) is not None


def imports_of(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[Import]:
    """Return somebody's imports, the last one first."""
    found = store.imports_of(
        tx, account_id, before=before, after=after, upwards=upwards, limit=limit
    )
    return found[::-1] if upwards else found


def problems_of(
    tx: ReadTransaction, import_id: int, *, by: AccountId, after: int, limit: int
) -> list[Problem]:
    """Return what of an own import could not be taken, in the order of its lines."""
    found = own_import(tx, import_id, by=by)
    return store.problems_of(tx, found.id, after=after, before=1 << 31, limit=limit)
