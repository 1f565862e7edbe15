"""Verbs of the second factor: set up, check, renew the recovery codes, take off."""

from typing import Final

from arengo.auth.users import store
from arengo.auth.users.actions import tell
from arengo.auth.users.model import CodePurpose, UserFlag
from arengo.auth.users.policy import CODE_WRONG, refuse
from arengo.auth.users.queries import user_by_id
from arengo.auth.users.second_factor.totp import (
    hash_recovery_code,
    matching_step,
    new_recovery_codes,
    new_secret,
)
from arengo.base.clock import HOUR_MS, now_ms
from arengo.base.errors import Conflict
from arengo.base.ids import AccountId
from arengo.config.keys import Keys
from arengo.storage import ReadTransaction, Transaction

_SET_UP_LASTS_MS: Final = HOUR_MS


def begin(tx: Transaction, *, account_id: AccountId, keys: Keys) -> str:
    """Draw a secret that counts once a code made with it comes back; returns it in base32."""
    if UserFlag.SECOND_FACTOR in user_by_id(tx, account_id).flags:
        raise Conflict("Two-factor authentication is on already")
    secret = new_secret()
    store.put_code(
        tx,
        account_id,
        CodePurpose.SECOND_FACTOR,
        code_hash=b"",
        expires_ms=now_ms() + _SET_UP_LASTS_MS,
        extra=keys.encrypt(secret.encode()).decode(),
    )
    return secret


def waiting_secret(tx: ReadTransaction, account_id: AccountId, *, keys: Keys) -> str | None:
    """Return the secret that is being set up, or None."""
    found = store.find_code(tx, account_id, CodePurpose.SECOND_FACTOR, now_ms=now_ms())
    return keys.decrypt(found[1].encode()).decode() if found and found[1] else None


def finish(tx: Transaction, *, account_id: AccountId, code: str, keys: Keys) -> list[str]:
    """Turn the second factor on with a first code; returns the recovery codes, this once."""
    secret = waiting_secret(tx, account_id, keys=keys)
    step = matching_step(secret, code) if secret else None
    if secret is None or step is None:
        raise refuse(CODE_WRONG)
    store.remove_code(tx, account_id, CodePurpose.SECOND_FACTOR)
    store.set_totp(tx, account_id, secret=keys.encrypt(secret.encode()), step=step)
    store.change_flags(tx, account_id, add=UserFlag.SECOND_FACTOR)
    tell(tx, account_id, "second_factor_on")
    return renew_recovery_codes(tx, account_id=account_id, keys=keys)


def renew_recovery_codes(tx: Transaction, *, account_id: AccountId, keys: Keys) -> list[str]:
    """Make ten new recovery codes; the old ones end."""
    codes = new_recovery_codes()
    store.remove_recovery_codes(tx, account_id)
    hashes = [hash_recovery_code(keys, account_id, code) for code in codes]
    store.add_recovery_codes(tx, account_id, hashes=hashes)
    return codes


def turn_off(tx: Transaction, *, account_id: AccountId) -> None:
    """Take the second factor off; the door has asked for the password."""
    if store.change_flags(tx, account_id, drop=UserFlag.SECOND_FACTOR):
        store.set_totp(tx, account_id, secret=None, step=0)
        store.remove_recovery_codes(tx, account_id)
        tell(tx, account_id, "second_factor_off")
    store.remove_code(tx, account_id, CodePurpose.SECOND_FACTOR)


def use_code(tx: Transaction, *, account_id: AccountId, code: str, keys: Keys) -> bool:
    """Use up a code from the phone or from the list; False when it is none, or was used."""
    user = user_by_id(tx, account_id)
    if user.totp_secret is None:
        return False
    step = matching_step(keys.decrypt(user.totp_secret).decode(), code)
    if step is not None:
        return store.accept_step(tx, account_id, step=step)
    code_hash = hash_recovery_code(keys, account_id, code)
    return store.take_recovery_code(tx, account_id, code_hash=code_hash)
