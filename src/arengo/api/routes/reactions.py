"""What people do with statuses: favourite, reblog, bookmark, pin, mute; and who did."""

from collections.abc import Callable

import msgspec

from arengo.api.entities.account import AccountEntity
from arengo.api.entities.status import (
    VISIBILITY_BY_NAME,
    Status,
    json_list,
    status_json,
)
from arengo.api.routes.accounts import people_bounds, people_on_terms, people_page
from arengo.api.routes.timelines import visible_statuses
from arengo.base.errors import Invalid
from arengo.base.ids import PostId
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.posts import boosting
from arengo.social.posts.model import Post
from arengo.social.posts.queries import (
    boosts_of,
    original_post,
    visible_ids,
    visible_original,
    visible_post,
)
from arengo.social.reactions import actions as reactions
from arengo.social.reactions.model import Reaction
from arengo.social.reactions.queries import favourited_by, reacted_posts
from arengo.storage import ReadTransaction


class ReblogForm(msgspec.Struct, frozen=True, kw_only=True):
    """How widely a boost is shown."""

    visibility: str | None = None


async def _react(request: Request, verb: Callable[..., Post], status_id: PostId) -> bytes:
    post = await request.write(verb, by=request.me, post_id=status_id)
    return await _answer(request, post.id)


async def _take_back(request: Request, verb: Callable[..., object], status_id: PostId) -> bytes:
    """Undo what one did; who may not see the status any more is told as if it did not exist."""
    post = await request.read(original_post, status_id)
    await request.write(verb, by=request.me, post_id=post.id)
    await request.read(visible_post, post.id, viewer=request.me)
    return await _answer(request, post.id)


async def _answer(request: Request, post_id: PostId) -> bytes:
    origin = request.site.settings.origin
    return await request.read(status_json, post_id, origin=origin, viewer=request.me)


@acts("POST", "/api/v1/statuses/{status_id}/favourite", scope="write:favourites", answers=Status)
async def favourite(request: Request, status_id: PostId) -> bytes:
    """Add a status to one's favourites."""
    return await _react(request, reactions.favourite, status_id)


@acts("POST", "/api/v1/statuses/{status_id}/unfavourite", scope="write:favourites", answers=Status)
async def unfavourite(request: Request, status_id: PostId) -> bytes:
    """Take a favourite back."""
    return await _take_back(request, reactions.unfavourite, status_id)


@acts("POST", "/api/v1/statuses/{status_id}/bookmark", scope="write:bookmarks", answers=Status)
async def bookmark(request: Request, status_id: PostId) -> bytes:
    """Keep a status for later."""
    return await _react(request, reactions.bookmark, status_id)


@acts("POST", "/api/v1/statuses/{status_id}/unbookmark", scope="write:bookmarks", answers=Status)
async def unbookmark(request: Request, status_id: PostId) -> bytes:
    """Keep it no longer."""
    return await _take_back(request, reactions.unbookmark, status_id)


@acts("POST", "/api/v1/statuses/{status_id}/pin", scope="write:accounts", answers=Status)
async def pin(request: Request, status_id: PostId) -> bytes:
    """Pin an own status to the profile."""
    return await _react(request, reactions.pin, status_id)


@acts("POST", "/api/v1/statuses/{status_id}/unpin", scope="write:accounts", answers=Status)
async def unpin(request: Request, status_id: PostId) -> bytes:
    """Unpin it."""
    return await _react(request, reactions.unpin, status_id)


@acts("POST", "/api/v1/statuses/{status_id}/mute", scope="write:mutes", answers=Status)
async def mute(request: Request, status_id: PostId) -> bytes:
    """Hear no more of a conversation."""
    return await _react(request, reactions.mute_thread, status_id)


@acts("POST", "/api/v1/statuses/{status_id}/unmute", scope="write:mutes", answers=Status)
async def unmute(request: Request, status_id: PostId) -> bytes:
    """Hear of it again."""
    return await _take_back(request, reactions.unmute_thread, status_id)


@acts("POST", "/api/v1/statuses/{status_id}/reblog", scope="write:statuses", answers=Status)
async def reblog(request: Request, status_id: PostId, form: ReblogForm) -> bytes:
    """Boost a status; the answer is the boost."""
    if form.visibility is not None and form.visibility not in VISIBILITY_BY_NAME:
        raise Invalid(f"'{form.visibility[:30]}' is not a valid visibility")
    chosen = VISIBILITY_BY_NAME.get(form.visibility or "")
    boost, _ = await request.write(
        boosting.boost, by=request.me, post_id=status_id, visibility=chosen
    )
    return await _answer(request, boost.id)


@acts("POST", "/api/v1/statuses/{status_id}/unreblog", scope="write:statuses", answers=Status)
async def unreblog(request: Request, status_id: PostId) -> bytes:
    """Take a boost back; the answer is what was boosted."""
    return await _take_back(request, boosting.unboost, status_id)


@reads(
    "/api/v1/statuses/{status_id}/favourited_by",
    access=Access.ANYONE,
    scope="read:accounts",
    answers=list[AccountEntity],
)
def list_favourited_by(
    tx: ReadTransaction, request: Request, status_id: PostId, form: PageForm
) -> Answer:
    """Return who favourited a status."""
    post = visible_original(tx, status_id, viewer=request.viewer_id)
    found = people_page(tx, post.id, form, favourited_by)
    return people_on_terms(tx, request, found, found, within=people_bounds(form))


@reads(
    "/api/v1/statuses/{status_id}/reblogged_by",
    access=Access.ANYONE,
    scope="read:accounts",
    answers=list[AccountEntity],
)
def list_reblogged_by(
    tx: ReadTransaction, request: Request, status_id: PostId, form: PageForm
) -> Answer:
    """Return who boosted a status, as far as the viewer may see the boosts."""
    post = visible_original(tx, status_id, viewer=request.viewer_id)
    found = people_page(tx, post.id, form, boosts_of)
    seen = visible_ids(tx, [boost for boost, _ in found], viewer=request.viewer_id)
    shown = [(boost, who) for boost, who in found if boost in seen]
    return people_on_terms(tx, request, shown, found, within=people_bounds(form))


@reads("/api/v1/favourites", scope="read:favourites", answers=list[Status])
def list_favourites(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return one's favourites, last favourited first."""
    return _reacted(tx, request, form, Reaction.FAVOURITE)


@reads("/api/v1/bookmarks", scope="read:bookmarks", answers=list[Status])
def list_bookmarks(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return one's bookmarks, last kept first."""
    return _reacted(tx, request, form, Reaction.BOOKMARK)


def _reacted(tx: ReadTransaction, request: Request, form: PageForm, kind: Reaction) -> Answer:
    found = reacted_posts(tx, kind, by=request.me, **form.bounds(default=20, most=40))
    items = visible_statuses(tx, request, [post_id for _, post_id in found])
    return page(request, json_list(items), [cursor for cursor, _ in found])
