"""A post that is gone is no trend."""

from arengo.social.discover.trends.actions import forget_post
from arengo.social.posts.events import PostDeleted
from arengo.social.posts.model import PostFlag, Visibility
from arengo.storage import Listeners, Transaction


def forget(tx: Transaction, event: PostDeleted) -> None:
    """Only what was public could be one."""
    if event.post.visibility is Visibility.PUBLIC and PostFlag.REPLY not in event.post.flags:
        forget_post(tx, post_id=event.post.id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostDeleted, forget)
