"""What becomes of invitations when their author leaves."""

from arengo.auth.signup.actions import remove_invites
from arengo.auth.users.events import LoginRemoved
from arengo.storage import Listeners, Transaction


def forget_invites(tx: Transaction, event: LoginRemoved) -> None:
    """An invitation needs somebody who stands behind it."""
    remove_invites(tx, account_id=event.account_id)


def listen(listeners: Listeners) -> None:
    """Tell the table what we hear."""
    listeners.add(LoginRemoved, forget_invites)
