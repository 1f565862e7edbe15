"""What becomes of passkeys when a login goes, or is taken back from somebody."""

from arengo.auth.passkeys.actions import forget_account
from arengo.auth.users.events import LoginRemoved, PasswordChanged
from arengo.storage import Listeners, Transaction


def forget_passkeys(tx: Transaction, event: LoginRemoved) -> None:
    """Nothing may be left that opens the account."""
    forget_account(tx, account_id=event.account_id)


def shut_out(tx: Transaction, event: PasswordChanged) -> None:
    """Who resets a password shuts out whoever was in, also one who had added a passkey.

    Who changes it from a browser that stays signed in keeps their own.
    """
    if event.keep_session_id is None:
        forget_account(tx, account_id=event.account_id)


def listen(listeners: Listeners) -> None:
    """Tell the table what we hear."""
    listeners.add(LoginRemoved, forget_passkeys)
    listeners.add(PasswordChanged, shut_out)
