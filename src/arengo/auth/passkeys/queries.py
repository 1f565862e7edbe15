"""Questions about passkeys: whose they are, and whether an answer is one of ours."""

import hmac

from arengo.auth.passkeys import store
from arengo.auth.passkeys.model import MOST, Passkey
from arengo.base.ids import AccountId
from arengo.storage import ReadTransaction
from arengo.storage.directory import Namespace, find


def passkeys_of(tx: ReadTransaction, account_id: AccountId) -> list[Passkey]:
    """Return an account's passkeys, oldest first."""
    return store.of_account(tx, account_id, limit=MOST)


def passkey_by_credential(tx: ReadTransaction, credential_id: bytes) -> Passkey | None:
    """Return the passkey that a device knows by this, or None."""
    passkey_id = find(tx, Namespace.PASSKEY, credential_id.hex())
    passkey = None if passkey_id is None else store.find(tx, passkey_id)
    if passkey is None or not hmac.compare_digest(passkey.credential_id, credential_id):
        return None
    return passkey
