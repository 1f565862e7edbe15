"""Polls: how one stands, and voting."""

import msgspec

from arengo.api.entities.poll import PollEntity, polls_json
from arengo.base.errors import NotFound
from arengo.base.ids import PostId
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.posts.polls.actions import vote
from arengo.social.posts.queries import visible_post
from arengo.storage import ReadTransaction


class VoteForm(msgspec.Struct, frozen=True, kw_only=True):
    """What one chooses: places of options, from 0 on."""

    choices: list[str] = msgspec.field(default_factory=list)


@reads("/api/v1/polls/{poll_id}", access=Access.ANYONE, scope="read:statuses", answers=PollEntity)
def show_poll(tx: ReadTransaction, request: Request, poll_id: PostId) -> bytes:
    """Return a poll; its id is that of its status."""
    visible_post(tx, poll_id, viewer=request.viewer_id)
    return _shown(tx, request=request, poll_id=poll_id)


@acts("POST", "/api/v1/polls/{poll_id}/votes", scope="write:statuses", answers=PollEntity)
async def vote_on_poll(request: Request, poll_id: PostId, form: VoteForm) -> bytes:
    """Vote, once."""
    await request.write(vote, by=request.me, poll_id=poll_id, choices=form.choices)
    return await request.read(_shown, request=request, poll_id=poll_id)


def _shown(tx: ReadTransaction, *, request: Request, poll_id: PostId) -> bytes:
    origin = request.site.settings.origin
    found = polls_json(tx, [poll_id], origin=origin, viewer=request.viewer_id)
    if not found:
        raise NotFound
    return found[poll_id]
