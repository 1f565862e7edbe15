"""What others ask about push subscriptions."""

from arengo.base.errors import NotFound
from arengo.social.notifications.push import store
from arengo.social.notifications.push.model import Subscription
from arengo.storage import ReadTransaction


def subscription_of(tx: ReadTransaction, token_id: int) -> Subscription:
    """Return the subscription that was made with a token; NotFound when it has none."""
    found = store.by_token(tx, token_id)
    if found is None:
        raise NotFound
    return found
