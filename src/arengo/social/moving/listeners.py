"""What becomes of imports when posts go."""

from arengo.social.moving.actions import forget_deleted
from arengo.social.posts.events import PostDeleted
from arengo.storage import Listeners


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostDeleted, forget_deleted)
