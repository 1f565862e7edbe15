"""Replies that wait for one's approval or are hidden, our own addition: read them, decide."""

from typing import Final

import msgspec

from arengo.api.entities.status import Status, json_list, status_json
from arengo.api.routes.timelines import visible_statuses
from arengo.base.errors import Invalid
from arengo.base.ids import PostId
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.posts.offers import actions as offers
from arengo.social.posts.offers.model import OfferState
from arengo.social.posts.offers.queries import offers_page
from arengo.social.posts.threads import actions as threads
from arengo.social.posts.threads.queries import hidden_page
from arengo.storage import ReadTransaction

_STATES: Final = {state.name.lower(): state for state in OfferState}


class RepliesForm(PageForm, frozen=True, kw_only=True):
    """Which replies: waiting, approved, refused or hidden."""

    state: str = "waiting"


class RefusalForm(msgspec.Struct, frozen=True, kw_only=True):
    """Whether to have nothing to do with the author any more."""

    block: bool = False


@reads("/api/arengo/v1/replies", scope="read:statuses", answers=list[Status])
def list_replies(tx: ReadTransaction, request: Request, form: RepliesForm) -> Answer:
    """Return replies that wait for one's approval, or did, or that one hides, newest first."""
    bounds = form.bounds(default=20, most=40)
    if form.state == "hidden":
        ids = hidden_page(tx, request.me, **bounds)
    elif form.state in _STATES:
        found = offers_page(tx, request.me, state=_STATES[form.state], **bounds)
        ids = [each.post_id for each in found]
    else:
        raise Invalid("Validation failed: State is not included in the list")
    return page(request, json_list(visible_statuses(tx, request, ids)), ids)


@acts(
    "POST",
    "/api/arengo/v1/replies/{status_id}/approve",
    scope="write:statuses",
    answers=Status,
)
async def approve_reply(request: Request, status_id: PostId) -> bytes:
    """Let a reply appear, also one that was refused."""
    await request.write(offers.approve, by=request.me, post_id=status_id)
    origin = request.site.settings.origin
    return await request.read(status_json, status_id, origin=origin, viewer=request.me)


@acts("POST", "/api/arengo/v1/replies/{status_id}/refuse", scope="write:statuses")
async def refuse_reply(request: Request, status_id: PostId, form: RefusalForm) -> Answer:
    """Keep a reply from appearing; its author is told nothing."""
    verb = offers.refuse_and_block if form.block else offers.refuse
    await request.write(verb, by=request.me, post_id=status_id)
    return EMPTY


@acts("POST", "/api/arengo/v1/replies/{status_id}/hide", scope="write:statuses")
async def hide_reply(request: Request, status_id: PostId) -> Answer:
    """Hide a reply from everybody's view of one's thread but its author's."""
    await request.write(threads.hide, by=request.me, post_id=status_id)
    return EMPTY


@acts("POST", "/api/arengo/v1/replies/{status_id}/show", scope="write:statuses")
async def show_reply(request: Request, status_id: PostId) -> Answer:
    """Let everybody see a reply again that one hid."""
    await request.write(threads.show, by=request.me, post_id=status_id)
    return EMPTY
