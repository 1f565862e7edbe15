"""What happened to announcements that everybody sees."""

from arengo.base.events import Event


class AnnouncementShown(Event, frozen=True, kw_only=True):
    """Everybody sees an announcement from now on, or sees it say something else."""

    announcement_id: int


class AnnouncementGone(Event, frozen=True, kw_only=True):
    """Nobody sees an announcement any more: it is over, withdrawn or removed."""

    announcement_id: int


class AnnouncementReacted(Event, frozen=True, kw_only=True):
    """Another number of people react to an announcement in one way."""

    announcement_id: int
    name: str
