"""Keeps conversations in step with letters, and with who wants to hear of whom."""

from arengo.social.follows.events import Blocked
from arengo.social.messages import actions
from arengo.social.notifications.events import MentionArrived
from arengo.social.posts.events import PostDeleted, PostEdited, PostPublished
from arengo.social.posts.model import Visibility
from arengo.social.posts.queries import posts_by_id
from arengo.storage import Listeners, Transaction


def deliver(tx: Transaction, event: PostPublished) -> None:
    """A letter comes to who wrote it and to whom it names."""
    post = event.post
    if post.visibility is Visibility.DIRECT:
        actions.deliver(tx, post, to_ids=[post.account_id, *post.mentioned_ids])


def deliver_later(tx: Transaction, event: PostEdited) -> None:
    """Who is named only since an edit has the letter from then on."""
    if event.post.visibility is Visibility.DIRECT and event.newly_mentioned:
        actions.deliver(tx, event.post, to_ids=event.newly_mentioned)


def deliver_at_last(tx: Transaction, event: MentionArrived) -> None:
    """What was held back of somebody is theirs once they accept the sender."""
    post = posts_by_id(tx, [event.post_id]).get(event.post_id)
    if post and post.visibility is Visibility.DIRECT:
        actions.deliver(tx, post, to_ids=[event.account_id])


def withdraw(tx: Transaction, event: PostDeleted) -> None:
    """A deleted letter leaves every conversation that it ever came to."""
    post = event.post
    if post.visibility is Visibility.DIRECT:
        actions.withdraw(tx, post, from_ids=[post.account_id, *event.named])


def forget(tx: Transaction, event: Blocked) -> None:
    """Who blocks somebody wants nothing left of what they wrote to each other."""
    actions.forget_between(tx, owner=event.by_id, other=event.target_id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of; after the notifications, for they say who was told."""
    listeners.add(PostPublished, deliver)
    listeners.add(PostEdited, deliver_later)
    listeners.add(MentionArrived, deliver_at_last)
    listeners.add(PostDeleted, withdraw)
    listeners.add(Blocked, forget)
