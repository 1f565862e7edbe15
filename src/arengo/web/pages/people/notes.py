"""The page of the private note that one keeps about somebody."""

from typing import Final

import msgspec

from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.follows import actions
from arengo.social.follows.model import COMMENT_MAX
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.pages.people.rows import back, person_called
from arengo.web.people import row_of

_PATH: Final = "/@{username}/note"
_FORBIDDEN: Final = 403


class NoteForm(msgspec.Struct, frozen=True, kw_only=True):
    """What one notes; nothing takes the note away."""

    comment: str = ""


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_note(tx: ReadTransaction, request: Request, username: str) -> Answer:
    """Show the note, to be changed."""
    return _page(tx, request, username, None)


async def show_again(request: Request, username: str, form: NoteForm) -> Answer:
    """Show a form that was open too long once more."""
    expired = wrong("", "expired")
    return await request.read(_page, request, username, form.comment, expired, status=_FORBIDDEN)


@acts("POST", _PATH, access=Access.MEMBER, expired=show_again)
async def note(request: Request, username: str, form: NoteForm) -> Answer:
    """Keep a note about somebody."""
    account = await request.read(person_called, request, username)
    try:
        await request.write(
            actions.set_note, by=request.me, target=account.id, comment=form.comment
        )
    except Invalid:
        long = wrong("comment", "reason_long", most=COMMENT_MAX)
        return await request.read(_page, request, username, form.comment, long)
    return back(request, account, "", "saved")


def _page(
    tx: ReadTransaction,
    request: Request,
    username: str,
    typed: str | None,
    *errors: FieldError,
    status: int | None = None,
) -> Answer:
    account = person_called(tx, request, username)
    person = row_of(tx, request, account)
    kept = person.between.note if person.between else ""
    return page_answer(
        request,
        "people/note.html",
        frame_of(tx, request, form=True),
        status=status,
        form=Form(
            action=f"/@{account.acct}/note",
            values={"comment": kept if typed is None else typed},
            errors=errors,
        ),
        person=person,
    )
