"""Verbs of logins: begin, confirm an address, change address and password, state, role, end."""

from typing import Final

from arengo.auth.barriers.queries import check_email
from arengo.auth.roles.model import RoleNumber
from arengo.auth.users import store
from arengo.auth.users.codes import hash_code, new_nonce, read_code, write_code
from arengo.auth.users.events import EmailConfirmed, LoginRemoved, PasswordChanged
from arengo.auth.users.model import CodePurpose, User, UserFlag
from arengo.auth.users.policy import CODE_WRONG, EMAIL_TAKEN, refuse
from arengo.auth.users.queries import user_by_email, user_by_id
from arengo.base.clock import DAY_MS, HOUR_MS, MINUTE_MS, now_ms
from arengo.base.ids import AccountId
from arengo.base.phrases import known
from arengo.base.text.names import email_key, normalise_email
from arengo.config.keys import Keys
from arengo.social.accounts.actions import touch_active
from arengo.storage import Transaction
from arengo.storage.directory import Namespace, claim, find, release

CONFIRM_LASTS_MS: Final = 7 * DAY_MS
RESET_LASTS_MS: Final = 6 * HOUR_MS
PAUSE_MS: Final = MINUTE_MS
MAIL_JOB: Final = "users.send_mail"


def add_user(tx: Transaction, *, user: User) -> bool:
    """Begin a login; False when somebody has the address, whoever was faster."""
    if not claim(tx, Namespace.EMAIL, email_key(user.email), user.id):
        return False
    store.add_user(tx, user)
    return True


def send_confirmation(tx: Transaction, *, account_id: AccountId, keys: Keys) -> None:
    """Send a link to the address that waits to be confirmed; links sent before end."""
    _send_code(
        tx,
        account_id,
        CodePurpose.CONFIRM_EMAIL,
        keys=keys,
        template="confirm",
        lasts_ms=CONFIRM_LASTS_MS,
    )


def confirm_email(tx: Transaction, *, code: str, keys: Keys) -> User:
    """Take an address for good. Following the link again changes nothing and is no error."""
    known = read_code(keys, CodePurpose.CONFIRM_EMAIL, code)
    user = store.find_user(tx, known.account_id) if known else None
    if known is None or user is None:
        raise refuse(CODE_WRONG)
    if store.take_code(
        tx, user.id, CodePurpose.CONFIRM_EMAIL, code_hash=known.hash, now_ms=now_ms()
    ):
        _take_address(tx, user)
    elif UserFlag.CONFIRMED not in user.flags:
        raise refuse(CODE_WRONG)
    return user_by_id(tx, user.id)


def mark_confirmed(tx: Transaction, *, account_id: AccountId) -> None:
    """Trust an address without asking it: the operator's word, or a test site."""
    _take_address(tx, user_by_id(tx, account_id))


def change_email(tx: Transaction, *, account_id: AccountId, email: str, keys: Keys) -> None:
    """Let a new address wait for its confirmation.

    Whether somebody else has it is not said here: only the address itself may learn that.
    """
    user = user_by_id(tx, account_id)
    address = normalise_email(email)
    _forget_new_address(tx, account_id)
    if email_key(address) == email_key(user.email):
        return
    check_email(tx, address)
    store.set_new_email(tx, account_id, email=address)
    if find(tx, Namespace.EMAIL, email_key(address)) is None:
        send_confirmation(tx, account_id=account_id, keys=keys)


def correct_email(tx: Transaction, *, account_id: AccountId, email: str) -> None:
    """Replace an address that was never confirmed (a slip of the pen at sign-up)."""
    user = user_by_id(tx, account_id)
    address = normalise_email(email)
    if email_key(address) == email_key(user.email):
        store.set_email(tx, account_id, email=address)
        return
    check_email(tx, address)
    if not claim(tx, Namespace.EMAIL, email_key(address), account_id):
        raise refuse(EMAIL_TAKEN)
    store.remove_code(tx, account_id, CodePurpose.CONFIRM_EMAIL)
    release(tx, Namespace.EMAIL, email_key(user.email))
    store.set_email(tx, account_id, email=address)


def change_password(
    tx: Transaction,
    *,
    account_id: AccountId,
    password_hash: str,
    keep_session_id: int | None = None,
) -> None:
    """Take a new password and shut out whoever knew the old one; one session may stay.

    An address that waits to be confirmed is forgotten: whoever knew the old one may have named it.
    """
    tx.lock("password", account_id)  # nobody signs in with the old one meanwhile
    if user_by_id(tx, account_id).new_email is not None:
        _forget_new_address(tx, account_id)
    store.set_password(tx, account_id, password_hash=password_hash)
    store.remove_code(tx, account_id, CodePurpose.RESET_PASSWORD)
    tx.announce(PasswordChanged(account_id=account_id, keep_session_id=keep_session_id))
    tell(tx, account_id, "password_changed")


def change_own_password(
    tx: Transaction, *, user: User, password_hash: str, keep_session_id: int | None
) -> bool:
    """Take a new password of somebody who proved who they are.

    False when it was changed since then: whoever knew only the old one is shut out.
    """
    if not still_opens(tx, user):
        return False
    change_password(
        tx, account_id=user.id, password_hash=password_hash, keep_session_id=keep_session_id
    )
    return True


def rehash_password(
    tx: Transaction, *, account_id: AccountId, known_hash: str, password_hash: str
) -> bool:
    """Keep the same password under newer parameters; nobody is signed out.

    False when it is another one by now, which stays.
    """
    return store.replace_password(
        tx, account_id, known_hash=known_hash, password_hash=password_hash
    )


def still_opens(tx: Transaction, user: User) -> bool:
    """Tell whether a login is as it was when its password was checked, until this ends.

    Hashing takes long, and outside of any transaction: whoever changes the password or sets up a
    second factor meanwhile must not find somebody signed in who knew the old one.
    """
    tx.lock("password", user.id)
    now = store.find_user(tx, user.id)
    state = UserFlag.DISABLED | UserFlag.SECOND_FACTOR
    return (
        now is not None
        and now.password_hash == user.password_hash
        and now.flags & state == user.flags & state
    )


def ask_reset(tx: Transaction, *, email: str, keys: Keys) -> None:
    """Send a link for a new password, if this is somebody's address; the caller is not told."""
    user = user_by_email(tx, email)
    if user is not None and UserFlag.DISABLED not in user.flags:
        _send_code(
            tx,
            user.id,
            CodePurpose.RESET_PASSWORD,
            keys=keys,
            template="reset",
            lasts_ms=RESET_LASTS_MS,
        )


def reset_password(tx: Transaction, *, code: str, password_hash: str, keys: Keys) -> User:
    """Take a new password for a link that was mailed; the address is thereby confirmed."""
    known = read_code(keys, CodePurpose.RESET_PASSWORD, code)
    if known is None or not store.take_code(
        tx,
        known.account_id,
        CodePurpose.RESET_PASSWORD,
        code_hash=known.hash,
        now_ms=now_ms(),
    ):
        raise refuse(CODE_WRONG)
    user = user_by_id(tx, known.account_id)
    if UserFlag.CONFIRMED not in user.flags:
        _confirm_first(tx, user)
    change_password(tx, account_id=user.id, password_hash=password_hash)
    return user_by_id(tx, user.id)


def approve_user(tx: Transaction, *, account_id: AccountId) -> bool:
    """Let a login in; False when it was in already."""
    return store.change_flags(tx, account_id, add=UserFlag.APPROVED)


def disable(tx: Transaction, *, account_id: AccountId) -> None:
    """Shut a login; its sessions and tokens open nothing while it is shut."""
    store.change_flags(tx, account_id, add=UserFlag.DISABLED)


def enable(tx: Transaction, *, account_id: AccountId) -> None:
    """Open a login that was shut."""
    store.change_flags(tx, account_id, drop=UserFlag.DISABLED)


def set_role(tx: Transaction, *, account_id: AccountId, role: RoleNumber) -> None:
    """Give a login its place in the staff."""
    store.set_role(tx, account_id, role=int(role))


def change_locale(tx: Transaction, *, account_id: AccountId, locale: str) -> None:
    """Write letters and push messages in another language from now on, the nearest we have."""
    store.set_locale(tx, account_id, locale=known(locale))


def remember_sign_in(tx: Transaction, *, account_id: AccountId) -> None:
    """Note that somebody signed in now, and is active."""
    touch_active(tx, account_id)
    store.set_signed_in(tx, account_id, at_ms=now_ms())


def remove_user(tx: Transaction, *, account_id: AccountId) -> None:
    """End a login: nothing is left that opens the account, and the address is free."""
    email = store.remove_user(tx, account_id)
    store.remove_codes_of(tx, account_id)
    store.remove_recovery_codes(tx, account_id)
    if email is not None:
        release(tx, Namespace.EMAIL, email_key(email))
        tx.announce(LoginRemoved(account_id=account_id))


def forget_expired(tx: Transaction, *, most: int) -> int:
    """Remove one-time codes that are over, some at a time; returns how many."""
    return store.remove_codes_before(tx, expired_ms=now_ms(), most=most)


def tell(tx: Transaction, account_id: AccountId, template: str, *, to: str | None = None) -> None:
    """Send a mail that needs no code; `to` is for an address that is no longer the login's."""
    tx.enqueue(MAIL_JOB, template=template, account_id=account_id, nonce=new_nonce(), to=to)


def _forget_new_address(tx: Transaction, account_id: AccountId) -> None:
    store.remove_code(tx, account_id, CodePurpose.CONFIRM_EMAIL)
    store.set_new_email(tx, account_id, email=None)


def _take_address(tx: Transaction, user: User) -> None:
    if user.new_email is None:
        _confirm_first(tx, user)
        return
    if not claim(tx, Namespace.EMAIL, email_key(user.new_email), user.id):
        raise refuse(EMAIL_TAKEN)
    release(tx, Namespace.EMAIL, email_key(user.email))
    store.set_email(tx, user.id, email=user.new_email)
    if UserFlag.CONFIRMED not in user.flags:
        _confirm_first(tx, user)
        return
    tell(tx, user.id, "email_changed", to=user.email)
    tx.announce(EmailConfirmed(account_id=user.id, first=False))


def _confirm_first(tx: Transaction, user: User) -> None:
    if store.change_flags(tx, user.id, add=UserFlag.CONFIRMED):
        tx.announce(EmailConfirmed(account_id=user.id, first=True))


def _send_code(
    tx: Transaction,
    account_id: AccountId,
    purpose: CodePurpose,
    *,
    keys: Keys,
    template: str,
    lasts_ms: int,
) -> None:
    """Keep the hash of a new code; the job writes it again from the nonce and our key."""
    if store.code_expires_ms(tx, account_id, purpose) > now_ms() + lasts_ms - PAUSE_MS:
        return  # the last one is hardly out of the door
    nonce = new_nonce()
    code = write_code(keys, purpose, account_id, nonce)
    store.put_code(
        tx, account_id, purpose, code_hash=hash_code(code), expires_ms=now_ms() + lasts_ms
    )
    tx.enqueue(MAIL_JOB, template=template, account_id=account_id, nonce=nonce, to=None)
