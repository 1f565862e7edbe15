"""What happened to plans."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSetAside(Event):
    """What somebody had scheduled could not be published and is a draft now, which says why."""

    account_id: AccountId
    plan_id: int
