"""Who blocks somebody is in none of their collections any more, nor they in theirs."""

from arengo.social.collections.actions import part
from arengo.social.follows.events import Blocked
from arengo.storage import Listeners, Transaction


def part_both(tx: Transaction, event: Blocked) -> None:
    """A block ends what one recommends of the other."""
    part(tx, one=event.by_id, other=event.target_id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(Blocked, part_both)
