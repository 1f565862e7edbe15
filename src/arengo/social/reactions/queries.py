"""Lists of reactions."""

from arengo.base.ids import AccountId, PostId
from arengo.social.reactions import store
from arengo.social.reactions.model import Reaction
from arengo.storage import ReadTransaction


def reacted_posts(
    tx: ReadTransaction,
    kind: Reaction,
    *,
    by: AccountId,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[tuple[int, PostId]]:
    """Return (cursor, post) of an account's favourites or bookmarks, newest first."""
    found = store.page(
        tx, kind, account_id=by, before=before, after=after, upwards=upwards, limit=limit
    )
    return found[::-1] if upwards else found


def favourited_by(
    tx: ReadTransaction, post_id: PostId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, AccountId]]:
    """Return (cursor, who favourited), newest first."""
    found = store.favourited_by(
        tx, post_id, before=before, after=after, upwards=upwards, limit=limit
    )
    return found[::-1] if upwards else found


def mutes_thread(tx: ReadTransaction, account_id: AccountId, thread_id: PostId) -> bool:
    """Return whether somebody wants to hear no more of a conversation."""
    return store.has(tx, Reaction.THREAD_MUTE, account_id=account_id, post_id=thread_id)


def pinned_posts(tx: ReadTransaction, account_id: AccountId) -> list[PostId]:
    """Return an account's pinned posts, last pinned first."""
    found = store.page(
        tx,
        Reaction.PIN,
        account_id=account_id,
        before=(1 << 63) - 1,
        after=0,
        upwards=False,
        limit=20,
    )
    return [post_id for _, post_id in found]
