"""Who is in a list: shown, looked for, put in and taken out."""

from typing import Annotated, Final

import msgspec

from arengo.base.errors import Invalid
from arengo.base.ids import MAX_ID, AccountId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.follows.lists import actions as lists
from arengo.social.follows.lists.model import List
from arengo.social.follows.lists.queries import members_among, own_list
from arengo.social.follows.lists.queries import members_page as page_of_members
from arengo.social.search.people import search_people
from arengo.storage import ReadTransaction
from arengo.web.context import Form
from arengo.web.context.keeping import Member, Members
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.lists.reading import ONE, PATH, REPLIES, list_row
from arengo.web.views import account_view

_PER_PAGE: Final = 40
_FOUND: Final = 10


class MembersForm(msgspec.Struct, frozen=True):
    """Which part of the members, and whom one looks for among those whom one follows."""

    before: Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)] = MAX_ID
    q: str = ""


_NOTHING: Final = MembersForm()


class MemberForm(msgspec.Struct, frozen=True):
    """Who is put in."""

    account_id: Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)]


@reads(f"{ONE}/members", access=Access.MEMBER, bucket="search", bounded=False)
def show_members(tx: ReadTransaction, request: Request, list_id: int, form: MembersForm) -> Answer:
    """Show what a list is called, and who is in it."""
    found = own_list(tx, list_id, by=request.me)
    values = {
        "title": found.title,
        "replies": REPLIES[found.replies],
        "exclusive": "true" if found.exclusive else "",
    }
    return members_page(tx, request, list_id, Form(action=f"{PATH}/{list_id}", values=values), form)


@acts("POST", f"{ONE}/members", access=Access.MEMBER, bucket="write")
async def add_member(request: Request, list_id: int, form: MemberForm) -> Answer:
    """Put somebody whom one follows into a list; who is in it already stays."""
    people = [AccountId(form.account_id)]
    try:
        await request.write(lists.add_members, by=request.me, list_id=list_id, people=people)
    except Invalid:
        return done(request, f"{PATH}/{list_id}/members")
    return done(request, f"{PATH}/{list_id}/members", "member_added")


@acts("POST", f"{ONE}/members/{{account_id}}/remove", access=Access.MEMBER, bucket="write")
async def remove_member(request: Request, list_id: int, account_id: AccountId) -> Answer:
    """Take somebody out of a list."""
    await request.write(lists.remove_members, by=request.me, list_id=list_id, people=[account_id])
    return done(request, f"{PATH}/{list_id}/members", "member_removed")


def members_page(
    tx: ReadTransaction,
    request: Request,
    list_id: int,
    form: Form,
    asked: MembersForm = _NOTHING,
) -> Answer:
    """Return the page of a list's members, with what was typed into the form of the list."""
    chosen = own_list(tx, list_id, by=request.me)
    return page_answer(
        request,
        "lists/members.html",
        frame_of(tx, request, form=True),
        chosen=list_row(request, chosen),
        form=form,
        members=_members(tx, request, chosen, asked),
    )


def _members(tx: ReadTransaction, request: Request, chosen: List, asked: MembersForm) -> Members:
    path = f"{PATH}/{chosen.id}/members"
    rows = page_of_members(
        tx, chosen.id, before=asked.before, after=0, upwards=False, limit=_PER_PAGE + 1
    )
    shown = rows[:_PER_PAGE]
    found = _found(tx, request, chosen, asked.q) if asked.q.strip() else []
    return Members(
        people=_rows(tx, request, [who for _, who in shown], path),
        asked=asked.q,
        found=_rows(tx, request, found, path),
        add_action=path,
        remove_list_action=f"{PATH}/{chosen.id}/remove",
        older_url=f"{path}?before={shown[-1][0]}" if len(rows) > _PER_PAGE else "",
    )


def _found(tx: ReadTransaction, request: Request, chosen: List, text: str) -> list[AccountId]:
    """Return whom one follows under such a name, and who is not in the list yet."""
    people = search_people(
        tx,
        request.site.search,
        text,
        viewer=request.me,
        only_followed=True,
        limit=_FOUND,
        host_name=request.site.settings.host_name,
    )
    inside = members_among(tx, chosen.id, people)
    return [each for each in people if each not in inside]


def _rows(
    tx: ReadTransaction, request: Request, ids: list[AccountId], path: str
) -> tuple[Member, ...]:
    people = accounts_by_id(tx, ids)
    origin = request.site.settings.origin
    return tuple(
        Member(
            account=account_view(people[each], origin=origin),
            account_id=str(each),
            action=f"{path}/{each}/remove",
        )
        for each in ids
        if each in people and people[each].available
    )
