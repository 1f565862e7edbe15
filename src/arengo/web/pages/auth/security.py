"""The page on which people look after their login: browsers, apps, second factor."""

from typing import Final
from urllib.parse import quote

import msgspec

from arengo.auth.oauth.actions import revoke_app
from arengo.auth.sessions.actions import end_all_sessions, end_session
from arengo.auth.users.second_factor import actions as second_factor
from arengo.base.errors import Conflict, Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.storage import ReadTransaction
from arengo.web.pages.auth.problems import field_errors
from arengo.web.pages.auth.proof import password_error
from arengo.web.pages.auth.security_views import PATH, Shown, security_page
from arengo.web.pages.auth.sessions import keep
from arengo.web.pages.frames import done

_OLD: Final = "/auth/security"


class CodeForm(msgspec.Struct, frozen=True, kw_only=True):
    """A first code from the phone."""

    code: str = ""


class PasswordForm(msgspec.Struct, frozen=True, kw_only=True):
    """The password, for what a borrowed browser must not be able to do."""

    password: str = ""


@acts("GET", PATH, access=Access.MEMBER, bucket="page")
async def show_security(request: Request) -> Answer:
    """Show the page to whoever is signed in."""
    assert request.viewer is not None
    await keep(request, request.viewer)
    return await security_page(request, Shown())


@reads(_OLD, access=Access.PAGE, bucket="page")
def lead_on(tx: ReadTransaction, request: Request) -> Answer:
    """Lead on from where the page was."""
    del tx
    return done(request, PATH)


@reads(f"{_OLD}/{{page}}", access=Access.PAGE, bucket="page")
def lead_further(tx: ReadTransaction, request: Request, page: str) -> Answer:
    """Lead on from where its pages were."""
    del tx
    return done(request, f"{PATH}/{quote(page, safe='')}")


@acts("POST", f"{PATH}/second_factor", access=Access.MEMBER, bucket="sign_in")
async def begin_second_factor(request: Request) -> Answer:
    """Draw a secret; it counts once a code comes back."""
    try:
        await request.write(second_factor.begin, account_id=request.me, keys=request.site.keys)
    except Conflict:
        return _back(request)
    return await security_page(request, Shown(enrolling=True))


@acts("POST", f"{PATH}/second_factor/confirm", access=Access.MEMBER, bucket="sign_in")
async def finish_second_factor(request: Request, form: CodeForm) -> Answer:
    """Turn the second factor on and show the recovery codes, this once."""
    try:
        codes = await request.write(
            second_factor.finish, account_id=request.me, code=form.code, keys=request.site.keys
        )
    except Invalid as refusal:
        shown = Shown(enrolling=True, errors=field_errors(refusal))
        return await security_page(request, shown)
    return await security_page(request, Shown(recovery_codes=tuple(codes)))


@acts("POST", f"{PATH}/second_factor/end", access=Access.MEMBER, bucket="sign_in")
async def end_second_factor(request: Request, form: PasswordForm) -> Answer:
    """Take the second factor off, for whoever knows the password."""
    error = await password_error(request, form.password)
    if error is not None:
        return await security_page(request, Shown(errors=(error,)))
    await request.write(second_factor.turn_off, account_id=request.me)
    return _back(request)


@acts("POST", f"{PATH}/recovery_codes", access=Access.MEMBER, bucket="sign_in")
async def renew_recovery_codes(request: Request, form: PasswordForm) -> Answer:
    """Make ten new recovery codes and show them, this once."""
    error = await password_error(request, form.password)
    if error is not None:
        return await security_page(request, Shown(recovery_errors=(error,)))
    codes = await request.write(
        second_factor.renew_recovery_codes, account_id=request.me, keys=request.site.keys
    )
    return await security_page(request, Shown(recovery_codes=tuple(codes)))


@acts("POST", f"{PATH}/sessions/{{session_id}}/revoke", access=Access.MEMBER, bucket="write")
async def revoke_session(request: Request, session_id: int) -> Answer:
    """Sign another of one's browsers out."""
    await request.write(end_session, session_id=session_id, account_id=request.me)
    return _back(request)


@acts("POST", f"{PATH}/sessions/end", access=Access.MEMBER, bucket="write")
async def end_other_sessions(request: Request) -> Answer:
    """Sign all of one's other browsers out."""
    here = request.viewer.session_id if request.viewer else None
    await request.write(end_all_sessions, account_id=request.me, keep_session_id=here)
    return done(request, PATH, "sessions_ended")


@acts("POST", f"{PATH}/apps/{{app_id}}/revoke", access=Access.MEMBER, bucket="write")
async def revoke_access(request: Request, app_id: int) -> Answer:
    """Shut an app out."""
    await request.write(revoke_app, account_id=request.me, app_id=app_id)
    return _back(request)


def _back(request: Request) -> Answer:
    return done(request, PATH)
