"""Questions about polls: how they stand, and who voted."""

from collections.abc import Collection

from arengo.base.ids import AccountId, PostId
from arengo.social.posts.polls import store
from arengo.social.posts.polls.model import Poll
from arengo.storage import ReadTransaction


def polls_by_id(tx: ReadTransaction, ids: Collection[int]) -> dict[int, Poll]:
    """Return the polls of posts that were found visible."""
    return {poll.id: poll for poll in store.polls_by_id(tx, ids)} if ids else {}


def choices_of(
    tx: ReadTransaction, polls: Collection[Poll], *, viewer: AccountId
) -> dict[int, list[int]]:
    """Return which options a viewer chose in those polls in which they have voted."""
    rounds = {poll.id: poll.round for poll in polls}
    cast = store.votes_in(tx, viewer, rounds) if rounds else []
    return {
        each.poll_id: [number for number in range(63) if each.choices >> number & 1]
        for each in cast
        if rounds[each.poll_id] == each.round
    }


def voters_page(tx: ReadTransaction, poll: Poll, *, after: int, limit: int) -> list[AccountId]:
    """Return who has voted, from a cursor on, in the order of their ids."""
    return store.voters(tx, poll.id, round=poll.round, after=after, limit=limit)


def poll_of(tx: ReadTransaction, post_id: PostId) -> Poll | None:
    """Return the poll of one post."""
    return polls_by_id(tx, [post_id]).get(post_id)
