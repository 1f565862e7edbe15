"""What stands before and after a post in its conversation."""

from collections import defaultdict
from dataclasses import dataclass

from arengo.base.ids import PostId
from arengo.social.posts.model import Post
from arengo.social.posts.threads import store
from arengo.storage import ReadTransaction

MOST_ANCESTORS = 4_096
MOST_ENTRIES = 4_096


@dataclass(frozen=True, slots=True)
class Context:
    """Ids before (oldest first) and after (each reply under what it answers) a post.

    `parents` says what each of the conversation answers.
    """

    ancestors: list[PostId]
    descendants: list[PostId]
    parents: dict[PostId, PostId]


def context_of(tx: ReadTransaction, post: Post) -> Context:
    """Return the conversation around a post, not yet filtered by who may see what."""
    found = store.entries(tx, root_id=post.thread_id, limit=MOST_ENTRIES)
    parents = {entry.post_id: entry.parent_id for entry in found}
    children: dict[PostId, list[PostId]] = defaultdict(list)
    for entry in found:
        children[entry.parent_id].append(entry.post_id)
    return Context(_ancestors(post, parents), _descendants(post.id, children), parents)


def _ancestors(post: Post, parents: dict[PostId, PostId]) -> list[PostId]:
    chain: list[PostId] = []
    current = post.reply_to_id
    while current is not None and len(chain) < MOST_ANCESTORS:
        chain.append(current)
        current = parents.get(current)
    return chain[::-1]


def _descendants(post_id: PostId, children: dict[PostId, list[PostId]]) -> list[PostId]:
    """Depth first, so that clients can draw the tree by going down the list."""
    ordered: list[PostId] = []
    waiting = children[post_id][::-1]
    while waiting:
        current = waiting.pop()
        ordered.append(current)
        waiting.extend(children[current][::-1])
    return ordered
