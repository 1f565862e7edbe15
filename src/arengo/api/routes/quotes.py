"""Quotes: who quotes a status, taking a quote back, and who may quote it."""

import msgspec

from arengo.api.entities.status import Status, json_list, status_json
from arengo.api.policy_names import quote_choice
from arengo.api.routes.timelines import visible_statuses
from arengo.base.ids import PostId
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.posts.actions import set_quote_policy
from arengo.social.posts.queries import visible_original
from arengo.social.posts.quotes import actions as quotes
from arengo.social.posts.quotes.queries import quoters
from arengo.storage import ReadTransaction


class InteractionForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who may quote from now on."""

    quote_approval_policy: str | None = None


@reads("/api/v1/statuses/{status_id}/quotes", scope="read:statuses", answers=list[Status])
def list_quotes(tx: ReadTransaction, request: Request, status_id: PostId, form: PageForm) -> Answer:
    """Return the statuses that quote one, as far as the viewer may see them, newest first."""
    post = visible_original(tx, status_id, viewer=request.me)
    found = quoters(tx, post.id, **form.bounds(default=20, most=40))
    ids = [quoter.post_id for quoter in found]
    return page(request, json_list(visible_statuses(tx, request, ids)), ids)


@acts(
    "POST",
    "/api/v1/statuses/{status_id}/quotes/{quoting_status_id}/revoke",
    scope="write:statuses",
    answers=Status,
)
async def revoke_quote(request: Request, status_id: PostId, quoting_status_id: PostId) -> bytes:
    """Let a status quote one's own no longer."""
    await request.write(
        quotes.revoke, by=request.me, quoted_id=status_id, post_id=quoting_status_id
    )
    return await _answer(request, quoting_status_id)


@acts(
    "PUT",
    "/api/v1/statuses/{status_id}/interaction_policy",
    scope="write:statuses",
    answers=Status,
)
async def change_interaction_policy(
    request: Request, status_id: PostId, form: InteractionForm
) -> bytes:
    """Choose who may quote an own status; quotes that were made stay."""
    choice = quote_choice(form.quote_approval_policy)
    await request.write(set_quote_policy, by=request.me, post_id=status_id, choice=choice)
    return await _answer(request, status_id)


async def _answer(request: Request, post_id: PostId) -> bytes:
    origin = request.site.settings.origin
    return await request.read(status_json, post_id, origin=origin, viewer=request.me)
