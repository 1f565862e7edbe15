"""The verbs of waking: subscribe, change, unsubscribe, and leave messages to jobs."""

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, new_id
from arengo.base.lanes import Lane
from arengo.social.notifications.model import Notification
from arengo.social.notifications.push import store
from arengo.social.notifications.push.model import Address, Subscription, Wishes
from arengo.storage import Transaction

JOB = "push.deliver"
LETTER_JOB = "push.deliver_letter"


def subscribe(
    tx: Transaction, *, by: AccountId, token_id: int, address: Address, wishes: Wishes
) -> Subscription:
    """Let a token be woken at an address; what it had before ends."""
    made = Subscription(
        id=new_id(by), account_id=by, token_id=token_id, address=address, wishes=wishes
    )
    store.put(tx, made)
    return made


def change(tx: Transaction, *, token_id: int, wishes: Wishes) -> None:
    """Say anew when to be woken; NotFound when the token has no subscription."""
    if not store.change(tx, token_id, wishes):
        raise NotFound


def unsubscribe(tx: Transaction, *, token_id: int) -> None:
    """Let a token be woken no more. Doing it twice is the same as doing it once."""
    store.remove(tx, token_id)


def forget(tx: Transaction, *, token_id: int, subscription_id: int) -> None:
    """Remove a subscription that its service does not know any more; a newer one stays."""
    store.remove_one(tx, token_id, subscription_id)


def wake(tx: Transaction, told: Notification) -> None:
    """Leave a message to a job for each subscription that wants it."""
    for token_id, number in store.wanting(tx, told.account_id, told.type, told.from_id):
        tx.enqueue(
            JOB,
            lane=Lane.DELIVER,
            token_id=token_id,
            subscription_id=number,
            notification_id=told.id,
        )


def wake_for_letter(
    tx: Transaction, *, letter_id: int, buckets: range, after: int, most: int
) -> int:
    """Leave a message to a job for some who want open letters; returns where to go on, or 0."""
    found = store.wanting_letters(tx, buckets, after=after, limit=most)
    for token_id, number in found:
        tx.enqueue(
            LETTER_JOB,
            lane=Lane.DELIVER,
            token_id=token_id,
            subscription_id=number,
            letter_id=letter_id,
        )
    return found[-1][0] if len(found) == most else 0
