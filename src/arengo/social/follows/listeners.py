"""What follows do when people change."""

from arengo.base.lanes import Lane
from arengo.social.accounts.events import ProfileChanged
from arengo.storage import Listeners, Transaction


def accept_waiting(tx: Transaction, event: ProfileChanged) -> None:
    """Let everybody in who waits, when a locked account opens."""
    if event.unlocked:
        tx.enqueue(
            "follows.accept_all",
            lane=Lane.FANOUT,
            dedup=str(event.account_id),
            account_id=event.account_id,
        )


def listen(listeners: Listeners) -> None:
    """Hear of what concerns follows."""
    listeners.add(ProfileChanged, accept_waiting)
