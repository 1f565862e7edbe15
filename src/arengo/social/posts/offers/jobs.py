"""Replies on which nobody decides are refused after two weeks, quietly."""

from arengo.social.posts.offers.actions import refuse_old
from arengo.storage import Database

_BATCH = 200


async def refuse_old_offers(db: Database) -> None:
    """Refuse what waited too long, some at a time."""
    while await db.write(refuse_old, most=_BATCH) == _BATCH:
        continue
