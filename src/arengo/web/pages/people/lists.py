"""The page that says in which of one's lists somebody is."""

from typing import Final

import msgspec

from arengo.base.ids import AccountId, parse_id
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.follows.lists import actions
from arengo.social.follows.lists.queries import lists_of, lists_with
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context import Form
from arengo.web.context.people import ListChoice
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.pages.people.rows import back, person_followed
from arengo.web.people import row_of

_PATH: Final = "/@{username}/lists"


class ListsForm(msgspec.Struct, frozen=True, kw_only=True):
    """In which lists somebody is to be."""

    chosen: list[str] = msgspec.field(default_factory=list)


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_lists(tx: ReadTransaction, request: Request, username: str) -> Answer:
    """Show one's lists, those with this person ticked."""
    account = person_followed(tx, request, username)
    inside = {each.id for each in lists_with(tx, request.me, account.id)}
    return page_answer(
        request,
        "people/lists.html",
        frame_of(tx, request, form=True),
        form=Form(action=f"/@{account.acct}/lists"),
        person=row_of(tx, request, account),
        lists=tuple(
            ListChoice(id=str(each.id), title=each.title, chosen=each.id in inside)
            for each in lists_of(tx, request.me)
        ),
    )


@acts("POST", _PATH, access=Access.MEMBER)
async def choose_lists(request: Request, username: str, form: ListsForm) -> Answer:
    """Put somebody into the lists that were ticked, and take them out of the others."""
    account = await request.read(person_followed, request, username)
    wanted = {number for each in form.chosen if (number := parse_id(each))}
    await request.write(_choose, by=request.me, target=account.id, wanted=wanted)
    return back(request, account, "", "saved")


def _choose(tx: Transaction, *, by: AccountId, target: AccountId, wanted: set[int]) -> None:
    """Change only what is other than wanted; ids of lists of others are not looked at."""
    inside = {each.id for each in lists_with(tx, by, target)}
    for each in lists_of(tx, by):
        if each.id in wanted and each.id not in inside:
            actions.add_members(tx, by=by, list_id=each.id, people=[target])
        elif each.id in inside and each.id not in wanted:
            actions.remove_members(tx, by=by, list_id=each.id, people=[target])
