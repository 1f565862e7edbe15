"""Who is followed no longer is in no list any more."""

from arengo.social.follows.events import Unfollowed
from arengo.social.follows.lists import store
from arengo.storage import Listeners, Transaction


def leave_lists(tx: Transaction, event: Unfollowed) -> None:
    """Whoever ended the follow, and however: by a block, by erasing an account."""
    store.remove_from_all(tx, event.by_id, event.target_id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(Unfollowed, leave_lists)
