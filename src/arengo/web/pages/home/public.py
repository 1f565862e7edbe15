"""What everybody here and elsewhere publishes for everybody."""

from functools import partial

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.timelines import queries as timelines
from arengo.storage import ReadTransaction
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.pages.listings import OlderForm, listing


@reads("/public", access=Access.PAGE, bucket="page", bounded=False)
def show_public(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show every public post that this place knows."""
    return _answer(tx, request, form, local=False)


@reads("/public/local", access=Access.PAGE, bucket="page", bounded=False)
def show_local(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show the public posts of this place."""
    return _answer(tx, request, form, local=True)


def _answer(tx: ReadTransaction, request: Request, form: OlderForm, *, local: bool) -> Answer:
    read = partial(timelines.public, tx, viewer=request.viewer_id, only_local=local)
    shown = listing(tx, request, form, "/public/local" if local else "/public", read)
    frame = frame_of(tx, request)
    return public_page(request, "home/public.html", frame, listing=shown, local=local)
