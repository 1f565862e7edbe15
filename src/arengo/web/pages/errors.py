"""The page that says what went wrong, in the reader's language."""

from typing import Final

from arengo.gate.request import Request
from arengo.web.pages.frames import bare_frame, language_of
from arengo.web.rendering import render

_OURS: Final = 500


def error_page(request: Request, status: int, _message: str) -> bytes:
    """Return the page for a status. Asks no database and trusts nothing of the request.

    The message is for programs and in English; the page has its own words for each status.
    Where htmx puts an answer into a page, it is only what belongs there.
    """
    return render(
        "error.html",
        language=language_of(request),
        frame=bare_frame(request),
        status=status,
        part=request.header("hx-request-type") == "partial",
        incident=request.request_id if status >= _OURS else "",
    )
