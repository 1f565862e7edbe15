"""The page with the people whom somebody has blocked."""

from functools import partial
from typing import Final

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.follows.model import Kind
from arengo.social.follows.queries import relations_page
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.listings import OlderForm
from arengo.web.pages.settings.naming import NameForm, named
from arengo.web.pages.settings.relations import relations_shown

_PATH: Final = "/settings/blocks"
_KINDS: Final = (Kind.BLOCK,)


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_blocks(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show whom one blocked, the last one first."""
    return _page(tx, request, form)


@acts("POST", _PATH, access=Access.MEMBER, bucket="write")
async def find_whom_to_block(request: Request, form: NameForm) -> Answer:
    """Lead to the page that says what it means, and asks."""
    found = await request.read(named, request, form)
    if isinstance(found, FieldError):
        return await request.read(_page, request, OlderForm(), form.name, found)
    return done(request, f"{found}/block")


def _page(
    tx: ReadTransaction, request: Request, form: OlderForm, name: str = "", *errors: FieldError
) -> Answer:
    read = partial(relations_page, tx, request.me, kinds=_KINDS)
    return page_answer(
        request,
        "settings/blocks.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, values={"name": name}, errors=errors),
        people=relations_shown(tx, request, form, _PATH, read),
    )
