"""Announcements: what the operator tells everybody, put away or reacted to."""

from typing import Any, Final

from arengo.api.entities.announcement import AnnouncementEntity, announcement_entity
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.instance.announcements import actions
from arengo.social.instance.announcements.queries import current_announcements
from arengo.social.instance.emojis.palette import palette
from arengo.storage import ReadTransaction

_ONE: Final = "/api/v1/announcements/{announcement_id}"


@reads(
    "/api/v1/announcements",
    scope="read:accounts",
    bounded=False,
    answers=list[AnnouncementEntity],
)
def list_announcements(tx: ReadTransaction, request: Request) -> list[AnnouncementEntity]:
    """Return what is announced now, oldest first."""
    palette.refresh(tx)
    found = current_announcements(tx, request.me)
    origin = request.site.settings.origin
    return [announcement_entity(tx, each, origin=origin) for each in found]


@acts("POST", f"{_ONE}/dismiss", scope="write:accounts", answers=dict[str, Any])
async def dismiss(request: Request, announcement_id: int) -> Answer:
    """Put an announcement away."""
    await request.write(actions.dismiss, by=request.me, announcement_id=announcement_id)
    return EMPTY


@acts("PUT", f"{_ONE}/reactions/{{name}}", scope="write:favourites", answers=dict[str, Any])
async def react(request: Request, announcement_id: int, name: str) -> Answer:
    """React with an emoji."""
    await request.write(actions.react, by=request.me, announcement_id=announcement_id, name=name)
    return EMPTY


@acts("DELETE", f"{_ONE}/reactions/{{name}}", scope="write:favourites", answers=dict[str, Any])
async def take_back(request: Request, announcement_id: int, name: str) -> Answer:
    """Take a reaction back."""
    await request.write(
        actions.take_back, by=request.me, announcement_id=announcement_id, name=name
    )
    return EMPTY
