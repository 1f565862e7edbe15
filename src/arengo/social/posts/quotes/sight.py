"""Whether a viewer sees what a post quotes, and why not."""

from collections.abc import Collection, Mapping
from enum import Enum

from arengo.base.ids import AccountId
from arengo.social.follows.queries import relationships
from arengo.social.posts.model import Post
from arengo.social.posts.queries import posts_by_id, visible_ids
from arengo.social.posts.quotes.model import Quote, QuoteState
from arengo.storage import ReadTransaction


class Sight(Enum):
    """How a quoted post stands to a viewer."""

    SHOWN = "shown"
    REVOKED = "revoked"
    GONE = "gone"
    UNSEEN = "unseen"  # not for this viewer
    BLOCKED = "blocked"  # they could see it, but block its author
    MUTED = "muted"

    @property
    def readable(self) -> bool:
        """Return whether the viewer could read it, if they want to."""
        return self in {Sight.SHOWN, Sight.BLOCKED, Sight.MUTED}


def sights(
    tx: ReadTransaction, quotes: Collection[Quote], *, viewer: AccountId | None
) -> dict[int, Sight]:
    """Return post → how what it quotes stands to a viewer."""
    standing = {q.quoted_id for q in quotes if q.state is QuoteState.ACCEPTED}
    posts = posts_by_id(tx, standing)
    open_to = visible_ids(tx, standing, viewer=viewer)
    hidden = _hidden(tx, posts, open_to, viewer=viewer) if viewer else {}
    return {q.post_id: _sight(q, posts, open_to, hidden) for q in quotes}


def _sight(
    quote: Quote, posts: Mapping[int, Post], open_to: set[int], hidden: Mapping[int, Sight]
) -> Sight:
    if quote.state is QuoteState.REVOKED:
        return Sight.REVOKED
    if quote.quoted_id not in posts:
        return Sight.GONE
    if quote.quoted_id in hidden:
        return hidden[quote.quoted_id]
    return Sight.SHOWN if quote.quoted_id in open_to else Sight.UNSEEN


def _hidden(
    tx: ReadTransaction, posts: Mapping[int, Post], open_to: set[int], *, viewer: AccountId
) -> dict[int, Sight]:
    """Return which posts the viewer could see but does not want to, for they are by such people."""
    people = {post.account_id for post in posts.values() if post.account_id != viewer}
    if not people:
        return {}
    known = {each.target_id: each for each in relationships(tx, viewer, list(people))}
    shut = [post_id for post_id in posts if post_id not in open_to]
    public = visible_ids(tx, shut, viewer=None)
    found = {}
    for post_id, post in posts.items():
        relation = known.get(post.account_id)
        if relation is None or relation.blocked_by:
            continue
        if relation.blocking and post_id in public:
            found[post_id] = Sight.BLOCKED
        elif relation.muting and post_id in open_to:
            found[post_id] = Sight.MUTED
    return found
