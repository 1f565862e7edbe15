"""The policy that holds notifications back, and the requests of their senders."""

from collections.abc import Callable
from typing import Literal

import msgspec

from arengo.api.entities.notification_request import (
    VERDICT_BY_NAME,
    Merged,
    NotificationPolicy,
    NotificationRequest,
    policy_entity,
    requests_json,
)
from arengo.api.entities.status import json_list
from arengo.base.ids import AccountId, parse_id
from arengo.gate.answers import EMPTY, Answer, json_answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.notifications.requests import actions, queries
from arengo.social.notifications.requests.model import Rule, Rules, Stretch
from arengo.storage import ReadTransaction, Transaction

_Verb = Callable[..., None]
Choice = Literal["accept", "filter", "drop"] | None


class PolicyForm(msgspec.Struct, frozen=True, kw_only=True):
    """The rules that change; the others stay."""

    for_not_following: Choice = None
    for_not_followers: Choice = None
    for_new_accounts: Choice = None
    for_private_mentions: Choice = None
    for_limited_accounts: Choice = None

    def rules(self) -> Rules:
        """Return what was chosen in our words."""
        chosen = {rule: getattr(self, f"for_{rule.name.lower()}") for rule in Rule}
        return {rule: VERDICT_BY_NAME[name] for rule, name in chosen.items() if name}


class RequestsForm(msgspec.Struct, frozen=True, kw_only=True):
    """The requests that are answered."""

    id: list[str] = msgspec.field(default_factory=list)

    def ids(self) -> set[int]:
        """Return those that can be ids; what names nothing is left out."""
        return {number for each in self.id if (number := parse_id(each)) is not None}


@reads("/api/v2/notifications/policy", scope="read:notifications", answers=NotificationPolicy)
def show_policy(tx: ReadTransaction, request: Request) -> Answer:
    """Return one's policy and how much it holds back."""
    return json_answer(_policy(tx, request.me))


@acts(
    "PATCH",
    "/api/v2/notifications/policy",
    scope="write:notifications",
    answers=NotificationPolicy,
)
async def change_policy(request: Request, form: PolicyForm) -> Answer:
    """Change some of one's rules."""
    me = request.me
    await request.write(actions.change_policy, by=me, rules=form.rules())
    return json_answer(await request.read(_policy, me))


@reads(
    "/api/v1/notifications/requests",
    scope="read:notifications",
    answers=list[NotificationRequest],
)
def list_requests(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return whose notifications are held back, the latest request first."""
    me, origin = request.me, request.site.settings.origin
    stretch = Stretch(**form.bounds(default=40, most=80))
    found = queries.requests_page(tx, me, stretch)
    items = requests_json(tx, found, origin=origin, viewer=me)
    return page(request, json_list(items), [each.id for each in found])


@reads("/api/v1/notifications/requests/merged", scope="read:notifications", answers=Merged)
def show_merged(tx: ReadTransaction, request: Request) -> Answer:
    """Return whether everything that one accepted has arrived."""
    return json_answer(Merged(queries.is_merged(tx, request.me)))


@reads(
    "/api/v1/notifications/requests/{request_id}",
    scope="read:notifications",
    answers=NotificationRequest,
)
def show_request(tx: ReadTransaction, request: Request, request_id: int) -> bytes:
    """Return one request."""
    me, origin = request.me, request.site.settings.origin
    found = queries.request_by_id(tx, me, request_id)
    return requests_json(tx, [found], origin=origin, viewer=me)[0]


@acts("POST", "/api/v1/notifications/requests/accept", scope="write:notifications")
async def accept_requests(request: Request, form: RequestsForm) -> Answer:
    """Hear several senders from now on, with all that was held back of them."""
    await request.write(_answer_those, verb=actions.accept, by=request.me, ids=form.ids())
    return EMPTY


@acts("POST", "/api/v1/notifications/requests/dismiss", scope="write:notifications")
async def dismiss_requests(request: Request, form: RequestsForm) -> Answer:
    """Let several requests be gone."""
    await request.write(_answer_those, verb=actions.dismiss, by=request.me, ids=form.ids())
    return EMPTY


@acts("POST", "/api/v1/notifications/requests/{request_id}/accept", scope="write:notifications")
async def accept_request(request: Request, request_id: int) -> Answer:
    """Hear a sender from now on, with all that was held back."""
    await request.write(_answer_one, verb=actions.accept, by=request.me, request_id=request_id)
    return EMPTY


@acts("POST", "/api/v1/notifications/requests/{request_id}/dismiss", scope="write:notifications")
async def dismiss_request(request: Request, request_id: int) -> Answer:
    """Let a request be gone."""
    await request.write(_answer_one, verb=actions.dismiss, by=request.me, request_id=request_id)
    return EMPTY


def _policy(tx: ReadTransaction, me: AccountId) -> NotificationPolicy:
    return policy_entity(queries.rules_of(tx, me), queries.pending(tx, me))


def _answer_those(tx: Transaction, *, verb: _Verb, by: AccountId, ids: set[int]) -> None:
    verb(tx, by=by, waiting=queries.requests_by_id(tx, by, ids))


def _answer_one(tx: Transaction, *, verb: _Verb, by: AccountId, request_id: int) -> None:
    verb(tx, by=by, waiting=[queries.request_by_id(tx, by, request_id)])
