"""Facts about people who join."""

from arengo.base.events import Event
from arengo.base.ids import AccountId


class SignedUp(Event, frozen=True, kw_only=True):
    """Somebody filled in the form; `approved` is False while the staff has to look."""

    account_id: AccountId
    approved: bool


class Approved(Event, frozen=True, kw_only=True):
    """The staff let somebody in."""

    account_id: AccountId
