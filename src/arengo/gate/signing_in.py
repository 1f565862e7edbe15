"""The way to the sign-in page, and from there back to where somebody wanted to be."""

from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from arengo.gate.answers import HTML, Answer, redirect
from arengo.gate.parameters import decoded
from arengo.gate.request import Request

PATH: Final = "/auth/sign_in"
RETURN: Final = "return_to"


def to_sign_in(request: Request) -> Answer:
    """Send a browser to sign in; afterwards it is back at this page, or where its form stood."""
    target = f"{PATH}?{urlencode({RETURN: _wanted(request)}, quote_via=quote)}"
    if request.header("hx-request") == "true":  # the whole window goes, not the piece of a page
        return Answer(b"", 204, HTML, ((b"hx-redirect", target.encode()),))
    return redirect(target)


def _wanted(request: Request) -> str:
    """Return a path of ours: a form is not sent again, the page it stands on is shown."""
    if request.method in {"GET", "HEAD"}:
        path = quote(request.path, safe="/@:", errors="replace")
        return f"{path}?{decoded(request.query)}" if request.query else path
    came_from = urlsplit(request.header("referer"))
    if f"{came_from.scheme}://{came_from.netloc}" != request.site.settings.origin:
        return "/"
    return came_from._replace(scheme="", netloc="", fragment="").geturl() or "/"
