"""The desk of whoever approves replies: what waits there, and what speaks for it."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import AccountId, PostId, time_of
from arengo.gate.request import Request
from arengo.social.filters.model import Context as Place
from arengo.social.follows.queries import followers_among
from arengo.social.posts.offers.model import OfferState, ReplyOffer
from arengo.social.posts.offers.queries import approved_of, offers_of
from arengo.social.posts.queries import posts_by_id
from arengo.social.timelines.queries import seen_page_of
from arengo.storage import ReadTransaction
from arengo.web.cards import cards
from arengo.web.context import PostView
from arengo.web.context.replies import OfferView, Shelf, State

STATES: Final[Mapping[Shelf, OfferState]] = {
    "waiting": OfferState.WAITING,
    "approved": OfferState.APPROVED,
    "refused": OfferState.REFUSED,
}
_NAMES: Final[Mapping[OfferState, State]] = {
    OfferState.WAITING: "waiting",
    OfferState.APPROVED: "approved",
    OfferState.REFUSED: "refused",
}
_IN_A_THREAD: Final = 20
_NEW_MS: Final = 7 * DAY_MS
_NOWHERE: Final = Place(0)  # whoever decides reads what they decide on


def set_aside(tx: ReadTransaction, request: Request, ids: Sequence[PostId]) -> list[ReplyOffer]:
    """Return which of the posts of a thread wait for whoever reads it, or were refused by them."""
    if request.viewer_id is None:
        return []
    found = offers_of(tx, request.viewer_id, ids)
    return [each for each in found if each.state is not OfferState.APPROVED]


def waiting_among(offers: Sequence[ReplyOffer]) -> list[ReplyOffer]:
    """Return what still waits, no more than a page can hold; the rest stands on the desk."""
    return [each for each in offers if each.state is OfferState.WAITING][:_IN_A_THREAD]


def offer_views(
    tx: ReadTransaction, request: Request, offers: Sequence[ReplyOffer]
) -> tuple[OfferView, ...]:
    """Return replies as their approver reads them; what they see no more is left out."""
    if not offers:
        return ()
    me, authors = request.me, {AccountId(each.author_id) for each in offers}
    page = seen_page_of(tx, [each.post_id for each in offers], viewer=me)
    views = {view.id: view for view in cards(tx, request, page, place=_NOWHERE)}
    versions = {post.id: post.ver for post in posts_by_id(tx, list(views)).values()}
    followers, approved = followers_among(tx, me, authors), approved_of(tx, me, authors)
    return tuple(
        OfferView(
            post=replace(views[each.post_id], waits=False),
            state=_NAMES[each.state],
            version=versions[each.post_id],
            follows_you=each.author_id in followers,
            approved_before=approved.get(each.author_id, 0),
            here_since_ms=time_of(each.author_id),
            new_here=time_of(each.author_id) > now_ms() - _NEW_MS,
            decided_at_ms=each.decided_ms,
            asked_again=each.asked_ms is not None and each.state is OfferState.WAITING,
        )
        for each in offers
        if each.post_id in versions
    )


def hidden_views(
    tx: ReadTransaction, request: Request, ids: Sequence[PostId]
) -> tuple[PostView, ...]:
    """Return replies that whoever reads hides from others; what they see no more is left out."""
    page = seen_page_of(tx, ids, viewer=request.me)
    return cards(tx, request, page, place=_NOWHERE)
