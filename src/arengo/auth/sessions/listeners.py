"""What becomes of browser sessions when a login changes or goes."""

from arengo.auth.sessions.actions import end_all_sessions
from arengo.auth.users.events import LoginRemoved, PasswordChanged
from arengo.storage import Listeners, Transaction


def end_others(tx: Transaction, event: PasswordChanged) -> None:
    """Sign out every browser but the one in which the password was changed."""
    end_all_sessions(tx, account_id=event.account_id, keep_session_id=event.keep_session_id)


def end_all(tx: Transaction, event: LoginRemoved) -> None:
    """Sign out every browser."""
    end_all_sessions(tx, account_id=event.account_id)


def listen(listeners: Listeners) -> None:
    """Tell the table what we hear."""
    listeners.add(PasswordChanged, end_others)
    listeners.add(LoginRemoved, end_all)
