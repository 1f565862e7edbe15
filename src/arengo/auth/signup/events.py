"""Facts about people who join."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedUp(Event):
    """Somebody filled in the form; `approved` is False while the staff has to look."""

    account_id: AccountId
    approved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved(Event):
    """The staff let somebody in."""

    account_id: AccountId
