"""What happened to filters."""

from dataclasses import dataclass

from arengo.base.events import Event
from arengo.base.ids import AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class FiltersChanged(Event):
    """Somebody filters differently from now on."""

    account_id: AccountId
