"""A post that is gone leaves the filters that it was put into."""

from arengo.base.lanes import Lane
from arengo.social.posts.events import PostDeleted
from arengo.storage import Listeners, Transaction


def forget_later(tx: Transaction, event: PostDeleted) -> None:
    """Leave the work to a job: many may have filtered one post."""
    tx.enqueue("filters.forget_post", lane=Lane.MAINTENANCE, post_id=event.post.id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostDeleted, forget_later)
