"""Lists: make them, say who is in them, read their timelines."""

from typing import Any, Final

import msgspec

from arengo.api.entities.account import AccountEntity
from arengo.api.entities.list import REPLIES_BY_NAME, ListEntity, list_entity
from arengo.api.entities.status import Status
from arengo.api.routes.accounts import people, people_bounds
from arengo.api.routes.timelines import stretch_of, timeline
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import MAX_ID, AccountId, parse_id
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.paging import Bounds, PageForm
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.accounts.model import FOLLOWEES_MAX
from arengo.social.accounts.queries import account_by_id
from arengo.social.follows.lists import actions as lists
from arengo.social.follows.lists.model import ListChanges, Replies
from arengo.social.follows.lists.queries import lists_of, lists_with, members_page, own_list
from arengo.social.timelines import queries as timelines
from arengo.storage import ReadTransaction

_ONE: Final = "/api/v1/lists/{list_id}"
_EVERYBODY: Final = Bounds(before=MAX_ID, after=0, upwards=False, limit=FOLLOWEES_MAX + 1)


class ListForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is called, which replies it shows, and whether its members leave home."""

    title: str | None = None
    replies_policy: str | None = None
    exclusive: bool | None = None

    def replies(self) -> Replies | None:
        """Return it in our words, None when nothing was said; raises Invalid."""
        if self.replies_policy is None:
            return None
        if self.replies_policy not in REPLIES_BY_NAME:
            raise Invalid(f"'{self.replies_policy[:30]}' is not a valid replies_policy")
        return REPLIES_BY_NAME[self.replies_policy]


class MembersForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to be put in or taken out."""

    account_ids: list[str] = []

    def people(self) -> list[AccountId]:
        """Return the ids; what cannot be one is 0, whom nobody follows."""
        return [AccountId(parse_id(each) or 0) for each in self.account_ids]


def is_paged(form: PageForm) -> bool:
    """Tell whether a page is asked for, and not everybody at once."""
    return form.limit != 0


@reads("/api/v1/lists", scope="read:lists", answers=list[ListEntity])
def list_lists(tx: ReadTransaction, request: Request) -> list[ListEntity]:
    """Return one's lists."""
    return [list_entity(each) for each in lists_of(tx, request.me)]


@reads(_ONE, scope="read:lists", answers=ListEntity)
def show_list(tx: ReadTransaction, request: Request, list_id: int) -> ListEntity:
    """Return one of one's lists."""
    return list_entity(own_list(tx, list_id, by=request.me))


@acts("POST", "/api/v1/lists", scope="write:lists", answers=ListEntity)
async def make_list(request: Request, form: ListForm) -> ListEntity:
    """Make a list."""
    replies = form.replies()
    made = await request.write(
        lists.make_list,
        by=request.me,
        title=form.title or "",
        replies=Replies.LIST if replies is None else replies,
        exclusive=bool(form.exclusive),
    )
    return list_entity(made)


@acts("PUT", _ONE, scope="write:lists", answers=ListEntity)
async def change_list(request: Request, list_id: int, form: ListForm) -> ListEntity:
    """Change a list; what is not named stays as it is."""
    changes = ListChanges(title=form.title, replies=form.replies(), exclusive=form.exclusive)
    changed = await request.write(
        lists.change_list, by=request.me, list_id=list_id, changes=changes
    )
    return list_entity(changed)


@acts("DELETE", _ONE, scope="write:lists", bucket="delete", answers=dict[str, Any])
async def remove_list(request: Request, list_id: int) -> Answer:
    """Remove a list."""
    await request.write(lists.remove_list, by=request.me, list_id=list_id)
    return EMPTY


@reads(f"{_ONE}/accounts", scope="read:lists", bounded=is_paged, answers=list[AccountEntity])
def list_members(tx: ReadTransaction, request: Request, list_id: int, form: PageForm) -> Answer:
    """Return who is in a list, last added first; with a limit of 0 everybody."""
    found = own_list(tx, list_id, by=request.me)
    within = people_bounds(form) if is_paged(form) else _EVERYBODY
    members = members_page(tx, found.id, **within)
    answer = people(tx, request, members, members, within=within)
    return answer if is_paged(form) else Answer(answer.body)


@acts("POST", f"{_ONE}/accounts", scope="write:lists", answers=dict[str, Any])
async def add_members(request: Request, list_id: int, form: MembersForm) -> Answer:
    """Put people whom one follows into a list."""
    await request.write(lists.add_members, by=request.me, list_id=list_id, people=form.people())
    return EMPTY


@acts("DELETE", f"{_ONE}/accounts", scope="write:lists", answers=dict[str, Any])
async def remove_members(request: Request, list_id: int, form: MembersForm) -> Answer:
    """Take people out of a list."""
    await request.write(lists.remove_members, by=request.me, list_id=list_id, people=form.people())
    return EMPTY


@reads("/api/v1/accounts/{account_id}/lists", scope="read:lists", answers=list[ListEntity])
def list_lists_with(
    tx: ReadTransaction, request: Request, account_id: AccountId
) -> list[ListEntity]:
    """Return those of one's lists in which somebody is."""
    if not account_by_id(tx, account_id).available:
        raise NotFound
    return [list_entity(each) for each in lists_with(tx, request.me, account_id)]


@reads("/api/v1/timelines/list/{list_id}", scope="read:lists", answers=list[Status])
def list_timeline(tx: ReadTransaction, request: Request, list_id: int, form: PageForm) -> Answer:
    """Return what the members of a list published."""
    found = own_list(tx, list_id, by=request.me)
    return timeline(tx, request, timelines.listed(tx, stretch_of(form), of=found))
