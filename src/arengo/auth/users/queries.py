"""Questions about logins that other parts may ask."""

from collections.abc import Collection

from arengo.auth.users import store
from arengo.auth.users.codes import read_code
from arengo.auth.users.model import CodePurpose, User, UserFlag
from arengo.base.clock import now_ms
from arengo.base.errors import NotFound
from arengo.base.ids import MAX_ID, AccountId
from arengo.base.text.names import email_key
from arengo.config.keys import Keys
from arengo.social.accounts.queries import find_account
from arengo.storage import ReadTransaction
from arengo.storage.directory import Namespace, find


def find_user(tx: ReadTransaction, account_id: AccountId) -> User | None:
    """Return the login of an account, or None when it has none here."""
    return store.find_user(tx, account_id)


def users_by_id(tx: ReadTransaction, ids: Collection[AccountId]) -> dict[AccountId, User]:
    """Return the logins of those accounts that have one here."""
    return {user.id: user for user in store.users_by_id(tx, ids)} if ids else {}


def user_by_id(tx: ReadTransaction, account_id: AccountId) -> User:
    """Return the login of an account; raises NotFound."""
    user = store.find_user(tx, account_id)
    if user is None:
        raise NotFound
    return user


def user_by_email(tx: ReadTransaction, email: str) -> User | None:
    """Return the login with this address, or None."""
    account_id = find(tx, Namespace.EMAIL, email_key(email.strip(" ")))
    return None if account_id is None else store.find_user(tx, account_id)


def user_by_login(tx: ReadTransaction, name: str) -> User | None:
    """Return the login that somebody names by e-mail address or user name, or None."""
    if "@" in name.strip().removeprefix("@"):
        return user_by_email(tx, name)
    account = find_account(tx, name.strip().removeprefix("@"), "")
    return None if account is None else store.find_user(tx, account.id)


def user_of_reset(tx: ReadTransaction, code: str, *, keys: Keys) -> User | None:
    """Return whose password a link may change, or None when it is not (or no longer) good."""
    known = read_code(keys, CodePurpose.RESET_PASSWORD, code)
    if known is None:
        return None
    found = store.find_code(tx, known.account_id, CodePurpose.RESET_PASSWORD, now_ms=now_ms())
    if found is None or found[0] != known.hash:
        return None
    return store.find_user(tx, known.account_id)


def waiting_for_approval(
    tx: ReadTransaction, *, before: int = MAX_ID, limit: int = 40
) -> list[User]:
    """Return confirmed logins that the staff has not let in yet, newest first."""
    state = UserFlag.CONFIRMED
    mask = UserFlag.CONFIRMED | UserFlag.APPROVED
    return store.page_of_users(tx, mask=mask, flags=state, before=before, limit=limit)


def users_page(
    tx: ReadTransaction,
    *,
    mask: UserFlag = store.NO_FLAG,
    flags: UserFlag = store.NO_FLAG,
    before: int = MAX_ID,
    limit: int = 40,
) -> list[User]:
    """Return logins whose masked flags are these, newest first."""
    return store.page_of_users(tx, mask=int(mask), flags=int(flags), before=before, limit=limit)


def staff(tx: ReadTransaction, *, limit: int = 200) -> list[User]:
    """Return the logins of those with a role, the highest role first."""
    return store.staff(tx, limit=limit)


def count_recovery_codes(tx: ReadTransaction, account_id: AccountId) -> int:
    """Return how many recovery codes an account has left."""
    return store.count_recovery_codes(tx, account_id)
