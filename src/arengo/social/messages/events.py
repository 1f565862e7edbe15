"""What happened to conversations."""

from arengo.base.events import Event
from arengo.base.ids import AccountId


class ConversationGrew(Event, frozen=True, kw_only=True):
    """A letter came into (or out of one's hand into) somebody's conversation."""

    account_id: AccountId
    conversation_id: int
