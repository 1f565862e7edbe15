"""People whom one shows on one's profile, and people whom one knows in common."""

from typing import Final

import msgspec

from arengo.api.entities.account import AccountEntity, accounts_with_ids
from arengo.api.entities.relationship import Relationship
from arengo.api.entities.status import json_list
from arengo.api.routes.accounts import IdsForm, people, people_bounds
from arengo.api.routes.relationships import between
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.model import AccountFlag, Version
from arengo.social.accounts.queries import account_by_id, versions_by_id
from arengo.social.follows import actions
from arengo.social.follows import queries as follows
from arengo.social.follows.model import Kind
from arengo.storage import ReadTransaction

_PATH: Final = "/api/v1/accounts/{account_id}"
_FAMILIAR_MOST: Final = 20


class FamiliarFollowers(msgspec.Struct, frozen=True, kw_only=True):
    """Those whom one follows and that follow somebody."""

    id: str
    accounts: list[AccountEntity]


@acts("POST", f"{_PATH}/endorse", scope="write:accounts", answers=Relationship)
async def endorse(request: Request, account_id: AccountId) -> Relationship:
    """Show somebody on one's profile."""
    return await between(request, actions.endorse, account_id)


@acts("POST", f"{_PATH}/pin", scope="write:accounts", answers=Relationship)
async def pin(request: Request, account_id: AccountId) -> Relationship:
    """Show somebody on one's profile: the older name."""
    return await between(request, actions.endorse, account_id)


@acts("POST", f"{_PATH}/unendorse", scope="write:accounts", answers=Relationship)
async def unendorse(request: Request, account_id: AccountId) -> Relationship:
    """Show somebody there no longer."""
    return await between(request, actions.unendorse, account_id)


@acts("POST", f"{_PATH}/unpin", scope="write:accounts", answers=Relationship)
async def unpin(request: Request, account_id: AccountId) -> Relationship:
    """Show somebody there no longer: the older name."""
    return await between(request, actions.unendorse, account_id)


@reads("/api/v1/endorsements", scope="read:accounts", answers=list[AccountEntity])
def list_own_endorsements(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return whom one shows on one's profile, last added first."""
    return _endorsed(tx, request, request.me, form)


@reads(
    f"{_PATH}/endorsements",
    access=Access.ANYONE,
    scope="read:accounts",
    answers=list[AccountEntity],
)
def list_endorsements(
    tx: ReadTransaction, request: Request, account_id: AccountId, form: PageForm
) -> Answer:
    """Return whom somebody shows on their profile, last added first."""
    if not account_by_id(tx, account_id).available:
        raise NotFound
    return _endorsed(tx, request, account_id, form)


def _endorsed(tx: ReadTransaction, request: Request, owner: AccountId, form: PageForm) -> Answer:
    within = people_bounds(form)
    rows = follows.relations_page(tx, owner, kinds=[Kind.ENDORSED], **within)
    found = [(cursor, who) for cursor, who, _ in rows]
    viewer = request.viewer_id
    asked = [owner, *(who for _, who in found)]
    apart = follows.blocked_either_way(tx, viewer, asked) if viewer else set()
    shown = [] if owner in apart else [(at, who) for at, who in found if who not in apart]
    return people(tx, request, shown, found, within=within)


@reads(
    "/api/v1/accounts/familiar_followers",
    scope="read:follows",
    bounded=False,
    answers=list[FamiliarFollowers],
)
def list_familiar_followers(tx: ReadTransaction, request: Request, form: IdsForm) -> bytes:
    """Return, for each of several people, who of those one follows follows them."""
    me, asked = request.me, form.account_ids()[:_FAMILIAR_MOST]
    versions = versions_by_id(tx, asked)
    shown = [each for each in asked if each in versions and versions[each].available]
    deaf = follows.blocked_by(tx, me, shown)
    told = [each for each in shown if each not in deaf and not _hides(versions[each])]
    known = follows.familiar_followers(tx, me, told)
    bodies = _bodies(tx, request, {who for each in known.values() for who in each})
    return json_list(
        b'{"id":"%d","accounts":%b}'
        % (each, json_list(bodies[who] for who in known.get(each, []) if who in bodies))
        for each in shown
    )


def _bodies(tx: ReadTransaction, request: Request, ids: set[AccountId]) -> dict[int, bytes]:
    """Return those who show whom they follow."""
    open_ids = [key for key, each in versions_by_id(tx, ids).items() if not _hides(each)]
    return dict(accounts_with_ids(tx, open_ids, origin=request.site.settings.origin))


def _hides(account: Version) -> bool:
    return bool(account.flags & AccountFlag.HIDE_COLLECTIONS)
