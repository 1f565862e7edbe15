"""What happened to conversations."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationGrew(Event):
    """A letter came into (or out of one's hand into) somebody's conversation."""

    account_id: AccountId
    conversation_id: int
