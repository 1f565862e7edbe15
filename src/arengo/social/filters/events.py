"""What happened to filters."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FiltersChanged(Event):
    """Somebody filters differently from now on."""

    account_id: AccountId
