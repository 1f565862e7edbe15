"""What people may ask about their own archives."""

from arengo.base.clock import now_ms
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.moving.packing import store
from arengo.social.moving.packing.model import Archive
from arengo.storage import ReadTransaction

_MOST: int = 20


def own_archive(tx: ReadTransaction, archive_id: int, *, by: AccountId) -> Archive:
    """Return an archive that this account asked for; NotFound for all others."""
    found = store.archive_by_id(tx, archive_id)
    if found is None or found.account_id != by:
        raise NotFound
    return found


def archives_of(tx: ReadTransaction, account_id: AccountId) -> list[Archive]:
    """Return somebody's archives, the last one first."""
    return store.archives_of(tx, account_id, limit=_MOST)


def archive_to_do(tx: ReadTransaction, archive_id: int) -> Archive | None:
    """Return an archive for the job that works on it."""
    return store.archive_by_id(tx, archive_id)


def kept_archive(tx: ReadTransaction, archive_id: int) -> Archive:
    """Return an archive whose file is there, for who has its address; NotFound for all others."""
    found = store.archive_by_id(tx, archive_id)
    if found is None or not found.is_kept(now_ms()):
        raise NotFound
    return found
