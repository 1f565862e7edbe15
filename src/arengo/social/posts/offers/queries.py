"""What waits for whose approval."""

from collections.abc import Collection

from arengo.base.ids import AccountId, PostId
from arengo.social.posts.offers import store
from arengo.social.posts.offers.model import OfferState, ReplyOffer
from arengo.storage import ReadTransaction


def offers_page(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    state: OfferState,
    before: int,
    after: int = 0,
    upwards: bool = False,
    limit: int,
) -> list[ReplyOffer]:
    """Return replies in one state, newest first; who may still see them is for the caller."""
    found = store.page(
        tx, account_id, state=state, before=before, after=after, upwards=upwards, limit=limit
    )
    return found[::-1] if upwards else found


def offers_of(
    tx: ReadTransaction, account_id: AccountId, post_ids: Collection[PostId]
) -> list[ReplyOffer]:
    """Return which of these posts ever waited for somebody's approval, newest first."""
    return store.among(tx, account_id, post_ids) if post_ids else []


def count_waiting(tx: ReadTransaction, account_id: AccountId, *, most: int = 100) -> int:
    """Count what waits for somebody, no further than `most`."""
    return store.count(tx, account_id, state=OfferState.WAITING, most=most)


def approved_of(
    tx: ReadTransaction, account_id: AccountId, author_ids: Collection[AccountId]
) -> dict[int, int]:
    """Return author → how many of their replies somebody approved, of those with any."""
    return store.approved_of(tx, account_id, author_ids) if author_ids else {}
