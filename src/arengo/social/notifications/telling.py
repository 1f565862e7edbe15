"""Who was told of a letter at all: what is held back or dropped is no letter that one has."""

from collections.abc import Collection

from arengo.base.ids import AccountId
from arengo.social.notifications.store import pages
from arengo.social.posts.model import Post
from arengo.storage import ReadTransaction


def told_of_letter(
    tx: ReadTransaction, post: Post, people: Collection[AccountId]
) -> set[AccountId]:
    """Return who of these was told that a post names them."""
    if not people:
        return set()
    return pages.told_of_mention(tx, people, from_id=post.account_id, post_id=post.id)
