"""What happened to plans."""

from arengo.base.events import Event
from arengo.base.ids import AccountId


class PlanSetAside(Event, frozen=True, kw_only=True):
    """What somebody had scheduled could not be published and is a draft now, which says why."""

    account_id: AccountId
    plan_id: int
