"""What happened to filters."""

from arengo.base.events import Event
from arengo.base.ids import AccountId


class FiltersChanged(Event, frozen=True, kw_only=True):
    """Somebody filters differently from now on."""

    account_id: AccountId
