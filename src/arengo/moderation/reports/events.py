"""What happened to reports."""

from arengo.base.events import Event
from arengo.moderation.reports.model import Report


class Reported(Event, frozen=True, kw_only=True):
    """Somebody asks the staff to look at somebody."""

    report: Report
