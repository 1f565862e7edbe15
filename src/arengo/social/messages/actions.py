"""The verbs of conversations: a letter comes in or goes, one reads them or removes them."""

from collections.abc import Collection

from arengo.base.ids import MAX_ID, AccountId, PostId, new_id
from arengo.social.follows.queries import silences
from arengo.social.messages import store
from arengo.social.messages.events import ConversationGrew
from arengo.social.messages.model import Conversation
from arengo.social.messages.queries import own_conversation
from arengo.social.notifications.telling import told_of_letter
from arengo.social.posts.model import Post
from arengo.social.reactions.queries import mutes_thread
from arengo.storage import Transaction

_AT_ONCE = 500


def deliver(tx: Transaction, post: Post, *, to_ids: Collection[AccountId]) -> None:
    """Put a letter into the conversations of these people; again changes nothing.

    Theirs is what they were told of, and silently what stands in a thread that they muted.
    """
    tx.lock("conversation", post.thread_id)
    everybody = {post.account_id, *post.mentioned_ids}
    readers = set(to_ids) & {post.account_id, *_here(post)}
    told = told_of_letter(tx, post, readers - {post.account_id})
    for reader in sorted(readers):
        if reader == post.account_id or reader in told or _comes_quietly(tx, post, reader):
            _put(tx, post, reader, people=sorted(everybody - {reader}))


def _comes_quietly(tx: Transaction, post: Post, reader: AccountId) -> bool:
    return mutes_thread(tx, reader, post.thread_id) and not silences(tx, reader, [post.account_id])


def _here(post: Post) -> list[AccountId]:
    """Return who of the named lives on this server: others keep their own conversations."""
    return [AccountId(each.id) for each in post.extra.mentions if "@" not in each.acct]


def _put(tx: Transaction, post: Post, reader: AccountId, *, people: list[AccountId]) -> None:
    if store.conversation_of_post(tx, reader, post.id) is not None:
        return
    found = store.conversation_with(tx, reader, root_id=post.thread_id, people=people)
    quiet = reader == post.account_id or mutes_thread(tx, reader, post.thread_id)
    unread = found.unread if found and reader != post.account_id and quiet else not quiet
    if found is None:
        number = new_id(reader)
        made = Conversation(number, reader, post.thread_id, tuple(people), post.id, unread)
        store.add(tx, made)
    else:
        number, last = found.id, max(found.last_id, post.id)
        store.put(tx, number, last_id=PostId(last), unread=unread)
    store.add_post(tx, reader, conversation_id=number, post_id=post.id)
    tx.announce(ConversationGrew(account_id=reader, conversation_id=number))


def withdraw(tx: Transaction, post: Post, *, from_ids: Collection[AccountId]) -> None:
    """Take a letter that is gone out of the conversations of these people."""
    tx.lock("conversation", post.thread_id)
    for reader in sorted(set(from_ids)):
        number = store.conversation_of_post(tx, reader, post.id)
        if number is None:
            continue
        store.remove_post(tx, reader, post.id)
        last = store.last_post(tx, reader, number)
        found = store.conversation_by_id(tx, number)
        if last is None:
            store.remove(tx, reader, number)
        elif found and found.last_id == post.id:
            store.put(tx, number, last_id=last, unread=found.unread)


def mark(tx: Transaction, *, by: AccountId, conversation_id: int, unread: bool) -> Conversation:
    """Say whether one has read a conversation; NotFound for somebody else's."""
    found = own_conversation(tx, conversation_id, by=by)
    if found.unread != unread:
        store.put(tx, found.id, last_id=found.last_id, unread=unread)
    return own_conversation(tx, conversation_id, by=by)


def remove(tx: Transaction, *, by: AccountId, conversation_id: int) -> None:
    """Remove a conversation from one's own list; the next letter brings it back."""
    store.remove(tx, by, own_conversation(tx, conversation_id, by=by).id)


def forget_between(tx: Transaction, *, owner: AccountId, other: AccountId) -> None:
    """Remove what somebody had with somebody whom they blocked."""
    for number in store.some_with(tx, owner, other, limit=_AT_ONCE):
        store.remove(tx, owner, number)


def forget_account(tx: Transaction, *, account_id: AccountId, most: int = 100) -> int:
    """Remove some conversations of an account that is going; returns how many."""
    found = store.page(tx, account_id, before=MAX_ID, after=0, upwards=False, limit=most)
    for each in found:
        store.remove(tx, account_id, each.id)
    return len(found)
