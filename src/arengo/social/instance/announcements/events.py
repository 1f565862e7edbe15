"""What happened to announcements that everybody sees."""

from arengo.base.events import Event
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementShown(Event):
    """Everybody sees an announcement from now on, or sees it say something else."""

    announcement_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementGone(Event):
    """Nobody sees an announcement any more: it is over, withdrawn or removed."""

    announcement_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementReacted(Event):
    """Another number of people react to an announcement in one way."""

    announcement_id: int
    name: str
