"""Publishing several posts at once, each an answer to the one before it."""

from collections.abc import Sequence

from msgspec.structs import replace

from arengo.base.ids import AccountId
from arengo.social.posts.actions import publish
from arengo.social.posts.model import Draft, Post
from arengo.storage import Transaction


def publish_all(tx: Transaction, *, by: AccountId, drafts: Sequence[Draft], host_name: str) -> Post:
    """Publish a post and what goes on below it, all or none of it. Returns the first.

    Raises what publishing one of them raises; with idempotency keys each is published once.
    """
    first = last = publish(tx, by=by, draft=drafts[0], host_name=host_name)
    for draft in drafts[1:]:
        visibility = max(draft.visibility, first.meant)  # a quote may have narrowed it
        answer = replace(draft, reply_to_id=last.id, visibility=visibility)
        last = publish(tx, by=by, draft=answer, host_name=host_name)
    return first
