"""What stands before and after a post in its conversation."""

from collections import defaultdict
from collections.abc import Collection

import msgspec

from arengo.base.ids import AccountId, PostId
from arengo.social.posts.model import Post
from arengo.social.posts.queries import posts_by_id
from arengo.social.posts.threads import store
from arengo.storage import ReadTransaction

MOST_ANCESTORS = 4_096
MOST_ENTRIES = 4_096


class Context(msgspec.Struct, frozen=True):
    """Ids before (oldest first) and after (each reply under what it answers) a post.

    `parents` says what each of the conversation answers, `hidden` what the viewer hides of it.
    """

    ancestors: list[PostId]
    descendants: list[PostId]
    parents: dict[PostId, PostId]
    hidden: frozenset[PostId]


def context_of(tx: ReadTransaction, post: Post, *, viewer: AccountId | None) -> Context:
    """Return the conversation around a post, without what is hidden from the viewer.

    It is not yet filtered by who may see what.
    """
    found = store.entries(tx, root_id=post.thread_id, limit=MOST_ENTRIES)
    hidden = [entry for entry in found if entry.hider_id]
    gone = {each.post_id for each in hidden if viewer not in {each.hider_id, each.account_id}}
    parents = {entry.post_id: entry.parent_id for entry in found}
    children: dict[PostId, list[PostId]] = defaultdict(list)
    for entry in found:
        children[entry.parent_id].append(entry.post_id)
    return Context(
        [each for each in _ancestors(post, parents) if each not in gone],
        _descendants(post.id, children, gone),
        parents,
        frozenset(each.post_id for each in hidden if each.hider_id == viewer),
    )


def may_hide(tx: ReadTransaction, post: Post, *, by: AccountId) -> bool:
    """Whether a post is somebody else's answer in a conversation that this account began."""
    root = posts_by_id(tx, [post.root_id]).get(post.root_id) if post.root_id else None
    return root is not None and root.account_id == by != post.account_id


def is_hidden(tx: ReadTransaction, post_id: PostId, *, by: AccountId) -> bool:
    """Whether this account hides a reply."""
    return store.hidden_by(
        tx, by, before=post_id + 1, after=post_id - 1, upwards=False, limit=1
    ) == [post_id]


def hidden_page(
    tx: ReadTransaction,
    by: AccountId,
    *,
    before: int,
    after: int = 0,
    upwards: bool = False,
    limit: int,
) -> list[PostId]:
    """Return replies that somebody hides, newest first; who may still see them is the caller's."""
    found = store.hidden_by(tx, by, before=before, after=after, upwards=upwards, limit=limit)
    return found[::-1] if upwards else found


def _ancestors(post: Post, parents: dict[PostId, PostId]) -> list[PostId]:
    chain: list[PostId] = []
    current = post.reply_to_id
    while current is not None and len(chain) < MOST_ANCESTORS:
        chain.append(current)
        current = parents.get(current)
    return chain[::-1]


def _descendants(
    post_id: PostId, children: dict[PostId, list[PostId]], gone: Collection[PostId]
) -> list[PostId]:
    """Depth first, so that clients can draw the tree by going down the list."""
    ordered: list[PostId] = []
    waiting = children[post_id][::-1]
    while waiting:
        current = waiting.pop()
        if current in gone:  # with all that answers it
            continue
        ordered.append(current)
        waiting.extend(children[current][::-1])
    return ordered
