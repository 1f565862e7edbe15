"""Verbs of joining: sign up, be let in or turned away, invite."""

from typing import Final

from arengo.auth.barriers.queries import check_email
from arengo.auth.roles.model import RoleNumber
from arengo.auth.signup import store
from arengo.auth.signup.events import Approved, SignedUp
from arengo.auth.signup.model import Invite, SignUp
from arengo.auth.signup.policy import INVITE_WRONG, known_locale
from arengo.auth.signup.queries import invite_by_code
from arengo.auth.users.actions import (
    add_user,
    approve_user,
    mark_confirmed,
    send_confirmation,
    tell,
)
from arengo.auth.users.model import User, UserFlag
from arengo.auth.users.policy import EMAIL_TAKEN, merge, refuse
from arengo.auth.users.queries import user_by_id
from arengo.base.clock import now_ms
from arengo.base.errors import Forbidden, Invalid
from arengo.base.ids import AccountId, new_account_id, new_id
from arengo.base.text.names import email_key, normalise_email
from arengo.base.words import draw_word
from arengo.config.keys import Keys
from arengo.social.accounts.actions import create_account, delete_account
from arengo.social.instance.model import Registrations
from arengo.social.instance.queries import site_settings
from arengo.storage import Transaction
from arengo.storage.directory import Namespace, claim, find, release

INVITES_MAX: Final = 100


def sign_up(
    tx: Transaction, *, form: SignUp, password_hash: str, confirmed: bool, keys: Keys
) -> User:
    """Begin an account with its login, or raise Invalid and keep nothing.

    `check_sign_up` has looked at the form; `confirmed` skips the mail (the operator, a test site).
    """
    check_email(tx, normalise_email(form.email))
    mode = site_settings(tx).registrations
    invite = _use_invite(tx, form.invite_code, mode)
    approved = not form.must_wait and (invite is not None or mode == "open")
    user = _begin(
        tx,
        form,
        password_hash,
        flags=UserFlag.APPROVED if approved else UserFlag(0),
        invite_id=invite.id if invite else None,
    )
    return _welcome(tx, user, confirmed=confirmed, keys=keys)


def admit(
    tx: Transaction,
    *,
    username: str,
    email: str,
    password_hash: str,
    role: RoleNumber = RoleNumber.MEMBER,
    confirmed: bool,
    keys: Keys,
    account_id: AccountId | None = None,
) -> User:
    """Begin an account by the operator's word, whatever the mode of registration is."""
    form = SignUp(username=username, email=email, password="", agreement=True)
    user = _begin(
        tx, form, password_hash, flags=UserFlag.APPROVED, role=role, account_id=account_id
    )
    return _welcome(tx, user, confirmed=confirmed, keys=keys)


def approve(tx: Transaction, *, account_id: AccountId) -> None:
    """Let somebody in who was waiting. Doing it twice is the same as doing it once."""
    if approve_user(tx, account_id=account_id):
        tell(tx, account_id, "approved")
        tx.announce(Approved(account_id=account_id))


def reject(tx: Transaction, *, account_id: AccountId) -> None:
    """Turn somebody away who was waiting; their account goes, and so does what they wrote to us."""
    if UserFlag.APPROVED in user_by_id(tx, account_id).flags:
        raise Forbidden
    delete_account(tx, account_id)


def create_invite(
    tx: Transaction,
    *,
    by: AccountId,
    max_uses: int | None = None,
    expires_ms: int | None = None,
) -> Invite:
    """Make a code that lets people in."""
    alive = [each for each in store.of_account(tx, by, limit=1_000) if each.is_good(now_ms())]
    if len(alive) >= INVITES_MAX:
        raise Invalid("Validation failed: You have too many invitations that still count")
    invite = Invite(
        id=new_id(by),
        account_id=by,
        code=draw_word(16),
        max_uses=max_uses,
        uses=0,
        expires_ms=expires_ms,
    )
    claim(tx, Namespace.INVITE, invite.code, invite.id)
    store.add(tx, invite)
    return invite


def expire_invite(tx: Transaction, *, by: AccountId, invite_id: int) -> None:
    """End one of one's invitations. Doing it twice is the same as doing it once."""
    store.expire(tx, invite_id, account_id=by, now_ms=now_ms())


def remove_invites(tx: Transaction, *, account_id: AccountId) -> None:
    """Forget the invitations of somebody who leaves."""
    for code in store.remove_of(tx, account_id):
        release(tx, Namespace.INVITE, code)


def _use_invite(tx: Transaction, code: str, mode: Registrations) -> Invite | None:
    """Count the use of an invitation; raises when joining is not possible without or with it."""
    if mode == "closed":
        raise Forbidden
    if not code and mode != "invite":
        return None
    invite = invite_by_code(tx, code) if code else None
    if invite is None or not store.use(tx, invite.id, now_ms=now_ms()):
        raise refuse(INVITE_WRONG)
    return invite


def _begin(
    tx: Transaction,
    form: SignUp,
    password_hash: str,
    *,
    flags: UserFlag,
    role: RoleNumber = RoleNumber.MEMBER,
    invite_id: int | None = None,
    account_id: AccountId | None = None,
) -> User:
    email = normalise_email(form.email)
    user = User(
        id=account_id or new_account_id(),
        role=int(role),
        flags=flags,
        email=email,
        new_email=None,
        password_hash=password_hash,
        totp_secret=None,
        totp_step=0,
        locale=known_locale(form.locale),
        reason=None if UserFlag.APPROVED in flags else form.reason.strip() or None,
        invite_id=invite_id,
        app_id=form.app_id,
        signed_in_ms=0,
    )
    try:
        create_account(tx, username=form.username.strip(), account_id=user.id)
    except Invalid as refusal:
        if find(tx, Namespace.EMAIL, email_key(email)) is not None:
            raise merge(refusal, refuse(EMAIL_TAKEN)) from None
        raise
    if not add_user(tx, user=user):
        raise refuse(EMAIL_TAKEN)
    return user


def _welcome(tx: Transaction, user: User, *, confirmed: bool, keys: Keys) -> User:
    approved = UserFlag.APPROVED in user.flags
    tx.announce(SignedUp(account_id=user.id, approved=approved))
    if confirmed:
        mark_confirmed(tx, account_id=user.id)
    else:
        send_confirmation(tx, account_id=user.id, keys=keys)
    return user_by_id(tx, user.id)
