"""A poll goes with its post."""

from arengo.social.posts.events import PostDeleted
from arengo.social.posts.model import PostFlag
from arengo.social.posts.polls.actions import remove_poll
from arengo.storage import Listeners, Transaction


def remove_with_post(tx: Transaction, event: PostDeleted) -> None:
    """Nobody can vote on a post that is gone."""
    if PostFlag.POLL in event.post.flags:
        remove_poll(tx, event.post.id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(PostDeleted, remove_with_post)
