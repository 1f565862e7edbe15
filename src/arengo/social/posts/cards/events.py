"""What happened to cards."""

from arengo.base.events import Event
from arengo.base.ids import PostId
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CardChanged(Event):
    """A post shows something else of what it links to, as far as a search can tell."""

    post_id: PostId
