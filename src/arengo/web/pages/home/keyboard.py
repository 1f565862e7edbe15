"""The keys that do something on our pages."""

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.storage import ReadTransaction
from arengo.web.pages.frames import frame_of, public_page


@reads("/keyboard", access=Access.PAGE, bucket="page")
def show_keys(tx: ReadTransaction, request: Request) -> Answer:
    """Show which key does what, and where they are switched off."""
    return public_page(request, "home/keyboard.html", frame_of(tx, request))
