"""Keeps the showcase in step with what people say of themselves."""

from arengo.social.accounts.events import (
    AccountDeleted,
    AccountSuspended,
    AccountUnsuspended,
    ProfileChanged,
)
from arengo.social.discover.showcase.actions import show_or_hide
from arengo.storage import Listeners, Transaction

_Changed = AccountDeleted | AccountSuspended | AccountUnsuspended | ProfileChanged


def look_again(tx: Transaction, event: _Changed) -> None:
    """Somebody may want to be found now, or may not be."""
    show_or_hide(tx, account_id=event.account_id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(ProfileChanged, look_again)
    listeners.add(AccountSuspended, look_again)
    listeners.add(AccountUnsuspended, look_again)
    listeners.add(AccountDeleted, look_again)
