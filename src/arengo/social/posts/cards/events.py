"""What happened to cards."""

from arengo.base.events import Event
from arengo.base.ids import PostId


class CardChanged(Event, frozen=True, kw_only=True):
    """A post shows something else of what it links to, as far as a search can tell."""

    post_id: PostId
