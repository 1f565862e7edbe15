"""The verbs of a conversation: whoever began it hides single replies, and shows them again."""

from arengo.base.errors import Forbidden
from arengo.base.ids import AccountId, PostId
from arengo.social.posts.model import Post
from arengo.social.posts.queries import visible_original
from arengo.social.posts.threads import store
from arengo.social.posts.threads.queries import may_hide
from arengo.storage import Transaction


def hide(tx: Transaction, *, by: AccountId, post_id: PostId) -> Post:
    """Hide a reply, and what answers it, from everybody's view of one's thread but its author's.

    It stays where else it is, its own page included. Doing it twice is doing it once. Raises
    Forbidden when it is one's own reply, or in a thread that somebody else began.
    """
    post = visible_original(tx, post_id, viewer=by)
    tx.lock("post", post.thread_id)  # whoever deletes the first post of it ends first
    if not may_hide(tx, post, by=by):
        raise Forbidden
    store.hide(tx, root_id=post.thread_id, post_id=post.id, by=by)
    return post


def show(tx: Transaction, *, by: AccountId, post_id: PostId) -> None:
    """Let a reply that one hid be seen again; nothing happens when one did not.

    Raises NotFound when there is no such post for `by`; what one hid may be out of sight by now.
    """
    if not store.show(tx, post_id=post_id, by=by):
        visible_original(tx, post_id, viewer=by)
