"""What happened to conversations."""

from dataclasses import dataclass

from arengo.base.events import Event
from arengo.base.ids import AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationGrew(Event):
    """A letter came into (or out of one's hand into) somebody's conversation."""

    account_id: AccountId
    conversation_id: int
