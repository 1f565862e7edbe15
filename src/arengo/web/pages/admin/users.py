"""The desk of people: whom there is, in which state."""

from typing import Annotated, Final
from urllib.parse import urlencode

import msgspec

from arengo.auth.roles.model import Permission, RoleNumber
from arengo.base.ids import MAX_ID
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.moderation.people.model import State, Wanted
from arengo.moderation.people.queries import people
from arengo.storage import ReadTransaction
from arengo.web.context.admin import PeopleDesk
from arengo.web.desks import HOME
from arengo.web.pages.admin.lines import person_line
from arengo.web.pages.frames import frame_of, page_answer

PATH: Final = f"{HOME}/users"
_PER_PAGE: Final = 20
_STAFF: Final = "staff"
_ROLES: Final = tuple(int(role) for role in RoleNumber if role is not RoleNumber.MEMBER)


class PeopleForm(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the staff looks for: a beginning of a name or an address, and a state."""

    q: Annotated[str, msgspec.Meta(max_length=320)] = ""
    state: str = ""
    before: Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)] = MAX_ID


@reads(PATH, access=Access.MEMBER, permission=Permission.MANAGE_USERS, bucket="page", bounded=False)
def show_people(tx: ReadTransaction, request: Request, form: PeopleForm) -> Answer:
    """Show a page of people, newest first."""
    found = people(tx, _wanted(form))
    shown = found[:_PER_PAGE]
    origin = request.site.settings.origin
    desk = PeopleDesk(
        lines=tuple(person_line(each, origin=origin) for each in shown),
        asked=form.q,
        state=form.state,
        older_url=_older(form, shown[-1].account.id) if len(found) > _PER_PAGE else "",
    )
    return page_answer(request, "admin/people.html", frame_of(tx, request, form=True), people=desk)


def _wanted(form: PeopleForm) -> Wanted:
    known = {state.value: state for state in State}
    asked = form.q.strip()
    is_address = "@" in asked.removeprefix("@")
    return Wanted(
        username="" if is_address else asked.removeprefix("@"),
        email=asked if is_address else "",
        states=frozenset({known[form.state]} if form.state in known else ()),
        roles=_ROLES if form.state == _STAFF else (),
        before=form.before,
        limit=_PER_PAGE + 1,
    )


def _older(form: PeopleForm, before: int) -> str:
    asked = {"q": form.q, "state": form.state, "before": before}
    return f"{PATH}?{urlencode({name: value for name, value in asked.items() if value})}"
