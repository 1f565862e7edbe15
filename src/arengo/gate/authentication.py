"""Finds out who is asking and whether this route is for them."""

from typing import Final

from arengo.auth.oauth.queries import viewer_of_token
from arengo.auth.roles.model import role_of
from arengo.auth.sessions.queries import viewer_of_session
from arengo.auth.users.model import UserFlag, Viewer
from arengo.base.errors import Forbidden, Unauthorized
from arengo.gate.request import Request
from arengo.gate.routes import Access, Route
from arengo.storage import ReadTransaction

SESSION_COOKIE: Final = "arengo_session"
_LOGIN_STATES: Final = (
    (UserFlag.CONFIRMED, "Your login is missing a confirmed e-mail address"),
    (UserFlag.APPROVED, "Your login is currently pending approval"),
)


def cookie_name(name: str, *, secure: bool) -> str:
    """Return the name of one of our cookies: bound to this very host wherever https allows it."""
    return f"__Host-{name}" if secure else name


def identify(tx: ReadTransaction, request: Request, route: Route) -> Viewer | None:
    """Return who asks; raises Unauthorized for a token that is not valid (any more)."""
    if route.is_page:
        cookie = session_cookie(request)
        viewer = viewer_of_session(tx, cookie, keys=request.site.keys) if cookie else None
        if cookie:
            request.site.limiter.learn(cookie, viewer.account_id if viewer else None)
        return viewer
    if request.token is None:
        return None
    viewer = viewer_of_token(tx, request.token) if request.token_is_ours else None
    if request.token_is_ours:
        request.site.limiter.learn(request.token, viewer.account_id if viewer else None)
    if viewer is None:
        raise Unauthorized(headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return None if route.access is Access.ANYONE and _still_waits(viewer) else viewer


def session_cookie(request: Request) -> str | None:
    """Return what a browser shows for a session, or None."""
    return request.cookies.get(cookie_name(SESSION_COOKIE, secure=request.site.settings.secure))


def bearer_token(request: Request) -> str | None:
    """Return the token of the Authorization header, or None."""
    scheme, _, token = request.header("authorization").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def permit(viewer: Viewer | None, route: Route) -> None:
    """Raise Unauthorized or Forbidden unless this viewer may call this route."""
    if viewer is None:
        if not (route.access is Access.ANYONE or route.access is Access.PAGE):
            raise Unauthorized
        return
    if route.access is Access.PAGE:
        return
    _check_state(viewer, route)
    if viewer.account_id is None and route.access in {Access.USER, Access.LIMITED_USER}:
        raise Unauthorized("This method requires an authenticated user")
    if route.scope and not viewer.may(route.scope):
        raise Forbidden("This action is outside the authorized scopes")
    if route.permission and not role_of(viewer.role).may(route.permission):
        raise Forbidden


def _still_waits(viewer: Viewer) -> bool:
    """Tell whether somebody must be let in first: what is for everybody is for them as well."""
    return viewer.account_id is not None and not viewer.barred and not is_welcome(viewer)


def is_welcome(viewer: Viewer) -> bool:
    """Return whether a user is still in the state in which routes let users in."""
    return not viewer.barred and all(flag in viewer.flags for flag, _ in _LOGIN_STATES)


def _check_state(viewer: Viewer, route: Route) -> None:
    if viewer.account_id is None:
        return
    if viewer.barred:
        raise Forbidden("Your login is currently disabled")
    if route.access in {Access.APP, Access.LIMITED_USER}:
        return
    for flag, words in _LOGIN_STATES:
        if flag not in viewer.flags:
            raise Forbidden(words)
