"""Questions about blocked servers."""

from collections.abc import Collection

from arengo.base.ids import AccountId
from arengo.social.follows.domains import store
from arengo.storage import ReadTransaction


def blocked_domains(
    tx: ReadTransaction, by: AccountId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, str]]:
    """Return (cursor, server) that somebody blocked, newest first."""
    found = store.page(tx, by, before=before, after=after, upwards=upwards, limit=limit)
    return found[::-1] if upwards else found


def of_blocked_domains(
    tx: ReadTransaction, by: AccountId, people: Collection[AccountId]
) -> set[AccountId]:
    """Return who of these lives on a server that somebody blocked."""
    return store.of_blocked_domains(tx, by, people) if people else set()
