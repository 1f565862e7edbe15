"""Verbs of passkeys: add, rename, remove, sign in."""

from typing import Final

from arengo.auth.passkeys import store
from arengo.auth.passkeys.model import MOST, NAME_MAX, NewPasskey, Passkey, Use
from arengo.auth.sessions.actions import start_session
from arengo.auth.sessions.model import StartedSession
from arengo.auth.sessions.queries import sign_in_obstacle
from arengo.auth.users.actions import tell
from arengo.auth.users.policy import refuse
from arengo.auth.users.queries import find_user
from arengo.base.clock import now_ms
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, new_id
from arengo.base.text import clean_text
from arengo.config.keys import Keys
from arengo.storage import Transaction
from arengo.storage.directory import Namespace, claim, release

TOO_MANY: Final = ("passkey", "ERR_TOO_MANY", f"may be {MOST} at most")
TAKEN: Final = ("passkey", "ERR_TAKEN", "has already been added")


def add_passkey(tx: Transaction, *, account_id: AccountId, new: NewPasskey, name: str) -> Passkey:
    """Let a device sign in to an account; its owner is told by letter. Raises Invalid."""
    tx.lock("passkeys", account_id)
    if store.count(tx, account_id) >= MOST:
        raise refuse(TOO_MANY)
    passkey_id = new_id(account_id)
    if not claim(tx, Namespace.PASSKEY, new.credential_id.hex(), passkey_id):
        raise refuse(TAKEN)
    store.add(tx, passkey_id, account_id, new=new, name=_name(name))
    tell(tx, account_id, "passkey_added")
    return _own(tx, passkey_id, account_id)


def rename_passkey(tx: Transaction, *, passkey_id: int, account_id: AccountId, name: str) -> None:
    """Call one of one's passkeys something else; raises NotFound."""
    _own(tx, passkey_id, account_id)
    store.rename(tx, passkey_id, name=_name(name))


def remove_passkey(tx: Transaction, *, passkey_id: int, account_id: AccountId) -> None:
    """Let one of one's passkeys open nothing any more. Doing it twice is doing it once."""
    passkey = store.find(tx, passkey_id)
    if passkey is not None and passkey.account_id == account_id:
        _remove(tx, passkey_id)
        tell(tx, account_id, "passkey_removed")


def forget_account(tx: Transaction, *, account_id: AccountId) -> None:
    """Forget all passkeys of a login that is gone."""
    for passkey in store.of_account(tx, account_id, limit=MOST):
        _remove(tx, passkey.id)


def sign_in(
    tx: Transaction, *, use: Use, network: str, agent: str, keys: Keys
) -> StartedSession | None:
    """Sign in with a passkey that answered; None when the answer was used, or nobody may."""
    user = find_user(tx, use.passkey.account_id)
    if user is None or sign_in_obstacle(tx, user) is not None:
        return None
    if not store.use(
        tx,
        use.passkey.id,
        asked_ms=use.asked_ms,
        sign_count=use.sign_count,
        known_count=use.passkey.sign_count,
        now_ms=now_ms(),
    ):
        return None
    return start_session(tx, account_id=user.id, network=network, agent=agent, keys=keys)


def _own(tx: Transaction, passkey_id: int, account_id: AccountId) -> Passkey:
    passkey = store.find(tx, passkey_id)
    if passkey is None or passkey.account_id != account_id:
        raise NotFound
    return passkey


def _remove(tx: Transaction, passkey_id: int) -> None:
    credential_id = store.remove(tx, passkey_id)
    if credential_id is not None:
        release(tx, Namespace.PASSKEY, bytes(credential_id).hex())


def _name(name: str) -> str:
    return clean_text(name, multiline=False)[:NAME_MAX]
