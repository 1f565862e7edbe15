"""Who is to be woken when something happens that is no notification of anybody."""

from arengo.base.lanes import Lane
from arengo.social.instance.open_letters.events import LetterSigned
from arengo.storage import Listeners, Transaction


def wake_later(tx: Transaction, event: LetterSigned) -> None:
    """Whoever asked for it is woken for an open letter."""
    tx.enqueue("push.wake_for_letter", lane=Lane.FANOUT, letter_id=event.letter_id)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(LetterSigned, wake_later)
