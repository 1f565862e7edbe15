"""A post that is gone is no trend."""

from arengo.social.discover.trends.actions import forget_post
from arengo.social.posts.events import PostDeleted, ReplyWithheld
from arengo.social.posts.model import Visibility
from arengo.storage import Listeners, Transaction


def forget(tx: Transaction, event: PostDeleted | ReplyWithheld) -> None:
    """Only what was public could be one."""
    post = event.before if isinstance(event, ReplyWithheld) else event.post
    if post.visibility is Visibility.PUBLIC:
        forget_post(tx, post_id=post.id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostDeleted, forget)
    listeners.add(ReplyWithheld, forget)
