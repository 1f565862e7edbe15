"""The page to sign in, and signing out."""

from typing import Final

import msgspec

from arengo.auth.sessions.actions import end_session
from arengo.auth.sessions.model import Obstacle
from arengo.auth.sessions.queries import sign_in_obstacle
from arengo.auth.sessions.signing_in import check_password, write_step
from arengo.auth.sessions.throttle import TooManyAttempts
from arengo.auth.users.actions import send_confirmation
from arengo.auth.users.model import User, UserFlag
from arengo.gate.answers import Answer, redirect
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form, Frame
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.auth.sessions import (
    RETURN,
    begin,
    forget,
    forget_step,
    remember_step,
    safe_return,
    with_language,
)
from arengo.web.pages.frames import frame_of, page_answer

_PATH: Final = "/auth/sign_in"
_FORBIDDEN: Final = 403
_TOO_MANY: Final = 429


class ReturnForm(msgspec.Struct, frozen=True, kw_only=True):
    """Where the browser goes afterwards."""

    return_to: str = "/"


class SignInForm(ReturnForm, frozen=True, kw_only=True):
    """User name or address, and the password."""

    username: str = ""
    password: str = ""


@reads(_PATH, access=Access.PAGE, bucket="page")
def show_sign_in(tx: ReadTransaction, request: Request, form: ReturnForm) -> Answer:
    """Show the form, also to whoever is signed in: they may want to be somebody else."""
    return _page(request, frame_of(tx, request, form=True), return_to=form.return_to)


async def show_again(request: Request, form: SignInForm) -> Answer:
    """Show a form that was open too long once more."""
    return await ask_again(request, form, wrong("", "expired"), status=_FORBIDDEN)


@acts("POST", _PATH, access=Access.PAGE, bucket="sign_in", expired=show_again)
async def sign_in(request: Request, form: SignInForm) -> Answer:
    """Check name and password, then go on: to the second factor, or to where they wanted to go."""
    try:
        user = await check_password(
            request.site.db,
            request.site.sign_ins,
            name=form.username,
            password=form.password,
            ip=request.ip,
        )
    except TooManyAttempts as refusal:
        error = wrong("", "throttled", minutes=refusal.minutes)
        return await ask_again(request, form, error, status=_TOO_MANY)
    if user is None:
        return await ask_again(request, form, wrong("", "credentials"))
    obstacle = await request.read(sign_in_obstacle, user)
    if obstacle is not None:
        return await ask_again(request, form, await explain(request, user, obstacle))
    return await _go_on(request, user, form)


@acts("POST", "/auth/sign_out", access=Access.PAGE, bucket="sign_in")
async def sign_out(request: Request) -> Answer:
    """End this browser's session. Without one there is nothing to do."""
    viewer = request.viewer
    if viewer is not None and viewer.session_id is not None:
        await request.write(end_session, session_id=viewer.session_id, account_id=request.me)
    forget(request)
    forget_step(request)
    return redirect(with_language(request, "/", {}))


async def _go_on(request: Request, user: User, form: SignInForm) -> Answer:
    target = safe_return(form.return_to)
    if UserFlag.SECOND_FACTOR in user.flags:
        remember_step(request, write_step(request.site.keys, user))
        return redirect(with_language(request, "/auth/second_factor", {RETURN: target}))
    if not await begin(request, user):
        return await ask_again(request, form, wrong("", "credentials"))
    return redirect(target)


async def explain(request: Request, user: User, obstacle: Obstacle) -> FieldError:
    """Say what stands in the way; whoever lost the letter that takes it away gets another."""
    if obstacle != "unconfirmed":
        return wrong("", obstacle)
    if not request.site.settings.sends_letters:
        return wrong("", "unconfirmed_by_hand")
    await request.write(send_confirmation, account_id=user.id, keys=request.site.keys)
    return wrong("", "unconfirmed")


async def ask_again(
    request: Request, form: SignInForm, error: FieldError, *, status: int | None = None
) -> Answer:
    """Show the page once more, with what is wrong."""
    frame = await request.read(frame_of, request, form=True)
    return _page(
        request,
        frame,
        return_to=form.return_to,
        username=form.username,
        errors=(error,),
        status=status,
    )


def _page(
    request: Request,
    frame: Frame,
    *,
    return_to: str,
    username: str = "",
    errors: tuple[FieldError, ...] = (),
    status: int | None = None,
) -> Answer:
    shown = Form(
        action=_PATH,
        values={"username": username},
        hidden={RETURN: safe_return(return_to)},
        errors=errors,
    )
    return page_answer(request, "auth/sign_in.html", frame, status=status, form=shown)
