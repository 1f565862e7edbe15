"""What becomes of passkeys when a login goes."""

from arengo.auth.passkeys.actions import forget_account
from arengo.auth.users.events import LoginRemoved
from arengo.storage import Listeners, Transaction


def forget_passkeys(tx: Transaction, event: LoginRemoved) -> None:
    """Nothing may be left that opens the account."""
    forget_account(tx, account_id=event.account_id)


def listen(listeners: Listeners) -> None:
    """Tell the table what we hear."""
    listeners.add(LoginRemoved, forget_passkeys)
