"""Looks at the links of a profile whenever it changes."""

from arengo.social.accounts.events import ProfileChanged
from arengo.social.accounts.proofs.actions import ask_for_proofs
from arengo.storage import Listeners, Transaction


def look_at_links(tx: Transaction, event: ProfileChanged) -> None:
    """What is not proved yet may be by now."""
    ask_for_proofs(tx, by=event.account_id, anew=False)


def listen(listeners: Listeners) -> None:
    """Register what this feature hears of."""
    listeners.add(ProfileChanged, look_at_links)
