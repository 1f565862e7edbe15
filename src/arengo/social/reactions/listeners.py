"""A post that is gone takes its favourites along, later and in small steps."""

from arengo.base.lanes import Lane
from arengo.social.posts.events import PostDeleted
from arengo.social.reactions import actions
from arengo.storage import Listeners, Transaction


def forget_later(tx: Transaction, event: PostDeleted) -> None:
    """Leave the work to a job: a famous post has many. A pin counts, so it goes at once."""
    actions.forget_own(tx, event.post)
    tx.enqueue("reactions.forget_post", lane=Lane.MAINTENANCE, post_id=event.post.id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostDeleted, forget_later)
