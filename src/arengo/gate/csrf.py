"""Forms of our pages carry a token that only our own pages can know (signed double submit)."""

import hmac
import secrets
from typing import Final

from arengo.base.errors import Forbidden
from arengo.gate.authentication import cookie_name
from arengo.gate.request import Request

COOKIE: Final = "arengo_csrf"
FIELD: Final = "csrf_token"
HEADER: Final = "x-csrf-token"  # what htmx sends: the body of every page carries it
_PURPOSE: Final = "csrf"


def csrf_token(request: Request) -> str:
    """Return the token for a form of this browser, giving it a cookie when it has none."""
    name = cookie_name(COOKIE, secure=request.site.settings.secure)
    value = request.cookies.get(name)
    if not value:
        value = secrets.token_urlsafe(16)
        request.cookies[name] = value
        set_cookie(request, COOKIE, value)
    return request.site.keys.sign(_PURPOSE, value.encode()).hex()


def check_csrf(request: Request) -> None:
    """Raise Forbidden unless the form came from one of our pages in this browser."""
    name = cookie_name(COOKIE, secure=request.site.settings.secure)
    cookie = request.cookies.get(name, "")
    sent = request.params.get(FIELD) or request.header(HEADER)
    expected = request.site.keys.sign(_PURPOSE, cookie.encode()).hex()
    if (
        not cookie
        or not isinstance(sent, str)
        or not hmac.compare_digest(sent.encode(), expected.encode())
    ):
        raise Forbidden("This form has expired. Go back, reload the page and send it again.")


def set_cookie(request: Request, name: str, value: str, *, max_age_s: int | None = None) -> None:
    """Give the browser one of our cookies: HttpOnly, Lax, `__Host-` on https."""
    secure = request.site.settings.secure
    parts = [f"{cookie_name(name, secure=secure)}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    if secure:
        parts.append("Secure")
    if max_age_s is not None:
        parts.append(f"Max-Age={max_age_s}")
    request.cookies_out.append((b"set-cookie", "; ".join(parts).encode("latin-1")))
