"""What becomes of a login when its account goes."""

from arengo.auth.users.actions import remove_user
from arengo.social.accounts.events import AccountDeleted
from arengo.storage import Listeners, Transaction


def end_login(tx: Transaction, event: AccountDeleted) -> None:
    """Nobody signs in to an account that is gone."""
    remove_user(tx, account_id=event.account_id)


def listen(listeners: Listeners) -> None:
    """Tell the table what we hear."""
    listeners.add(AccountDeleted, end_login)
