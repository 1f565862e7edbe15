"""What a change of an author means for how their posts are shown."""

from arengo.base.lanes import Lane
from arengo.social.accounts.events import SensitivityChanged
from arengo.storage import Listeners, Transaction


def show_media_anew(tx: Transaction, event: SensitivityChanged) -> None:
    """Whether media are covered stands in what is kept of each post: all of them are renewed."""
    account_id = event.account_id
    tx.enqueue(
        "posts.renew_media_of", lane=Lane.FANOUT, dedup=str(account_id), account_id=account_id
    )


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(SensitivityChanged, show_media_anew)
