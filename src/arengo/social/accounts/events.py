"""What happened to people."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCreated(Event):
    """Somebody now has a name here."""

    account_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(Event):
    """Others see something new; `unlocked` when followers need not be accepted any more.

    `indexable_changed` when everybody may find their posts from now on, or may not any more.
    """

    account_id: AccountId
    unlocked: bool = False
    indexable_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSuspended(Event):
    """Nobody sees the account any more."""

    account_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountUnsuspended(Event):
    """The account is back."""

    account_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityChanged(Event):
    """The staff has all media of the account covered, or only what it covers itself."""

    account_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDeleted(Event):
    """The account is gone from sight; the job `accounts.erase` removes what it owned."""

    account_id: AccountId
    username: str
