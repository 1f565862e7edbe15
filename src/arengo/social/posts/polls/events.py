"""What happened to polls."""

from arengo.base.events import Event
from arengo.base.ids import AccountId, PostId
from arengo.base.records import dataclass
from arengo.social.posts.model import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class PollEnded(Event):
    """The time of a poll is over; the tallies stand."""

    post: Post


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesForgotten(Event):
    """What these people chose counts no more: the poll is gone, or asks something else."""

    poll_id: PostId
    voters: tuple[AccountId, ...]
