"""What happened to reports."""

from arengo.base.events import Event
from arengo.base.records import dataclass
from arengo.moderation.reports.model import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(Event):
    """Somebody asks the staff to look at somebody."""

    report: Report
