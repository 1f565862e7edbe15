"""What happened to polls."""

from arengo.base.events import Event
from arengo.base.ids import AccountId, PostId
from arengo.social.posts.model import Post


class PollEnded(Event, frozen=True, kw_only=True):
    """The time of a poll is over; the tallies stand."""

    post: Post


class VotesForgotten(Event, frozen=True, kw_only=True):
    """What these people chose counts no more: the poll is gone, or asks something else."""

    poll_id: PostId
    voters: tuple[AccountId, ...]
