"""What happened to notifications."""

from dataclasses import dataclass

from arengo.base.events import Event
from arengo.base.ids import AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified(Event):
    """Somebody was told something; in a storm this stays unsaid."""

    account_id: AccountId
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsMerged(Event):
    """All that somebody accepted has arrived among their notifications."""

    account_id: AccountId
