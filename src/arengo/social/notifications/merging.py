"""The verb of the job that moves what was held back of a sender who was accepted."""

from arengo.base.ids import MAX_ID, AccountId, PostId
from arengo.social.notifications.actions import tell_late
from arengo.social.notifications.events import MentionArrived, RequestsMerged
from arengo.social.notifications.model import NotificationType
from arengo.social.notifications.policy import released
from arengo.social.notifications.requests import actions as requests
from arengo.storage import Transaction


def merge(tx: Transaction, *, account_id: AccountId, from_id: AccountId, most: int) -> bool:
    """Move some of what was held back among what is told; True while there is more."""
    tx.lock(requests.LOCK, account_id)
    moved = requests.take_some(tx, account_id=account_id, from_id=from_id, before=MAX_ID, most=most)
    for each in moved:
        tell_late(tx, released(account_id, each))
        if each.type == NotificationType.MENTION and each.post_id is not None:
            tx.announce(MentionArrived(account_id=account_id, post_id=PostId(each.post_id)))
    if len(moved) == most:
        return True
    if requests.end_merging(tx, account_id=account_id, from_id=from_id):
        tx.announce(RequestsMerged(account_id=account_id))
    return False
