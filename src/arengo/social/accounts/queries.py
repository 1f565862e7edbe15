"""What other parts may ask about people."""

from collections.abc import Collection

from arengo.base.clock import today
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.accounts import store
from arengo.social.accounts.model import (
    HALFYEAR_DAYS,
    MONTH_DAYS,
    Account,
    AccountFlag,
    Habits,
    Preferences,
    Totals,
    Version,
)
from arengo.social.accounts.policy import fold, handle_key, split_handle
from arengo.storage import ReadTransaction
from arengo.storage.directory import Namespace, find, find_all

SEARCHED = 200


def account_by_id(tx: ReadTransaction, account_id: int) -> Account:
    """Return an account, also a suspended one; NotFound when it is absent or deleted."""
    account = store.account_by_id(tx, account_id)
    if account is None or AccountFlag.DELETED in account.flags:
        raise NotFound
    return account


def accounts_by_id(tx: ReadTransaction, ids: Collection[int]) -> dict[AccountId, Account]:
    """Return those of the accounts that exist."""
    return {each.id: each for each in store.accounts_by_id(tx, ids)} if ids else {}


def versions_by_id(tx: ReadTransaction, ids: Collection[int]) -> dict[int, Version]:
    """Return version, flags and counters of those that exist: cheap, for cached renderings."""
    return {each.id: each for each in store.versions_by_id(tx, ids)} if ids else {}


def find_account(tx: ReadTransaction, handle: str, host_name: str | None = None) -> Account | None:
    """Return who is called `bob`, `@bob` or `bob@host`, in any case of letters."""
    account_id = find(tx, Namespace.HANDLE, handle_key(*split_handle(handle, host_name)))
    return None if account_id is None else store.account_by_id(tx, account_id)


def find_accounts(
    tx: ReadTransaction, handles: Collection[str], host_name: str | None = None
) -> dict[str, Account]:
    """Return handle → account for those that exist, whatever they look like."""
    keys = {handle: handle_key(*split_handle(handle, host_name)) for handle in handles}
    ids = find_all(tx, Namespace.HANDLE, set(keys.values()))
    found = accounts_by_id(tx, set(ids.values()))
    return {h: found[AccountId(ids[k])] for h, k in keys.items() if ids.get(k) in found}


def preferences_of(tx: ReadTransaction, account_id: int) -> Preferences:
    """Return somebody's defaults; NotFound when there is no such account."""
    preferences = store.preferences_of(tx, account_id)
    if preferences is None:
        raise NotFound
    return preferences


def habits_of(tx: ReadTransaction, account_id: int) -> Habits:
    """Return how somebody likes our own pages; what is usual for whoever never said."""
    return store.habits_of(tx, account_id) or Habits()


def choices_of(tx: ReadTransaction, account_id: int) -> tuple[Habits, Preferences]:
    """Return both, for what every page asks."""
    return store.choices_of(tx, account_id) or (Habits(), Preferences())


def search_accounts(
    tx: ReadTransaction, prefix: str, *, limit: int, offset: int = 0, host_name: str | None = None
) -> list[Account]:
    """Return people whose user name or shown name begins so: the exact name first, then by fame.

    Looks at no more than SEARCHED names, whatever was asked.
    """
    wanted = " ".join(fold(prefix).removeprefix("@").split())
    if not wanted:
        return []
    ids = set(store.ids_by_prefix(tx, wanted.encode()[:64], limit=SEARCHED))
    exact = find(tx, Namespace.HANDLE, handle_key(*split_handle(wanted, host_name)))
    people = accounts_by_id(tx, ids if exact is None else {*ids, exact})
    visible = [each for each in people.values() if each.available]
    visible.sort(key=lambda each: (each.id != exact, -each.stats.followers, each.id))
    return visible[offset : offset + limit]


def newest_accounts(tx: ReadTransaction, *, before: int, limit: int) -> list[Account]:
    """Return local accounts, newest first, in every state."""
    ids = store.newest_ids(tx, before=before, limit=limit)
    found = accounts_by_id(tx, ids)
    return [found[each] for each in ids if each in found]


def known_hosts(tx: ReadTransaction) -> list[str]:
    """Return the names of the other servers that we have heard of."""
    return store.known_hosts(tx, limit=100_000)


def totals(tx: ReadTransaction) -> Totals:
    """Return how many people there are here, how many of them were here lately, and their posts."""
    day = today()
    return store.totals(tx, month_from=day - MONTH_DAYS + 1, halfyear_from=day - HALFYEAR_DAYS + 1)


def pictures_of(tx: ReadTransaction, account_id: int) -> list[str]:
    """Return the names of the files that an account shows as avatar and header."""
    account = store.account_by_id(tx, account_id)
    pictures = (account.avatar, account.header) if account else ()
    return [name for each in pictures if each for name in (each.key, each.static_key)]
