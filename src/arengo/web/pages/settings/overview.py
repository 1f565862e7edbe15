"""The page that leads to all settings."""

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.storage import ReadTransaction
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.settings import HOME


@reads(HOME, access=Access.MEMBER, bucket="page")
def show_settings(tx: ReadTransaction, request: Request) -> Answer:
    """List the pages there are."""
    return page_answer(request, "settings/overview.html", frame_of(tx, request))


@reads(f"{HOME}/delete", access=Access.MEMBER, bucket="page")
def find_delete(_tx: ReadTransaction, request: Request) -> Answer:
    """Lead to the page on which one leaves, which asks for the password."""
    return done(request, f"{HOME}/security/delete")
