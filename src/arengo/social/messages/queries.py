"""Questions about somebody's own conversations."""

from typing import Final

from arengo.base.errors import NotFound
from arengo.base.ids import MAX_ID, AccountId, PostId
from arengo.social.messages import store
from arengo.social.messages.model import Conversation, Waiting
from arengo.social.notifications.model import NotificationType
from arengo.social.notifications.requests import queries as requests
from arengo.social.notifications.requests.model import Held, Stretch
from arengo.social.posts.model import Visibility
from arengo.social.posts.queries import posts_by_id
from arengo.storage import ReadTransaction

_MENTIONS: Final = 1 << NotificationType.MENTION
_LOOKED_AT: Final = 200  # of what is held back, for one page of senders


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


def count_unread(tx: ReadTransaction, owner: AccountId, *, most: int) -> int:
    """Return how many conversations wait to be read, among the `most` that were last written in."""
    return store.count_unread(tx, owner, most=most)


def letters(
    tx: ReadTransaction, conversation: Conversation, *, before: int, limit: int
) -> list[PostId]:
    """Return what was written in a conversation, the last letter first."""
    return store.posts_page(
        tx, conversation.account_id, conversation.id, before=before, limit=limit
    )


def waiting(
    tx: ReadTransaction, owner: AccountId, *, before: int = MAX_ID
) -> tuple[list[Waiting], int]:
    """Return whose letters somebody's policy holds back, and from where it goes on (0: nowhere).

    The one who wrote last comes first, with their last letter.
    """
    stretch = Stretch(before=before, types=_MENTIONS, limit=_LOOKED_AT)
    held = requests.held_page(tx, owner, stretch)
    found = _by_sender(tx, held)
    answerable = requests.requests_of(tx, owner, found.keys())
    shown = [Waiting(answerable[each], found[each]) for each in found if each in answerable]
    return shown, held[-1].id if len(held) == _LOOKED_AT else 0


def _by_sender(tx: ReadTransaction, held: list[Held]) -> dict[AccountId, tuple[PostId, ...]]:
    """Return the letters among what is held back by who wrote them, the last one first."""
    posts = posts_by_id(tx, {each.post_id for each in held if each.post_id})
    found: dict[AccountId, tuple[PostId, ...]] = {}
    for each in held:
        post = posts.get(each.post_id) if each.post_id else None
        if post and post.visibility is Visibility.DIRECT:
            found[each.from_id] = (*found.get(each.from_id, ()), post.id)
    return found
