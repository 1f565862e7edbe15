"""Work of announcements for later: their time has come, or is over."""

from arengo.social.instance.announcements.actions import end_due, publish_due
from arengo.storage import Database


async def publish_announcement(db: Database, *, announcement_id: int) -> None:
    """Publish what was scheduled, if it still is and its time has come."""
    await db.write(publish_due, announcement_id=announcement_id)


async def end_announcement(db: Database, *, announcement_id: int) -> None:
    """Say that an announcement is over, if it is."""
    await db.write(end_due, announcement_id=announcement_id)
