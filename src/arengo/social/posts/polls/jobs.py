"""Work of polls for later: their end, and forgetting in small transactions."""

from arengo.base.ids import PostId
from arengo.social.posts.polls.actions import end, forget_votes
from arengo.storage import Database

_BATCH = 200


async def end_poll(db: Database, *, poll_id: int) -> None:
    """Announce that the time of a poll is over."""
    await db.write(end, poll_id=PostId(poll_id))


async def forget_votes_of(db: Database, *, poll_id: int) -> None:
    """Remove the votes of a poll that is gone or asks something else."""
    while await db.write(forget_votes, poll_id=PostId(poll_id), most=_BATCH) == _BATCH:
        continue
