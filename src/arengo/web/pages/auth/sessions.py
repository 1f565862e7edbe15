"""What a browser carries while it signs in and is signed in: cookies, and where it wants to go."""

from typing import Any, Final
from urllib.parse import quote, urlencode

from arengo.auth.passkeys import actions as passkeys
from arengo.auth.passkeys.model import Use
from arengo.auth.sessions.actions import keep_alive, sign_in
from arengo.auth.sessions.model import LASTS_MS, StartedSession
from arengo.auth.sessions.signing_in import STEP_LASTS_MS
from arengo.auth.users.model import User, Viewer
from arengo.base.clock import SECOND_MS
from arengo.gate.answers import Answer, redirect
from arengo.gate.authentication import SESSION_COOKIE, cookie_name
from arengo.gate.csrf import set_cookie
from arengo.gate.request import Request
from arengo.gate.request_log import shorten_ip

STEP_COOKIE: Final = "arengo_step"
RETURN: Final = "return_to"
_HOME: Final = "/"
_MAX: Final = 8_000


async def begin(request: Request, user: User) -> bool:
    """Sign this browser in: a new session, never one that was there before.

    False when the login is not any more as it was when its password was checked.
    """
    return _take(request, await request.write(sign_in, user=user, **_browser(request)))


async def begin_by_passkey(request: Request, use: Use) -> bool:
    """Sign this browser in with what a device answered; False when that counted already."""
    return _take(request, await request.write(passkeys.sign_in, use=use, **_browser(request)))


def _browser(request: Request) -> dict[str, Any]:
    return {
        "network": shorten_ip(request.ip, request.site.settings.log_ip_bits) or "",
        "agent": request.header("user-agent"),
        "keys": request.site.keys,
    }


def _take(request: Request, started: StartedSession | None) -> bool:
    if started is None:
        return False
    set_cookie(request, SESSION_COOKIE, started.cookie, max_age_s=LASTS_MS // SECOND_MS)
    return True


async def keep(request: Request, viewer: Viewer) -> None:
    """Let a session that is used go on."""
    if viewer.session_id is None or not await request.write(
        keep_alive, session_id=viewer.session_id
    ):
        return
    cookie = read_cookie(request, SESSION_COOKIE)
    set_cookie(request, SESSION_COOKIE, cookie, max_age_s=LASTS_MS // SECOND_MS)


def forget(request: Request) -> None:
    """Take the session's cookie away."""
    set_cookie(request, SESSION_COOKIE, "", max_age_s=0)


def remember_step(request: Request, step: str) -> None:
    """Let the browser carry that its password was right."""
    set_cookie(request, STEP_COOKIE, step, max_age_s=STEP_LASTS_MS // SECOND_MS)


def forget_step(request: Request) -> None:
    """Take the step's cookie away."""
    set_cookie(request, STEP_COOKIE, "", max_age_s=0)


def read_cookie(request: Request, name: str) -> str:
    """Return one of our cookies, or the empty string."""
    return request.cookies.get(cookie_name(name, secure=request.site.settings.secure), "")


def safe_return(target: str) -> str:
    """Return a path of ours: whatever else was asked for leads home."""
    ours = target.startswith("/") and not target.startswith(("//", "/\\"))
    if not ours or len(target) > _MAX or not target.isascii() or not target.isprintable():
        return _HOME
    return target.replace("\\", "%5C")


def to_sign_in(request: Request, target: str) -> Answer:
    """Send the browser to the sign-in page, and from there on to `target`."""
    return redirect(with_language(request, "/auth/sign_in", {RETURN: target}))


def with_language(request: Request, path: str, query: dict[str, str]) -> str:
    """Return a path of ours that keeps the language which the address asks for."""
    language = request.params.get("lang")
    if isinstance(language, str) and language:
        query = {**query, "lang": language}
    return f"{path}?{urlencode(query, quote_via=quote)}" if query else path
