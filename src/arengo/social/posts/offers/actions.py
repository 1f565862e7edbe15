"""The verbs of offers: approve, refuse, refuse and block."""

from arengo.base.clock import now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, PostId, first_id_at
from arengo.social.follows.blocking import block
from arengo.social.posts.model import Post
from arengo.social.posts.offering import let_appear
from arengo.social.posts.offers import store
from arengo.social.posts.offers.model import WAITS_MS, OfferState, ReplyOffer
from arengo.social.posts.queries import visible_post
from arengo.storage import Transaction

CHANGED = "Validation failed: The reply was changed since you read it"
APPROVED = "Validation failed: The reply was approved already"


def approve(tx: Transaction, *, by: AccountId, post_id: PostId, version: int | None = None) -> Post:
    """Let a reply appear, also one that was refused. Doing it twice is doing it once.

    Raises NotFound when it does not wait for `by`, Invalid when it says something else by now than
    in the `version` that was read.
    """
    post, offer = _locked(tx, by, post_id)
    if offer.state is OfferState.APPROVED:
        return post
    if version is not None and version != post.ver:
        raise Invalid(CHANGED)
    store.decide(tx, by, post_id, state=OfferState.APPROVED, at_ms=now_ms())
    return let_appear(tx, post)


def refuse(tx: Transaction, *, by: AccountId, post_id: PostId) -> Post:
    """Keep a reply from appearing; its author is told nothing. Doing it twice is doing it once.

    Raises NotFound when it does not wait for `by`, Invalid when everybody has seen it.
    """
    post, offer = _locked(tx, by, post_id)
    if offer.state is OfferState.APPROVED:
        raise Invalid(APPROVED)
    if offer.state is OfferState.WAITING:
        store.decide(tx, by, post_id, state=OfferState.REFUSED, at_ms=now_ms())
    return post


def refuse_and_block(tx: Transaction, *, by: AccountId, post_id: PostId) -> None:
    """Refuse a reply and have nothing to do with its author any more."""
    post = refuse(tx, by=by, post_id=post_id)
    block(tx, by=by, target=post.account_id)


def refuse_old(tx: Transaction, *, most: int) -> int:
    """Refuse some replies on which nobody decided in time; returns how many."""
    now = now_ms()
    before_ms = now - WAITS_MS
    return store.refuse_old(
        tx, before_id=first_id_at(before_ms), before_ms=before_ms, at_ms=now, most=most
    )


def forget_account(tx: Transaction, *, account_id: AccountId, most: int = 200) -> int:
    """Forget some of what waited for an account that is going; returns how many."""
    return store.remove_of_account(tx, account_id, most=most)


def _locked(tx: Transaction, by: AccountId, post_id: PostId) -> tuple[Post, ReplyOffer]:
    """Return a reply and its offer; of two decisions at once the second finds the first."""
    tx.lock("post", post_id)
    offer = store.find(tx, by, post_id)
    if offer is None:
        raise NotFound
    return visible_post(tx, post_id, viewer=by), offer
