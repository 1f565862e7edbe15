"""A post that is gone is no trend."""

from arengo.social.discover.trends.actions import forget_post
from arengo.social.posts.events import PostDeleted
from arengo.social.posts.model import Visibility
from arengo.storage import Listeners, Transaction


def forget(tx: Transaction, event: PostDeleted) -> None:
    """Only what was public could be one."""
    if event.post.visibility is Visibility.PUBLIC:
        forget_post(tx, post_id=event.post.id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostDeleted, forget)
