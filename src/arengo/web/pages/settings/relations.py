"""Whom somebody keeps away, a page at a time: also those with whom nothing else is possible."""

from typing import Final

import msgspec

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.social.follows.model import Kind
from arengo.social.follows.queries import relations_page
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.context.people import PeoplePage
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.listings import OlderForm
from arengo.web.pages.settings.naming import NameForm, named
from arengo.web.people import people_rows

_PER_PAGE: Final = 20


class Away(msgspec.Struct, frozen=True):
    """A way to keep people away: its page, its template's path too; what is asked; its kinds."""

    path: str
    question: str
    kinds: tuple[Kind, ...]


def away_page(
    tx: ReadTransaction,
    request: Request,
    away: Away,
    form: OlderForm,
    name: str = "",
    *errors: FieldError,
) -> Answer:
    """Show whom one keeps away so, the last one first, and a form for another."""
    return page_answer(
        request,
        f"{away.path.removeprefix('/')}.html",
        frame_of(tx, request, form=True),
        form=Form(action=away.path, values={"name": name}, errors=errors),
        people=_shown(tx, request, away, form),
    )


async def on_to_the_question(request: Request, away: Away, form: NameForm) -> Answer:
    """Lead to the page of somebody that asks; or say what is wrong with the name."""
    found = await request.read(named, request, form)
    if isinstance(found, FieldError):
        return await request.read(away_page, request, away, OlderForm(), form.name, found)
    return done(request, f"{found}/{away.question}")


def _shown(tx: ReadTransaction, request: Request, away: Away, form: OlderForm) -> PeoplePage:
    found = relations_page(
        tx,
        request.me,
        kinds=away.kinds,
        before=form.before,
        after=0,
        upwards=False,
        limit=_PER_PAGE + 1,
    )
    shown = found[:_PER_PAGE]
    return PeoplePage(
        rows=people_rows(tx, request, [row[1] for row in shown], with_blocked=True),
        older_url=f"{away.path}?before={shown[-1][0]}" if len(found) > _PER_PAGE else "",
    )
