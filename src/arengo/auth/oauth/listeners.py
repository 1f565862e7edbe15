"""What becomes of tokens when a login changes or goes."""

from arengo.auth.oauth.actions import revoke_all_tokens
from arengo.auth.users.events import LoginRemoved, PasswordChanged
from arengo.storage import Listeners, Transaction


def revoke(tx: Transaction, event: PasswordChanged | LoginRemoved) -> None:
    """Shut out every app: one of them may be the reason."""
    revoke_all_tokens(tx, account_id=event.account_id)


def listen(listeners: Listeners) -> None:
    """Tell the table what we hear."""
    listeners.add(PasswordChanged, revoke)
    listeners.add(LoginRemoved, revoke)
