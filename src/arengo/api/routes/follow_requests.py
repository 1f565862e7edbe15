"""Those who ask to follow oneself: list, accept, refuse."""

from arengo.api.entities.account import AccountEntity
from arengo.api.entities.relationship import Relationship
from arengo.api.routes.accounts import people, people_bounds, people_page
from arengo.api.routes.relationships import relationship_with
from arengo.base.ids import AccountId
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.follows import actions
from arengo.social.follows.queries import requests_page
from arengo.storage import ReadTransaction


@reads("/api/v1/follow_requests", scope="read:follows", answers=list[AccountEntity])
def list_follow_requests(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return who asks, newest first."""
    found = people_page(tx, request.me, form, requests_page)
    return people(tx, request, found, found, within=people_bounds(form))


@acts(
    "POST",
    "/api/v1/follow_requests/{account_id}/authorize",
    scope="write:follows",
    answers=Relationship,
)
async def authorize_follow_request(request: Request, account_id: AccountId) -> Relationship:
    """Let somebody follow."""
    await request.write(actions.accept, by=request.me, requester=account_id)
    return await relationship_with(request, account_id)


@acts(
    "POST",
    "/api/v1/follow_requests/{account_id}/reject",
    scope="write:follows",
    answers=Relationship,
)
async def reject_follow_request(request: Request, account_id: AccountId) -> Relationship:
    """Refuse somebody."""
    await request.write(actions.reject, by=request.me, requester=account_id)
    return await relationship_with(request, account_id)
