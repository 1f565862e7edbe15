"""What happened to people."""

from arengo.base.events import Event
from arengo.base.ids import AccountId


class AccountCreated(Event, frozen=True, kw_only=True):
    """Somebody now has a name here."""

    account_id: AccountId


class ProfileChanged(Event, frozen=True, kw_only=True):
    """Others see something new; `unlocked` when followers need not be accepted any more.

    `indexable_changed` when everybody may find their posts from now on, or may not any more.
    """

    account_id: AccountId
    unlocked: bool = False
    indexable_changed: bool = False


class AccountSuspended(Event, frozen=True, kw_only=True):
    """Nobody sees the account any more."""

    account_id: AccountId


class AccountUnsuspended(Event, frozen=True, kw_only=True):
    """The account is back."""

    account_id: AccountId


class SensitivityChanged(Event, frozen=True, kw_only=True):
    """The staff has all media of the account covered, or only what it covers itself."""

    account_id: AccountId


class AccountDeleted(Event, frozen=True, kw_only=True):
    """The account is gone from sight; the job `accounts.erase` removes what it owned."""

    account_id: AccountId
    username: str
