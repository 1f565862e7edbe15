"""Questions about somebody's own conversations."""

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.messages import store
from arengo.social.messages.model import Conversation
from arengo.storage import ReadTransaction


def own_conversation(tx: ReadTransaction, conversation_id: int, *, by: AccountId) -> Conversation:
    """Return a conversation of somebody; NotFound for what is not theirs."""
    found = store.conversation_by_id(tx, conversation_id)
    if found is None or found.account_id != by:
        raise NotFound
    return found


def conversations(
    tx: ReadTransaction, owner: AccountId, *, before: int, after: int, upwards: bool, limit: int
) -> list[Conversation]:
    """Return somebody's conversations, the one with the last letter first."""
    found = store.page(tx, owner, before=before, after=after, upwards=upwards, limit=limit)
    return found[::-1] if upwards else found
