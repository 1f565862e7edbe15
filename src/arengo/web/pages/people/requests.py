"""Who asks to follow oneself: the page on which one decides."""

from functools import partial
from typing import Final

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.follows.queries import count_requests, requests_page
from arengo.storage import ReadTransaction
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.pages.listings import OlderForm
from arengo.web.pages.people.rows import people_page

_PATH: Final = "/follow_requests"


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_requests(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show who asks, newest first."""
    read = partial(requests_page, tx, request.me)
    return page_answer(
        request,
        "people/requests.html",
        frame_of(tx, request, form=True),
        people=people_page(tx, request, form, _PATH, read),
        waiting=count_requests(tx, request.me),
    )
