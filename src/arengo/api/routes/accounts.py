"""People: look at them, find them, see whom they follow and who follows them."""

from collections.abc import Callable, Sequence

import msgspec

from arengo.api.entities.account import (
    AccountEntity,
    account_json,
    accounts_json,
    accounts_with_ids,
)
from arengo.api.entities.relationship import Relationship, relationship
from arengo.api.entities.status import json_list
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, parse_id
from arengo.gate.answers import Answer
from arengo.gate.paging import Bounds, OffsetForm, PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.model import AccountFlag
from arengo.social.accounts.queries import (
    account_by_id,
    find_account,
    versions_by_id,
)
from arengo.social.follows import queries as follows
from arengo.social.search.people import search_people
from arengo.storage import ReadTransaction

IDS_MAX = 80
_Page = Callable[..., Sequence[tuple[int, AccountId]]]


class IdsForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which people are meant; what is no id names nobody."""

    id: list[str] = []
    with_suspended: bool = False

    def account_ids(self) -> list[AccountId]:
        """Return each once, in the order they were asked for, no more than anybody needs."""
        known = [number for text in self.id[:IDS_MAX] if (number := parse_id(text))]
        return [AccountId(each) for each in dict.fromkeys(known)]


class LookupForm(msgspec.Struct, frozen=True, kw_only=True):
    """Whose name is looked up."""

    acct: str = ""


class SearchForm(OffsetForm, frozen=True, kw_only=True):
    """How people are searched."""

    q: str = ""
    following: bool = False


@reads("/api/v1/accounts", access=Access.ANYONE, scope="read:accounts", answers=list[AccountEntity])
def list_accounts(tx: ReadTransaction, request: Request, form: IdsForm) -> bytes:
    """Return several people at once, without those who are not there."""
    return json_list(accounts_json(tx, form.account_ids(), origin=request.site.settings.origin))


@reads(
    "/api/v1/accounts/{account_id}",
    access=Access.ANYONE,
    scope="read:accounts",
    answers=AccountEntity,
)
def show_account(tx: ReadTransaction, request: Request, account_id: AccountId) -> bytes:
    """Return one account."""
    return account_json(tx, account_id, origin=request.site.settings.origin)


@reads(
    "/api/v1/accounts/lookup", access=Access.ANYONE, scope="read:accounts", answers=AccountEntity
)
def look_up_account(tx: ReadTransaction, request: Request, form: LookupForm) -> bytes:
    """Return who has a name."""
    settings = request.site.settings
    account = find_account(tx, form.acct, settings.host_name)
    if account is None or not account.available:
        raise NotFound
    return account_json(tx, account.id, origin=settings.origin)


@reads(
    "/api/v1/accounts/search",
    scope="read:accounts",
    bucket="search",
    bounded=False,
    answers=list[AccountEntity],
)
def find_accounts(tx: ReadTransaction, request: Request, form: SearchForm) -> bytes:
    """Return people called so or nearly so: the exact one, those one follows, by fame."""
    settings = request.site.settings
    ids = search_people(
        tx,
        request.site.search,
        form.q,
        viewer=request.me,
        only_followed=form.following,
        limit=form.most(default=40, most=80),
        offset=form.start,
        host_name=settings.host_name,
    )
    return json_list(accounts_json(tx, ids, origin=settings.origin))


@reads("/api/v1/accounts/relationships", scope="read:follows", answers=list[Relationship])
def list_relationships(tx: ReadTransaction, request: Request, form: IdsForm) -> list[Relationship]:
    """Return what is between oneself and each of several people."""
    versions = versions_by_id(tx, form.account_ids())
    shown = [
        each
        for each in form.account_ids()
        if (found := versions.get(each)) and (form.with_suspended or found.available)
    ]
    return [relationship(state) for state in follows.relationships(tx, request.me, shown)]


@reads(
    "/api/v1/accounts/{account_id}/followers",
    access=Access.ANYONE,
    scope="read:accounts",
    answers=list[AccountEntity],
)
def list_followers(
    tx: ReadTransaction, request: Request, account_id: AccountId, form: PageForm
) -> Answer:
    """Return who follows somebody, newest first."""
    return _collection(tx, request, account_id, form, follows.followers_page)


@reads(
    "/api/v1/accounts/{account_id}/following",
    access=Access.ANYONE,
    scope="read:accounts",
    answers=list[AccountEntity],
)
def list_following(
    tx: ReadTransaction, request: Request, account_id: AccountId, form: PageForm
) -> Answer:
    """Return whom somebody follows, newest first."""
    return _collection(tx, request, account_id, form, follows.following_page)


def _collection(
    tx: ReadTransaction, request: Request, account_id: AccountId, form: PageForm, read: _Page
) -> Answer:
    if _hides(tx, account_id, request.viewer_id):
        return page(request, b"[]", [])
    found = people_page(tx, account_id, form, read)
    return people_on_terms(tx, request, found, found, within=people_bounds(form))


def _hides(tx: ReadTransaction, account_id: AccountId, viewer: AccountId | None) -> bool:
    account = account_by_id(tx, account_id)
    if not account.available:
        return True
    if viewer == account_id:
        return False
    hides = AccountFlag.HIDE_COLLECTIONS in account.flags
    return hides or (viewer is not None and bool(follows.blocked_by(tx, viewer, [account_id])))


def people_bounds(form: PageForm) -> Bounds:
    """Return which part of a list of people is asked for."""
    return form.bounds(default=40, most=80)


def people_page(
    tx: ReadTransaction, owner: int, form: PageForm, read: _Page
) -> Sequence[tuple[int, AccountId]]:
    """Return (cursor, who) of one page of the people that somebody or a post has."""
    return read(tx, owner, **people_bounds(form))


def people(
    tx: ReadTransaction,
    request: Request,
    shown: Sequence[tuple[int, AccountId]],
    found: Sequence[tuple[int, AccountId]],
    *,
    within: Bounds,
) -> Answer:
    """Answer with a page of people; the Link goes by what was found, not by what is shown."""
    origin = request.site.settings.origin
    items = accounts_with_ids(tx, [who for _, who in shown], origin=origin)
    bodies = json_list(body for _, body in items)
    return page(request, bodies, [cursor for cursor, _ in found], within=within)


def people_on_terms(
    tx: ReadTransaction,
    request: Request,
    shown: Sequence[tuple[int, AccountId]],
    found: Sequence[tuple[int, AccountId]],
    *,
    within: Bounds,
) -> Answer:
    """Answer with a page of people without those who block the viewer or whom the viewer blocks."""
    viewer = request.viewer_id
    apart = follows.blocked_either_way(tx, viewer, [who for _, who in shown]) if viewer else set()
    kept = [(at, who) for at, who in shown if who not in apart]
    return people(tx, request, kept, found, within=within)
