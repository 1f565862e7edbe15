"""The page on which people look after their login: browsers, apps, second factor."""

from typing import Final

import msgspec

from arengo.auth.oauth.actions import revoke_app
from arengo.auth.sessions.actions import end_session
from arengo.auth.users.model import Viewer
from arengo.auth.users.second_factor import actions as second_factor
from arengo.base.errors import Conflict, Invalid
from arengo.gate.answers import Answer, redirect
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.web.pages.auth.problems import field_errors
from arengo.web.pages.auth.proof import password_error
from arengo.web.pages.auth.security_views import Shown, security_view
from arengo.web.pages.auth.sessions import keep, to_sign_in, with_language
from arengo.web.pages.frames import frame_of, page_answer

_PATH: Final = "/auth/security"
_UNPROCESSABLE: Final = 422


class CodeForm(msgspec.Struct, frozen=True, kw_only=True):
    """A first code from the phone."""

    code: str = ""


class PasswordForm(msgspec.Struct, frozen=True, kw_only=True):
    """The password, for what a borrowed browser must not be able to do."""

    password: str = ""


@acts("GET", _PATH, access=Access.PAGE, bucket="page")
async def show_security(request: Request) -> Answer:
    """Show the page to whoever is signed in."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    await keep(request, request.viewer)
    return await _page(request, request.viewer, Shown())


@acts("POST", f"{_PATH}/second_factor", access=Access.PAGE, bucket="sign_in")
async def begin_second_factor(request: Request) -> Answer:
    """Draw a secret; it counts once a code comes back."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    try:
        await request.write(second_factor.begin, account_id=request.me, keys=request.site.keys)
    except Conflict:
        return _back(request)
    return await _page(request, request.viewer, Shown(enrolling=True))


@acts("POST", f"{_PATH}/second_factor/confirm", access=Access.PAGE, bucket="sign_in")
async def finish_second_factor(request: Request, form: CodeForm) -> Answer:
    """Turn the second factor on and show the recovery codes, this once."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    try:
        codes = await request.write(
            second_factor.finish, account_id=request.me, code=form.code, keys=request.site.keys
        )
    except Invalid as refusal:
        shown = Shown(enrolling=True, errors=field_errors(refusal))
        return await _page(request, request.viewer, shown)
    return await _page(request, request.viewer, Shown(recovery_codes=tuple(codes)))


@acts("POST", f"{_PATH}/second_factor/end", access=Access.PAGE, bucket="sign_in")
async def end_second_factor(request: Request, form: PasswordForm) -> Answer:
    """Take the second factor off, for whoever knows the password."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    error = await password_error(request, form.password)
    if error is not None:
        return await _page(request, request.viewer, Shown(errors=(error,)))
    await request.write(second_factor.turn_off, account_id=request.me)
    return _back(request)


@acts("POST", f"{_PATH}/recovery_codes", access=Access.PAGE, bucket="sign_in")
async def renew_recovery_codes(request: Request, form: PasswordForm) -> Answer:
    """Make ten new recovery codes and show them, this once."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    error = await password_error(request, form.password)
    if error is not None:
        return await _page(request, request.viewer, Shown(recovery_errors=(error,)))
    codes = await request.write(
        second_factor.renew_recovery_codes, account_id=request.me, keys=request.site.keys
    )
    return await _page(request, request.viewer, Shown(recovery_codes=tuple(codes)))


@acts("POST", f"{_PATH}/sessions/{{session_id}}/revoke", access=Access.PAGE, bucket="write")
async def revoke_session(request: Request, session_id: int) -> Answer:
    """Sign another of one's browsers out."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    await request.write(end_session, session_id=session_id, account_id=request.me)
    return _back(request)


@acts("POST", f"{_PATH}/apps/{{app_id}}/revoke", access=Access.PAGE, bucket="write")
async def revoke_access(request: Request, app_id: int) -> Answer:
    """Shut an app out."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    await request.write(revoke_app, account_id=request.me, app_id=app_id)
    return _back(request)


async def _page(request: Request, viewer: Viewer, shown: Shown) -> Answer:
    frame = await request.read(frame_of, request, form=True)
    view = await request.read(security_view, request, viewer, shown)
    status = _UNPROCESSABLE if shown.errors or shown.recovery_errors else 200
    return page_answer(request, "auth/security.html", frame, status=status, security=view)


def _back(request: Request) -> Answer:
    return redirect(with_language(request, _PATH, {}))
