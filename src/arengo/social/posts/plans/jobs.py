"""Publishing what was scheduled, at its time."""

from typing import Final

from arengo.base.errors import Forbidden, Invalid, NotFound
from arengo.social.posts.plans.actions import publish_due, set_aside
from arengo.storage import Database

_GONE: Final = "What it answers is not there any more"


async def publish_plan(db: Database, *, host_name: str, most_characters: int, plan_id: int) -> None:
    """Publish a plan whose time has come; what may not be published becomes a draft."""
    try:
        await db.write(
            publish_due, plan_id=plan_id, host_name=host_name, most_characters=most_characters
        )
    except (Forbidden, Invalid, NotFound) as refusal:
        problem = _GONE if refusal.message == NotFound.words else refusal.message
        await db.write(set_aside, plan_id=plan_id, problem=problem)
